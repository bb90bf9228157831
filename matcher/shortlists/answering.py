"""Answer stored briefs: one snapshot each, a revision only where the answer is different."""

import random
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import structlog
from django.db import transaction
from django.db.models import JSONField, Value
from django.utils import timezone

from core.clock import today
from core.faults import Fault
from core.task_queue import enqueue
from core.transactions import repeatable_read
from matcher import basis as bases
from matcher import events
from matcher.basis import Basis
from matcher.errors import BriefRefused
from matcher.models import Brief, Entry, Revision, Shortlist
from matcher.shortlists import rank_changes, staleness
from matcher.shortlists.compute_answer import Answer, answer
from matcher.task_names import SWEEP
from webhooks import outbox
from webhooks.event_types import EventType

log = structlog.get_logger(__name__)
SWEEP_AT_MOST = 200
ALONE_AT_MOST = 8
_MARKS = (
    *("checked_version", "checked_policy", "checked_partners", "checked_on"),
    *("refused", "refusals", "watch_sectors", "watch_provinces", "watch_datasets"),
)


def answer_shortlist(pk: uuid.UUID | str) -> Revision | None:
    """Answer the brief if that is still needed; the new revision, or None when there is none: it
    is up to date, somebody else is storing it, it was edited meanwhile, the answer is the same,
    or the brief can no longer be understood (in the last two cases the marks move).

    All that the answer is computed from is read as one snapshot, which takes no lock. It is
    stored in a short transaction of its own: within the snapshot, workers would fail on each
    other's event numbers.
    """
    with repeatable_read():
        basis = bases.read()
        brief = Brief.objects.filter(shortlist__pk=pk).first()
        if brief is None or not staleness.due(basis.as_of).filter(pk=pk).exists():
            return None
        found = _answer_or_faults(brief.asked, basis)
    with transaction.atomic():
        shortlist = _held(pk, brief.version)
        if shortlist is None or _checked_through(shortlist, basis):
            return None
        if isinstance(found, Answer):
            return _store(shortlist, found)
        _refuse(shortlist, basis, found)
        return None


def _answer_or_faults(asked: dict[str, Any], basis: Basis) -> Answer | tuple[Fault, ...]:
    """The answer, or all that can no longer be understood of what was asked."""
    try:
        return answer(asked, basis)
    except BriefRefused as refused:
        return refused.faults


def _held(pk: uuid.UUID | str, version: int) -> Shortlist | None:
    """The shortlist, locked, if its brief still has the version and nobody else holds it."""
    return (
        Shortlist.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("brief__firm")
        .filter(pk=pk, brief__version=version)
        .first()
    )


def _checked_through(shortlist: Shortlist, basis: Basis) -> bool:
    """Has another worker checked this version on this basis, or on a later one?"""
    return (
        shortlist.checked_version == shortlist.brief.version
        and shortlist.checked_policy >= basis.policy
        and shortlist.checked_partners >= basis.partners
        and shortlist.checked_on is not None
        and shortlist.checked_on >= basis.as_of
    )


def is_stale(shortlist: Shortlist) -> bool:
    """Does something that touches the brief lie beyond what it was checked through?"""
    own = Shortlist.objects.filter(pk=shortlist.pk)
    return staleness.with_stale(own, today()).get().stale


def _store(shortlist: Shortlist, found: Answer) -> Revision | None:
    last = shortlist.revisions.order_by("-number").first()
    same_brief = last is not None and last.brief_version == shortlist.brief.version
    # After a refusal the firm is told of an answer again, be it the one before.
    answered = same_brief and shortlist.refused is None
    shortlist.refused = None
    # What the brief depends on may have changed with the places and sectors.
    for name, codes in found.watched.columns.items():
        setattr(shortlist, name, codes)
    _mark(shortlist, found.basis)
    if last is not None and answered and _says_the_same(last, found):
        return None
    moved = rank_changes.between(last, found) if last is not None and same_brief else []
    revision = _insert(shortlist, found, last.number + 1 if last else 1, moved)
    told = {"revision": revision.number}
    if not answered:
        answers = {"brief_version": revision.brief_version, "entries": len(found.entries)}
        _tell(events.SHORTLIST_READY, shortlist, revision.number, {**told, **answers})
    if moved:
        _tell(events.SHORTLIST_CHANGED, shortlist, revision.number, {**told, "changes": moved})
    return revision


def _says_the_same(last: Revision, found: Answer) -> bool:
    """Is the answer the same, or one of the very basis? Then only our own words are new, after an
    upgrade: what was said stays said until something moves.
    """
    of = Basis(last.model, last.policy, last.partners, last.as_of)
    return last.digest == found.digest or of == found.basis


def _refuse(shortlist: Shortlist, basis: Basis, faults: Sequence[Fault]) -> None:
    """Keep why the brief cannot be answered, and move the marks: it is tried again when something
    that touches it lies beyond them. The firm is told once, until it is answered or edited.
    """
    begins = shortlist.refused is None
    shortlist.refused = [{**asdict(one), "nearest": list(one.nearest)} for one in faults]
    shortlist.refusals += begins
    _mark(shortlist, basis)
    if begins:
        refused = {"brief_version": shortlist.brief.version, "errors": shortlist.refused}
        _tell(events.SHORTLIST_REFUSED, shortlist, shortlist.refusals, refused)


def _mark(shortlist: Shortlist, basis: Basis) -> None:
    """Keep that this version of the brief was checked through the basis."""
    shortlist.checked_version = shortlist.brief.version
    shortlist.checked_policy = basis.policy
    shortlist.checked_partners = basis.partners
    shortlist.checked_on = basis.as_of
    shortlist.save(update_fields=_MARKS)


def _insert(
    shortlist: Shortlist, found: Answer, number: int, moved: list[dict[str, Any]]
) -> Revision:
    revision = Revision.objects.create(
        shortlist=shortlist,
        number=number,
        brief_version=shortlist.brief.version,
        model=found.basis.model,
        policy=found.basis.policy,
        partners=found.basis.partners,
        as_of=found.basis.as_of,
        understood=found.understood,
        weights=found.weights,
        excluded=found.excluded,
        digest=found.digest,
        changes=moved,
    )
    Entry.objects.bulk_create(
        Entry(
            revision=revision,
            rank=one.rank,
            partner_id=one.partner,
            points=one.points,
            # As an expression: the array that Django would make of texts is quoted twice over.
            detail=Value(one.detail, JSONField()),
        )
        for one in found.entries
    )
    return revision


def _tell(told: EventType, shortlist: Shortlist, version: int, data: dict[str, Any]) -> None:
    """Tell the firm, and nobody else, of its shortlist; `version` counts what the type tells of."""
    source = f"shortlist:{shortlist.pk}"
    outbox.emit(
        type=told.name,
        source=source,
        version=version,
        firm=shortlist.brief.firm,
        topics=[source],
        data={"shortlist": str(shortlist.pk), **data},
    )


def sweep() -> int:
    """Answer what nobody rang for, oldest first: unanswered briefs, then those that something
    touches beyond their marks. How many were seen; one that fails is logged and does not hold up
    the others.
    """
    due = staleness.due(today()).order_by("checked_version", "created_at")
    keys = list(due.values_list("pk", flat=True)[:SWEEP_AT_MOST])
    if len(keys) > ALONE_AT_MOST:
        # Many hands: an idle worker begins at another place of the same list.
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
    """Seconds since the oldest unanswered brief was asked; None when all are answered."""
    asked = (
        Shortlist.objects.unanswered()
        .order_by("brief__changed_at")
        .values_list("brief__changed_at", flat=True)
        .first()
    )
    return None if asked is None else (timezone.now() - asked).total_seconds()
