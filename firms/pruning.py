"""Let go of kept answers: who lost one asks again within a day."""

import time
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models.functions import Now

from firms.models import IdempotencyRecord

KEPT = timedelta(hours=24)
_AT_ONCE = 1_000
_AT_MOST = 60.0  # seconds of a run, which are less than a task may take
log = structlog.get_logger(__name__)


def prune() -> int:
    """Remove what is older than `KEPT`, the oldest first, in small transactions, for a minute at
    most; how many went.
    """
    end = time.monotonic() + _AT_MOST
    gone = 0
    while time.monotonic() < end:
        count = _batch()
        gone += count
        if count < _AT_ONCE:
            break
    if gone:
        log.info("pruned kept answers", answers=gone)
    return gone


@transaction.atomic
def _batch() -> int:
    old = IdempotencyRecord.objects.filter(created_at__lt=Now() - KEPT).order_by("created_at")
    # What another run is removing is its own.
    found = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:_AT_ONCE])
    return IdempotencyRecord.objects.filter(pk__in=found).delete()[0]
