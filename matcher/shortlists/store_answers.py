"""Store what came of many briefs in one transaction: their marks, revisions, entries and events."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import structlog
from django.db import transaction

from core.bulk.bulk_copy import copy_rows
from core.faults import Fault
from core.monitoring import tallies
from matcher import events
from matcher.loaded import Basis
from matcher.models import Entry, Revision, Shortlist
from matcher.shortlists.compute_answer import ComputedAnswer
from matcher.shortlists.rank_changes import Answered, rank_changes
from webhooks import outbox
from webhooks.event_types import EventType
from webhooks.outbox import NewEvent

log = structlog.get_logger(__name__)
# Under these the answers are counted; `failed` where one was not computed for an error.
OUTCOMES = ("revised", "unchanged", "refused", "failed")
_CHECKED_FIELDS = (
    "checked_version",
    "checked_policy",
    "checked_partners",
    "checked_statements",
    "checked_on",
    "waiting_since",
    "refused",
    "refusals",
    "depends_on_sectors",
    "depends_on_provinces",
    "depends_on_datasets",
)


@dataclass(frozen=True)
class CheckedBrief:
    """A version of a brief, checked on a basis and through a number of the firm's statements:
    its answer, or the faults for which it can no longer be understood.
    """

    version: int
    basis: Basis
    statements: int
    outcome: ComputedAnswer | tuple[Fault, ...]


@dataclass(frozen=True)
class _NewRevision:
    """A revision that is not stored yet, with the answer and the news that go with it."""

    revision: Revision
    answer: ComputedAnswer
    news: tuple[NewEvent, ...]


def store_answers(checked: Mapping[uuid.UUID, CheckedBrief]) -> dict[uuid.UUID, Revision]:
    """Move the marks of the shortlists, and store and announce each answer that is a different one;
    the new revisions by shortlist. A shortlist that another worker holds or has stored, or whose
    brief was edited meanwhile, is left as it is. One transaction.
    """
    with transaction.atomic():
        shortlists = [one for one in _lock(checked) if _is_due(one, checked[one.pk])]
        if not shortlists:
            return {}
        last = _last_revisions(shortlists)
        found = [_apply(one, checked[one.pk], last.get(one.pk)) for one in shortlists]
        _save_marks(shortlists)
        new = [one for one in found if isinstance(one, _NewRevision)]
        _insert(new)
        outcomes = [_outcome(one, new) for one, new in zip(shortlists, found, strict=True)]
        tallies.add(Counter(f"answers:{outcome}" for outcome in outcomes))
        # Last: the event number is taken, for which all writers wait.
        outbox.emit_all(list(_news(found)))
    for shortlist, one, outcome in zip(shortlists, found, outcomes, strict=True):
        # The line names the task, too: `matcher.sweep` found the row itself.
        log.info(
            "answer stored",
            shortlist=str(shortlist.pk),
            firm=shortlist.brief.firm_id,
            outcome=outcome,
            revision=one.revision.number if isinstance(one, _NewRevision) else None,
        )
    return {one.revision.shortlist_id: one.revision for one in new}


def _lock(keys: Mapping[uuid.UUID, CheckedBrief]) -> list[Shortlist]:
    """The shortlists, locked, but those that another worker holds, and archived ones."""
    # Skip, not wait: a worker that holds the row stores the same answer; what else holds it is
    # short, and the sweep comes back. Rows that only refer to the shortlist are no reason to skip.
    locked = Shortlist.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return list(
        locked.select_related("brief__firm").filter(pk__in=list(keys), archived_at=None).order_by()
    )


def _is_due(shortlist: Shortlist, checked: CheckedBrief) -> bool:
    """Is the brief still of this version, and has no other worker checked it on this basis and
    these statements, or on later ones?
    """
    if shortlist.brief.version != checked.version:
        return False
    basis = checked.basis
    return not (
        shortlist.checked_version == checked.version
        and shortlist.checked_policy >= basis.policy
        and shortlist.checked_partners >= basis.partners
        and shortlist.checked_statements >= checked.statements
        and shortlist.checked_on is not None
        and shortlist.checked_on >= basis.as_of
    )


def _last_revisions(shortlists: Sequence[Shortlist]) -> dict[uuid.UUID, Revision]:
    """The newest revision of each, by shortlist."""
    # None that was never checked has one.
    checked = [one.pk for one in shortlists if one.checked_version]
    if not checked:
        return {}
    newest = Revision.objects.filter(shortlist__in=checked).order_by("shortlist_id", "-number")
    return {one.shortlist_id: one for one in newest.distinct("shortlist_id")}


def _apply(
    shortlist: Shortlist, checked: CheckedBrief, last: Revision | None
) -> _NewRevision | NewEvent | None:
    """Move the marks, unsaved; the revision that comes of it, or the news of a refusal."""
    if isinstance(checked.outcome, ComputedAnswer):
        found: _NewRevision | NewEvent | None = _answer(shortlist, checked.outcome, last)
    else:
        found = _refuse(shortlist, checked.outcome)
    shortlist.checked_version = checked.version
    shortlist.checked_policy = checked.basis.policy
    shortlist.checked_partners = checked.basis.partners
    shortlist.checked_statements = checked.statements
    shortlist.checked_on = checked.basis.as_of
    shortlist.waiting_since = None
    return found


def _answer(
    shortlist: Shortlist, answer: ComputedAnswer, last: Revision | None
) -> _NewRevision | None:
    """The revision, where the answer is a different one."""
    same_brief = last is not None and last.brief_version == shortlist.brief.version
    # After a refusal an answer is announced again, be it the one before.
    was_answered = same_brief and shortlist.refused is None
    shortlist.refused = None
    # The dependencies may have changed with the places and sectors.
    for name, codes in answer.dependencies.columns.items():
        setattr(shortlist, name, codes)
    if last is not None and was_answered and _is_same_answer(last, answer):
        return None
    changes = _changes(last, answer) if last is not None and same_brief else []
    revision = _revision(shortlist, answer, last.number + 1 if last else 1, changes)
    news, data = [], {"revision": revision.number}
    if not was_answered:
        size = {"brief_version": revision.brief_version, "entries": len(answer.entries)}
        news.append(_event(events.SHORTLIST_READY, shortlist, revision.number, {**data, **size}))
    if changes:
        told = {**data, "changes": changes}
        news.append(_event(events.SHORTLIST_CHANGED, shortlist, revision.number, told))
    return _NewRevision(revision, answer, tuple(news))


def _is_same_answer(last: Revision, answer: ComputedAnswer) -> bool:
    """Is the answer the same, or one of the very basis? Then only our own words are new, after an
    upgrade: an answer stays as it was given until something moves.
    """
    same_basis = Basis.of(last) == answer.basis and last.statements == answer.statements
    return last.digest == answer.digest or same_basis


def _changes(last: Revision, answer: ComputedAnswer) -> list[dict[str, Any]]:
    moved = rank_changes(Answered.of_revision(last), Answered.of_computed(answer))
    return [change.as_json() for change in moved]


def _refuse(shortlist: Shortlist, faults: Sequence[Fault]) -> NewEvent | None:
    """Keep the faults of the brief: it is tried again when a change beyond its marks touches it.
    Announced once, until it is answered or edited.
    """
    first = shortlist.refused is None
    shortlist.refused = [one.to_store() for one in faults]
    shortlist.refusals += first
    if not first:
        return None
    errors = [one.as_json() for one in faults]
    data = {"brief_version": shortlist.brief.version, "errors": errors}
    return _event(events.SHORTLIST_REFUSED, shortlist, shortlist.refusals, data)


def _save_marks(shortlists: Sequence[Shortlist]) -> None:
    # All of them exist and are locked: one statement that updates each by its own values.
    Shortlist.objects.bulk_create(
        shortlists, update_conflicts=True, unique_fields=["id"], update_fields=_CHECKED_FIELDS
    )


def _revision(
    shortlist: Shortlist, answer: ComputedAnswer, number: int, changes: list[dict[str, Any]]
) -> Revision:
    return Revision(
        shortlist=shortlist,
        number=number,
        brief_version=shortlist.brief.version,
        **answer.basis.fields,
        asked=shortlist.brief.asked,
        statements=answer.statements,
        understood=answer.understood,
        assumed=answer.assumed,
        weights=answer.weights,
        excluded=answer.excluded,
        verdict=answer.verdict,
        beside=answer.beside,
        digest=answer.digest,
        changes=changes,
    )


def _insert(new: Sequence[_NewRevision]) -> None:
    Revision.objects.bulk_create(one.revision for one in new)
    rows = (
        (pk, entry.rank, entry.partner, entry.points, orjson.dumps(entry.detail).decode())
        for pk, entries in ((one.revision.pk, one.answer.entries) for one in new)
        for entry in entries
    )
    copy_rows(Entry, ("revision_id", "rank", "partner_id", "points", "detail"), rows)


def _news(found: Sequence[_NewRevision | NewEvent | None]) -> Iterator[NewEvent]:
    for one in found:
        if isinstance(one, NewEvent):
            yield one
        elif one is not None:
            yield from one.news


def _outcome(shortlist: Shortlist, found: _NewRevision | NewEvent | None) -> str:
    """What came of a brief, one of `OUTCOMES`."""
    if shortlist.refused is not None:
        return "refused"
    return "revised" if isinstance(found, _NewRevision) else "unchanged"


def _event(event: EventType, shortlist: Shortlist, version: int, data: dict[str, Any]) -> NewEvent:
    """An event of the shortlist for its firm alone; `version` counts the events of a type."""
    source = f"shortlist:{shortlist.pk}"
    return NewEvent(
        type=event.name,
        source=source,
        version=version,
        firm=shortlist.brief.firm,
        topics=(source,),
        data={"shortlist": str(shortlist.pk), **data},
    )
