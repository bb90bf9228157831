"""Answer stored briefs, some in one snapshot: a revision only where the answer is different."""

import random
import time
import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress

import structlog
from django.db import DatabaseError
from django.utils import timezone

from core.clock import today
from core.faults import Fault
from core.monitoring import tallies
from core.task_queue import enqueue
from core.transactions import repeatable_read
from matcher import loaded
from matcher.errors import BriefRefused
from matcher.loaded import current_basis
from matcher.models import Brief, Revision, Shortlist
from matcher.shortlists import staleness, turn_order
from matcher.shortlists.compute_answer import (
    ComputedAnswer,
    Inputs,
    answer_from,
    current_inputs,
)
from matcher.shortlists.store_answers import CheckedBrief, store_answers
from matcher.statements.load_statements import load_statements
from matcher.task_names import SWEEP

log = structlog.get_logger(__name__)
# A sweep stays short, so that a restart loses little.
SWEEP_AT_MOST = 200
# Seconds for which a task answers who waits before it ends: Celery ends it after 120.
LONGEST_ROUND = 20.0
# With more briefs than these a second worker saves more time than its task costs.
ALONE_AT_MOST = 8
# Briefs that are answered together share their snapshot and their transaction; another brief waits
# for all of them.
AT_ONCE = 20


def answer_shortlist(pk: uuid.UUID | str) -> Revision | None:
    """Answer the brief if that is still needed; the new revision, or None where there is none
    (`answer_shortlists`).
    """
    return answer_shortlists([pk]).get(uuid.UUID(str(pk)))


def answer_shortlists(keys: Collection[uuid.UUID | str]) -> dict[uuid.UUID, Revision]:
    """Answer those of the briefs of which that is still needed; the new revisions by shortlist. A
    brief has none where it is up to date, another worker is storing it, it was edited meanwhile,
    the answer is the same, or it can no longer be understood (in the last two cases the marks
    move). An error in one of them answers none (`answer_or_log`).

    All that the answers are computed from is read as one snapshot, which takes no lock. They are
    stored in a short transaction of its own: within the snapshot, workers would fail on each
    other's event numbers.
    """
    with repeatable_read():
        checked = _check_due(keys)
    return store_answers(checked)


def _check_due(keys: Collection[uuid.UUID | str]) -> dict[uuid.UUID, CheckedBrief]:
    """Compute the answers of those that need one, on this transaction's snapshot."""
    basis = current_basis()
    due = staleness.due(basis.as_of).filter(pk__in=keys).select_related("brief").order_by()
    inputs: dict[int, Inputs] = {}
    checked = {}
    for shortlist in due:
        brief = shortlist.brief
        known = inputs.get(brief.firm_id)
        # After a rebuild the segments are others: no further brief is asked of the broken ones.
        if known is None or known.segments is not loaded.load(basis)[1]:
            inputs[brief.firm_id] = current_inputs(basis, load_statements(brief.firm_id))
        checked[shortlist.pk] = _check(brief, inputs[brief.firm_id])
    return checked


def _check(brief: Brief, inputs: Inputs) -> CheckedBrief:
    outcome: ComputedAnswer | tuple[Fault, ...]
    try:
        outcome = answer_from(brief.asked, inputs)
    except BriefRefused as refused:
        outcome = refused.faults
    return CheckedBrief(brief.version, inputs.basis, inputs.statements.number, outcome)


def answer_next(asked: uuid.UUID | None = None) -> int:
    """Answer the briefs whose turn it is (`turn_order`), `AT_ONCE` at most; how many these were. 0
    where none waits, or others are at all of them. `asked`: the brief that the message names.
    """
    keys: list[uuid.UUID] = []
    try:
        with repeatable_read():
            keys = turn_order.claim_next(AT_ONCE)
            if keys != [asked]:
                # The request that sent the message did not ask for the others.
                structlog.contextvars.unbind_contextvars("request_id")
            checked = _check_due(keys) if keys else {}
        if checked:
            store_answers(checked)
    except Exception:
        if not keys:
            raise
        for key in keys:
            answer_or_log([key])
    return len(keys)


def answer_in_turn(pk: uuid.UUID | str) -> None:
    """A message says that this brief waits. It is answered when it is its turn: now, unless others
    wait longer, who then are answered instead. One that was answered already is answered again if
    something moves it.
    """
    if Shortlist.objects.waiting().filter(pk=pk).exists():
        answer_next(asked=uuid.UUID(str(pk)))
    else:
        answer_shortlist(pk)


def answer_or_log(keys: Sequence[uuid.UUID | str]) -> int:
    """Answer the briefs at once, and where that fails each alone, so that one does not hold up the
    others; how many could be answered, or need no answer. What fails is logged, and makes way.
    """
    try:
        answer_shortlists(keys)
    except Exception:
        if len(keys) > 1:
            return sum(answer_or_log([key]) for key in keys)
        log.exception("a brief could not be answered", shortlist=str(keys[0]))
        # The error may be the database's own, which the next sweep must outlive.
        with suppress(DatabaseError):
            turn_order.postpone([uuid.UUID(str(keys[0]))])
            tallies.add({"answers:failed": 1})
        return 0
    return len(keys)


def some_at_once(keys: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    """The keys, as many at a time as are answered together."""
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def is_stale(shortlist: Shortlist) -> bool:
    """Does a change beyond the marks touch the brief?"""
    own = Shortlist.objects.filter(pk=shortlist.pk)
    return staleness.with_stale(own, today()).get().stale


def sweep() -> int:
    """Answer the briefs that wait, in turns, then those that something touches beyond their marks,
    but none that waits in a batch of which a turn goes on. Returns how many were seen; a brief that
    fails is logged and does not hold up the others.
    """
    seen = answer_waiting()
    keys = turn_order.in_turns(staleness.due(today()).outside_batches(), SWEEP_AT_MOST)
    if len(keys) > ALONE_AT_MOST:
        # For another worker: an idle one takes the same list in another order.
        enqueue(SWEEP)
        random.shuffle(keys)
    for some in some_at_once(keys):
        answer_or_log(some)
        # Who asked meanwhile waits for an answer; these have one.
        seen += answer_waiting()
    return seen + len(keys)


def answer_waiting(seconds: float = LONGEST_ROUND) -> int:
    """Answer briefs in turns until none waits or the time is over; how many were seen."""
    end, seen = time.monotonic() + seconds, 0
    while (some := answer_next()) and time.monotonic() < end:
        seen += some
    return seen + some


def oldest_unanswered() -> float | None:
    """Seconds since the oldest unanswered brief outside batches was asked; None when all are
    answered.
    """
    waiting = Shortlist.objects.waiting().outside_batches().order_by("waiting_since")
    asked = waiting.values_list("waiting_since", flat=True).first()
    return None if asked is None else (timezone.now() - asked).total_seconds()
