"""Answer batches in turns: a batch of a thousand briefs takes a place in the queue like one brief,
works for a moment, and goes to the end of the queue again where others wait for an answer.
"""

import datetime as dt
import random
import time
import uuid

from django.utils import timezone

from core.task_queue import enqueue
from matcher.batches.items import waiting
from matcher.models import Batch, Shortlist
from matcher.shortlists import answering
from matcher.task_names import ANSWER_BATCH

# Seconds after which a batch makes way for who waits: so long another brief waits for it at most.
TURN = 1.0
# Seconds of a turn while nobody waits: other tasks, such as matches, have to be done as well.
LONGEST_TURN = 20.0
# A batch without a turn for so long was lost: by a worker that was killed, or a broker.
LOST_AFTER = dt.timedelta(seconds=10)


def answer_turn(pk: uuid.UUID | str) -> int:
    """Answer briefs of the batch until others wait, and enqueue the next turn while some are left.

    Returns how many were answered. A brief that fails is logged and does not hold up the others; a
    turn in which all fail enqueues no other: `resume_lost_turns` tries again later.
    """
    batch = Batch.objects.filter(pk=pk, cancelled_at=None).first()
    if batch is None:
        return 0
    _begin_turn(batch)
    keys = list(waiting(batch).values_list("shortlist_id", flat=True))
    # Two workers that take a turn at the same batch take different briefs.
    random.shuffle(keys)
    begin, answered = time.monotonic(), 0
    until = begin + TURN
    for some in answering.some_at_once(keys):
        answered += answering.answer_or_log(some)
        if time.monotonic() > until:
            if until - begin >= LONGEST_TURN or _others_wait(batch):
                break
            until += TURN
            _begin_turn(batch)
    if not waiting(batch).exists():
        Batch.objects.filter(pk=pk).update(finished_at=timezone.now())
    elif answered:
        enqueue(ANSWER_BATCH, str(pk))
    return answered


def _begin_turn(batch: Batch) -> None:
    Batch.objects.filter(pk=batch.pk).update(turn_at=timezone.now())


def _others_wait(batch: Batch) -> bool:
    """Does a brief outside batches, or another batch, wait for an answer?"""
    briefs = Shortlist.objects.unanswered().outside_batches().filter(archived_at=None)
    batches = Batch.objects.filter(finished_at=None, cancelled_at=None).exclude(pk=batch.pk)
    return briefs.exists() or batches.exists()


def resume_lost_turns() -> int:
    """Enqueue a turn of each batch that waits and has had none lately; returns how many."""
    unfinished = Batch.objects.filter(finished_at=None, cancelled_at=None)
    lost = unfinished.filter(turn_at__lt=timezone.now() - LOST_AFTER)
    keys = list(lost.values_list("pk", flat=True))
    for key in keys:
        enqueue(ANSWER_BATCH, str(key))
    return len(keys)
