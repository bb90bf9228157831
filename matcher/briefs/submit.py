"""Store a brief, or a new version of it, and enqueue its answer."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from core.faults import VersionConflict
from core.task_queue import enqueue
from core.transactions import repeatable_read
from firms.models import Firm
from matcher import loaded
from matcher.briefs.interpret import interpret_brief
from matcher.briefs.interpreted import dependencies_of
from matcher.briefs.quota import check_quota, check_waiting
from matcher.loaded import current_basis
from matcher.models import Brief, Shortlist
from matcher.task_names import ANSWER


def submit(*, firm: Firm, asked: Mapping[str, Any], pk: uuid.UUID | None = None) -> Shortlist:
    """Store a brief and its shortlist, unanswered, and enqueue the answer; `pk`: the id that the
    shortlist gets. Raises `BriefRefused`, or `TooManyBriefs` and `TooManyShortlists` where the firm
    has as many as it may: then nothing is stored.
    """
    with repeatable_read():
        dependencies = _dependencies(asked)
        check_quota(firm, 1)
        brief = Brief.objects.create(firm=firm, title=asked.get("title") or "", asked=dict(asked))
        own_id = {} if pk is None else {"pk": pk}
        shortlist = Shortlist.objects.create(brief=brief, **own_id, **dependencies)
        # Sent after the commit; if it is lost, the sweep finds the unanswered shortlist.
        enqueue(ANSWER, str(shortlist.pk))
    return shortlist


def submit_once(*, firm: Firm, asked: Mapping[str, Any], pk: uuid.UUID) -> Shortlist:
    """Store a brief as `submit` does, once under this id: a form that is sent again finds what the
    first one stored. Another brief under the same id, or the id of another firm's, gets a new id.
    """
    try:
        return _same(firm, asked, pk) or submit(firm=firm, asked=asked, pk=pk)
    except IntegrityError:
        return _same(firm, asked, pk) or submit(firm=firm, asked=asked)


def _same(firm: Firm, asked: Mapping[str, Any], pk: uuid.UUID) -> Shortlist | None:
    own = Shortlist.objects.of(firm).select_related("brief")
    return own.filter(pk=pk, brief__asked=dict(asked)).first()


def resubmit(
    *, shortlist: Shortlist, asked: Mapping[str, Any], expected_version: int | None = None
) -> Shortlist:
    """Give the brief a new version; until it is answered the shortlist has no current answer.

    Raises `BriefRefused`, `VersionConflict` when `expected_version` is no longer the version, or
    `TooManyBriefs`.
    """
    with transaction.atomic():
        dependencies = _dependencies(asked)
        if not Shortlist.objects.waiting().filter(pk=shortlist.pk).exists():
            check_waiting(shortlist.brief.firm, 1)
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
            refused=None, archived_at=None, waiting_since=timezone.now(), **dependencies
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
