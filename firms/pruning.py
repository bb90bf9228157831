"""Let go of kept answers: who lost one asks again within a day."""

import time
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models.functions import Now

from firms.models import IdempotencyRecord

RETENTION = timedelta(hours=24)
_BATCH_SIZE = 1_000
_TIME_LIMIT = 60.0  # seconds of a run, which are less than a task may take
log = structlog.get_logger(__name__)


def prune() -> int:
    """Remove what is older than `RETENTION`, the oldest first, in small transactions, for a minute at
    most; how many went.
    """
    end = time.monotonic() + _TIME_LIMIT
    deleted = 0
    while time.monotonic() < end:
        count = _delete_batch()
        deleted += count
        if count < _BATCH_SIZE:
            break
    if deleted:
        log.info("pruned kept answers", answers=deleted)
    return deleted


@transaction.atomic
def _delete_batch() -> int:
    old = IdempotencyRecord.objects.filter(created_at__lt=Now() - RETENTION).order_by("created_at")
    # What another run is removing is its own.
    found = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:_BATCH_SIZE])
    return IdempotencyRecord.objects.filter(pk__in=found).delete()[0]
