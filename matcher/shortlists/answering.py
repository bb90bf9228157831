"""Answer stored briefs: one snapshot each, a revision only where the answer is different."""

import random
import uuid
from collections.abc import Sequence
from typing import Any

import structlog
from django.db import transaction
from django.db.models import JSONField, Value
from django.utils import timezone

from core.clock import today
from core.faults import Fault
from core.task_queue import enqueue
from core.transactions import repeatable_read
from matcher import events
from matcher.errors import BriefRefused
from matcher.loaded import Basis, current_basis
from matcher.models import Brief, Entry, Revision, Shortlist
from matcher.shortlists import staleness
from matcher.shortlists.compute_answer import ComputedAnswer, compute_answer
from matcher.shortlists.rank_changes import Answered, rank_changes
from matcher.statements.load_statements import load_statements
from matcher.task_names import SWEEP
from webhooks import outbox
from webhooks.event_types import EventType

log = structlog.get_logger(__name__)
# A sweep stays short, so that a restart loses little; a full one enqueues the next.
SWEEP_AT_MOST = 200
# With more briefs than these a second worker saves more time than its task costs.
ALONE_AT_MOST = 8
_CHECKED_FIELDS = (
    "checked_version",
    "checked_policy",
    "checked_partners",
    "checked_statements",
    "checked_on",
    "refused",
    "refusals",
    "depends_on_sectors",
    "depends_on_provinces",
    "depends_on_datasets",
)


def answer_shortlist(pk: uuid.UUID | str) -> Revision | None:
    """Answer the brief if that is still needed; the new revision, or None when there is none: it
    is up to date, another worker is storing it, it was edited meanwhile, the answer is the same,
    or the brief can no longer be understood (in the last two cases the marks move).

    All that the answer is computed from is read as one snapshot, which takes no lock. It is
    stored in a short transaction of its own: within the snapshot, workers would fail on each
    other's event numbers.
    """
    with repeatable_read():
        basis = current_basis()
        brief = Brief.objects.filter(shortlist__pk=pk).first()
        if brief is None or not staleness.due(basis.as_of).filter(pk=pk).exists():
            return None
        statements = load_statements(brief.firm_id)
        answer: ComputedAnswer | tuple[Fault, ...]
        try:
            answer = compute_answer(brief.asked, basis, statements)
        except BriefRefused as refused:
            answer = refused.faults
    with transaction.atomic():
        shortlist = _lock(pk, brief.version)
        if shortlist is None or _checked_through(shortlist, basis, statements.number):
            return None
        if isinstance(answer, ComputedAnswer):
            return _store(shortlist, answer)
        _refuse(shortlist, basis, statements.number, answer)
        return None


def _lock(pk: uuid.UUID | str, version: int) -> Shortlist | None:
    """The shortlist, locked, if its brief still has the version and no other worker holds it."""
    return (
        # Skip, not wait: whoever holds the row stores the same answer.
        Shortlist.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("brief__firm")
        .filter(pk=pk, brief__version=version)
        .first()
    )


def _checked_through(shortlist: Shortlist, basis: Basis, statements: int) -> bool:
    """Has another worker checked this version on this basis and statements, or on later ones?"""
    return (
        shortlist.checked_version == shortlist.brief.version
        and shortlist.checked_policy >= basis.policy
        and shortlist.checked_partners >= basis.partners
        and shortlist.checked_statements >= statements
        and shortlist.checked_on is not None
        and shortlist.checked_on >= basis.as_of
    )


def is_stale(shortlist: Shortlist) -> bool:
    """Does a change beyond the marks touch the brief?"""
    own = Shortlist.objects.filter(pk=shortlist.pk)
    return staleness.with_stale(own, today()).get().stale


def _store(shortlist: Shortlist, answer: ComputedAnswer) -> Revision | None:
    """Move the marks, and store and announce the answer where it is a different one."""
    last = shortlist.revisions.order_by("-number").first()
    same_brief = last is not None and last.brief_version == shortlist.brief.version
    # After a refusal an answer is announced again, be it the one before.
    was_answered = same_brief and shortlist.refused is None
    shortlist.refused = None
    # The dependencies may have changed with the places and sectors.
    for name, codes in answer.dependencies.columns.items():
        setattr(shortlist, name, codes)
    _mark_checked(shortlist, answer.basis, answer.statements)
    if last is not None and was_answered and _is_same_answer(last, answer):
        return None
    changes = _changes(last, answer) if last is not None and same_brief else []
    revision = _insert(shortlist, answer, last.number + 1 if last else 1, changes)
    data = {"revision": revision.number}
    if not was_answered:
        size = {"brief_version": revision.brief_version, "entries": len(answer.entries)}
        _emit(events.SHORTLIST_READY, shortlist, revision.number, {**data, **size})
    if changes:
        _emit(events.SHORTLIST_CHANGED, shortlist, revision.number, {**data, "changes": changes})
    return revision


def _changes(last: Revision, answer: ComputedAnswer) -> list[dict[str, Any]]:
    moved = rank_changes(Answered.of_revision(last), Answered.of_computed(answer))
    return [change.as_json() for change in moved]


def _is_same_answer(last: Revision, answer: ComputedAnswer) -> bool:
    """Is the answer the same, or one of the very basis? Then only our own words are new, after an
    upgrade: an answer stays as it was given until something moves.
    """
    same_basis = Basis.of(last) == answer.basis and last.statements == answer.statements
    return last.digest == answer.digest or same_basis


def _refuse(shortlist: Shortlist, basis: Basis, statements: int, faults: Sequence[Fault]) -> None:
    """Store the faults of the brief, and move the marks: it is tried again when a change beyond
    them touches it. Announced once, until it is answered or edited.
    """
    first = shortlist.refused is None
    shortlist.refused = [one.to_store() for one in faults]
    shortlist.refusals += first
    _mark_checked(shortlist, basis, statements)
    if first:
        data = {
            "brief_version": shortlist.brief.version,
            "errors": [one.as_json() for one in faults],
        }
        _emit(events.SHORTLIST_REFUSED, shortlist, shortlist.refusals, data)


def _mark_checked(shortlist: Shortlist, basis: Basis, statements: int) -> None:
    """Keep that this version of the brief was checked through the basis and the statements."""
    shortlist.checked_version = shortlist.brief.version
    shortlist.checked_policy = basis.policy
    shortlist.checked_partners = basis.partners
    shortlist.checked_statements = statements
    shortlist.checked_on = basis.as_of
    shortlist.save(update_fields=_CHECKED_FIELDS)


def _insert(
    shortlist: Shortlist, answer: ComputedAnswer, number: int, changes: list[dict[str, Any]]
) -> Revision:
    revision = Revision.objects.create(
        shortlist=shortlist,
        number=number,
        brief_version=shortlist.brief.version,
        **answer.basis.fields,
        asked=shortlist.brief.asked,
        statements=answer.statements,
        understood=answer.understood,
        weights=answer.weights,
        excluded=answer.excluded,
        verdict=answer.verdict,
        beside=answer.beside,
        digest=answer.digest,
        changes=changes,
    )
    Entry.objects.bulk_create(
        Entry(
            revision=revision,
            rank=entry.rank,
            partner_id=entry.partner,
            points=entry.points,
            # As an expression: the array that Django would make of texts is quoted twice over.
            detail=Value(entry.detail, JSONField()),
        )
        for entry in answer.entries
    )
    return revision


def _emit(event: EventType, shortlist: Shortlist, version: int, data: dict[str, Any]) -> None:
    """Emit an event of the shortlist for its firm alone; `version` counts the events of a type."""
    source = f"shortlist:{shortlist.pk}"
    outbox.emit(
        type=event.name,
        source=source,
        version=version,
        firm=shortlist.brief.firm,
        topics=[source],
        data={"shortlist": str(shortlist.pk), **data},
    )


def sweep() -> int:
    """Answer the briefs whose task was lost, oldest first: unanswered ones, then those that
    something touches beyond their marks, but none that waits in a batch. Returns how many were
    seen; a brief that fails is logged and does not hold up the others.
    """
    due = staleness.due(today()).outside_batches().order_by("checked_version", "created_at")
    keys = list(due.values_list("pk", flat=True)[:SWEEP_AT_MOST])
    if len(keys) > ALONE_AT_MOST:
        # For several workers: an idle one takes the same list in another order.
        enqueue(SWEEP)
        random.shuffle(keys)
    for key in keys:
        try:
            answer_shortlist(key)
        except Exception:
            log.exception("a brief could not be answered", shortlist=str(key))
    if len(keys) == SWEEP_AT_MOST:
        enqueue(SWEEP)
    return len(keys)


def oldest_unanswered() -> float | None:
    """Seconds since the oldest unanswered brief outside batches was asked; None when all are
    answered.
    """
    asked = (
        Shortlist.objects.unanswered()
        .outside_batches()
        .filter(archived_at=None)
        .order_by("brief__changed_at")
        .values_list("brief__changed_at", flat=True)
        .first()
    )
    return None if asked is None else (timezone.now() - asked).total_seconds()
