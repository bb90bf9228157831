"""Delete old idempotency records and old counts of usage.

A client that lost a response repeats its request within minutes; a day covers an outage of its own.
Counts of usage are kept for a year and a month, so that a month can be compared with the same month
of the year before.
"""

import time
from datetime import timedelta

import structlog
from django.db.models.functions import Now

from core.audit import security_log
from core.bulk.batched_deletion import delete_in_batches
from core.clock import today
from firms.models import IdempotencyRecord, KeyUsage

RETENTION = timedelta(hours=24)
USAGE_RETENTION = timedelta(days=400)
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
        "records": delete_in_batches(records.order_by("created_at"), end),
        "counts": delete_in_batches(counts.order_by("day"), end),
        "security_events": delete_in_batches(security_log.expired_events(), end),
    }
    if any(deleted.values()):
        log.info("pruned idempotency records and counts of usage", **deleted)
    return sum(deleted.values())
