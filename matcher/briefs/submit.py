"""Store a brief, or a new version of it, and enqueue its answer."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.faults import VersionConflict
from core.task_queue import enqueue
from core.transactions import repeatable_read
from firms.models import Firm
from matcher import loaded
from matcher.briefs.interpret import interpret_brief
from matcher.briefs.interpreted import dependencies_of
from matcher.loaded import current_basis
from matcher.models import Brief, Shortlist
from matcher.task_names import ANSWER


def submit(*, firm: Firm, asked: Mapping[str, Any]) -> Shortlist:
    """Store a brief and its shortlist, unanswered, and enqueue the answer. Raises `BriefRefused`:
    then nothing is stored.
    """
    with repeatable_read():
        dependencies = _dependencies(asked)
        brief = Brief.objects.create(firm=firm, title=asked.get("title") or "", asked=dict(asked))
        shortlist = Shortlist.objects.create(brief=brief, **dependencies)
        # Sent after the commit; if it is lost, the sweep finds the unanswered shortlist.
        enqueue(ANSWER, str(shortlist.pk))
    return shortlist


def resubmit(
    *, shortlist: Shortlist, asked: Mapping[str, Any], expected_version: int | None = None
) -> Shortlist:
    """Give the brief a new version; until it is answered the shortlist has no current answer.

    Raises `BriefRefused`, or `VersionConflict` when `expected_version` is no longer the version.
    """
    with transaction.atomic():
        dependencies = _dependencies(asked)
        found = Brief.objects.filter(pk=shortlist.brief_id)
        if expected_version is not None:
            found = found.filter(version=expected_version)
        # A conditional update, not a lock and a check: of two edits of one version one wins.
        updated = found.update(
            title=asked.get("title") or "",
            asked=dict(asked),
            version=F("version") + 1,
            changed_at=timezone.now(),
        )
        if not updated:
            raise VersionConflict("the brief has been changed since it was read: read it again")
        Shortlist.objects.filter(pk=shortlist.pk).update(
            refused=None, archived_at=None, **dependencies
        )
        enqueue(ANSWER, str(shortlist.pk))
    return Shortlist.objects.select_related("brief").get(pk=shortlist.pk)


def archive(*, shortlist: Shortlist) -> None:
    """Archive the shortlist: its revisions stay, and nothing answers it again until its brief has
    a new version. Archiving it twice changes nothing.
    """
    live = Shortlist.objects.filter(pk=shortlist.pk, archived_at=None)
    live.update(archived_at=timezone.now())


def _dependencies(asked: Mapping[str, Any]) -> dict[str, list[str]]:
    """The dependencies of the brief, as fields of the shortlist. Raises `BriefRefused`."""
    basis = current_basis()
    brief = interpret_brief(asked, loaded.reference_data(basis), loaded.names(basis))
    return dependencies_of(brief).columns
