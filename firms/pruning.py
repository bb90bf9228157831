"""Delete old idempotency records and old counts of usage.

A client that lost a response repeats its request within minutes; a day covers an outage of its own.
Counts of usage are kept for a year and a month, so that a month can be compared with the same month
of the year before.
"""

import time
from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from core.clock import today
from firms.models import IdempotencyRecord, KeyUsage

RETENTION = timedelta(hours=24)
USAGE_RETENTION = timedelta(days=400)
_BATCH_SIZE = 1_000
_TIME_LIMIT = 60.0  # seconds a run; the time limit of a task is 120
log = structlog.get_logger(__name__)


def prune() -> int:
    """Delete records older than `RETENTION` and counts of days before `USAGE_RETENTION`, the oldest
    first; return how many rows.

    Works in small transactions for at most a minute.
    """
    end = time.monotonic() + _TIME_LIMIT
    records = IdempotencyRecord.objects.filter(created_at__lt=Now() - RETENTION)
    counts = KeyUsage.objects.filter(day__lt=today() - USAGE_RETENTION)
    deleted = {
        "records": _delete(records.order_by("created_at"), end),
        "counts": _delete(counts.order_by("day"), end),
    }
    if any(deleted.values()):
        log.info("pruned idempotency records and counts of usage", **deleted)
    return sum(deleted.values())


def _delete(old: QuerySet[Any], end: float) -> int:
    """Delete the rows batch by batch until the time is over; return how many."""
    deleted = 0
    while time.monotonic() < end:
        count = _delete_batch(old)
        deleted += count
        if count < _BATCH_SIZE:
            break
    return deleted


@transaction.atomic
def _delete_batch(old: QuerySet[Any]) -> int:
    # Rows locked by a concurrent run are left to it.
    found = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:_BATCH_SIZE])
    deleted: int = old.model._default_manager.filter(pk__in=found).delete()[0]
    return deleted
