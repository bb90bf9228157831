"""Delete old idempotency records.

A client that lost a response repeats its request within minutes; a day covers an outage of its own.
"""

import time
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models.functions import Now

from firms.models import IdempotencyRecord

RETENTION = timedelta(hours=24)
_BATCH_SIZE = 1_000
_TIME_LIMIT = 60.0  # seconds a run; the time limit of a task is 120
log = structlog.get_logger(__name__)


def prune() -> int:
    """Delete records older than `RETENTION`, the oldest first; return how many.

    Works in small transactions for at most a minute.
    """
    end = time.monotonic() + _TIME_LIMIT
    deleted = 0
    while time.monotonic() < end:
        count = _delete_batch()
        deleted += count
        if count < _BATCH_SIZE:
            break
    if deleted:
        log.info("pruned idempotency records", records=deleted)
    return deleted


@transaction.atomic
def _delete_batch() -> int:
    old = IdempotencyRecord.objects.filter(created_at__lt=Now() - RETENTION).order_by("created_at")
    # Rows locked by a concurrent run are left to it.
    found = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:_BATCH_SIZE])
    return IdempotencyRecord.objects.filter(pk__in=found).delete()[0]
