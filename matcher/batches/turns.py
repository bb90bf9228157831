"""Go on with a batch: a batch of a thousand briefs takes a place in the queue like one brief.

Its task works for a moment and goes to the end of the queue again. It answers in turns over all who
wait (`turn_order`), in which the briefs of batches weigh less than others: so nobody waits for a
batch, and a batch does not wait for the messages of others.
"""

import datetime as dt
import uuid

from django.utils import timezone

from core.task_queue import enqueue
from matcher.batches.items import waiting
from matcher.models import Batch
from matcher.shortlists import answering
from matcher.task_names import ANSWER_BATCH

# Seconds after which other tasks, such as matches, are done.
TURN = 5.0
# A batch without a turn for so long was lost: by a worker that was killed, or a broker.
LOST_AFTER = dt.timedelta(seconds=10)


def answer_turn(pk: uuid.UUID | str) -> int:
    """Answer briefs for a moment, and enqueue the next turn while some of the batch are left.

    Returns how many were seen. A turn that answers none enqueues no other: `resume_lost_turns`
    tries again later.
    """
    batch = Batch.objects.filter(pk=pk, cancelled_at=None)
    if not batch.update(turn_at=timezone.now()):
        return 0
    seen = answering.answer_waiting(TURN)
    if not waiting(batch.get()).exists():
        batch.update(finished_at=timezone.now())
    elif seen:
        enqueue(ANSWER_BATCH, str(pk))
    return seen


def resume_lost_turns() -> int:
    """Go on with each batch that waits and has had no turn lately: here, as no message may reach a
    worker. Returns how many there were.
    """
    unfinished = Batch.objects.filter(finished_at=None, cancelled_at=None)
    lost = unfinished.filter(turn_at__lt=timezone.now() - LOST_AFTER)
    keys = list(lost.values_list("pk", flat=True))
    for key in keys:
        answer_turn(key)
    return len(keys)
