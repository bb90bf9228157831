"""Take a brief in, or a new version of one, and ring for it to be answered."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.faults import VersionConflict
from core.task_queue import enqueue
from core.transactions import repeatable_read
from firms.models import Firm
from matcher import basis as bases
from matcher.briefs import interpret as briefs
from matcher.models import Brief, Shortlist
from matcher.shortlists import staleness
from matcher.task_names import ANSWER


def ask(*, firm: Firm, asked: Mapping[str, Any]) -> Shortlist:
    """Store a brief and its shortlist, unanswered, and ring. Raises `BriefRefused`: then
    nothing is stored.
    """
    with repeatable_read():
        watched = _watch(asked)
        brief = Brief.objects.create(firm=firm, title=asked.get("title") or "", asked=dict(asked))
        shortlist = Shortlist.objects.create(brief=brief, **watched)
        enqueue(ANSWER, str(shortlist.pk))
    return shortlist


def ask_again(
    *, shortlist: Shortlist, asked: Mapping[str, Any], expected_version: int | None = None
) -> Shortlist:
    """Give the brief a new version; until it is answered the shortlist has no current answer.

    Raises `BriefRefused`, or `VersionConflict` when `expected_version` is no longer the version.
    """
    with transaction.atomic():
        watched = _watch(asked)
        found = Brief.objects.filter(pk=shortlist.brief_id)
        if expected_version is not None:
            found = found.filter(version=expected_version)
        moved = found.update(
            title=asked.get("title") or "",
            asked=dict(asked),
            version=F("version") + 1,
            changed_at=timezone.now(),
        )
        if not moved:
            raise VersionConflict("the brief has been changed since it was read: read it again")
        Shortlist.objects.filter(pk=shortlist.pk).update(refused=None, **watched)
        enqueue(ANSWER, str(shortlist.pk))
    return Shortlist.objects.select_related("brief").get(pk=shortlist.pk)


def _watch(asked: Mapping[str, Any]) -> dict[str, list[str]]:
    """What the brief depends on, as the shortlist keeps it. Raises `BriefRefused`."""
    reference = bases.reference(bases.read())
    watched = staleness.watch(reference, briefs.understand(asked, reference, bases.names()))
    return watched.columns
