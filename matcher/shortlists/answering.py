"""Answer stored briefs, some in one snapshot: a revision only where the answer is different."""

import random
import uuid
from collections.abc import Collection, Iterator, Sequence

import structlog
from django.utils import timezone

from core.clock import today
from core.faults import Fault
from core.task_queue import enqueue
from core.transactions import repeatable_read
from matcher import loaded
from matcher.errors import BriefRefused
from matcher.loaded import current_basis
from matcher.models import Brief, Revision, Shortlist
from matcher.shortlists import staleness
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
# A sweep stays short, so that a restart loses little; a full one enqueues the next.
SWEEP_AT_MOST = 200
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
    return store_answers(checked)


def _check(brief: Brief, inputs: Inputs) -> CheckedBrief:
    outcome: ComputedAnswer | tuple[Fault, ...]
    try:
        outcome = answer_from(brief.asked, inputs)
    except BriefRefused as refused:
        outcome = refused.faults
    return CheckedBrief(brief.version, inputs.basis, inputs.statements.number, outcome)


def answer_or_log(keys: Sequence[uuid.UUID | str]) -> int:
    """Answer the briefs at once, and where that fails each alone, so that one does not hold up the
    others; how many could be answered, or need no answer. What fails is logged.
    """
    try:
        answer_shortlists(keys)
    except Exception:
        if len(keys) > 1:
            return sum(answer_or_log([key]) for key in keys)
        log.exception("a brief could not be answered", shortlist=str(keys[0]))
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
    for some in some_at_once(keys):
        answer_or_log(some)
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
