"""Delete old deliveries with their attempts, then old events without deliveries.

Deliveries that may still be sent stay at any age: pending, sending, and those that a recovery
finds. The oldest rows go first, and `feed` refuses cursors from before them, so no client mistakes
pruned events for an absence of events.
"""

import time
from typing import LiteralString

import structlog
from django.conf import settings
from django.db import transaction

from webhooks import feed
from webhooks.sending.sql import fetch_rows

_BATCH_SIZE = 1_000
_TIME_LIMIT = 60.0  # seconds a run; the time limit of a task is 120
# The last number before the first event within the retention. Numbers, not times, decide: a long
# transaction may commit a higher number with an earlier time.
_SELECT_HORIZON = """
SELECT COALESCE(
    (SELECT number - 1 FROM webhooks_event
     WHERE occurred_at >= statement_timestamp() - make_interval(days => %(days)s::int)
     ORDER BY number LIMIT 1),
    (SELECT max(number) FROM webhooks_event), 0)
"""
# A delivery must have been finished before the retention, too: it may have been resent since.
_DELETE_DELIVERIES = """
WITH old AS MATERIALIZED (
    SELECT d.id, d.event_id FROM webhooks_delivery d
    JOIN webhooks_endpoint e ON e.id = d.endpoint_id
    WHERE d.event_id BETWEEN %(first)s::bigint AND %(last)s::bigint
      AND (d.state IN ('delivered', 'cancelled')
           OR e.state = 'deleted' AND d.state IN ('held', 'exhausted', 'quarantined'))
      AND COALESCE(d.finished_at, d.created_at)
          < statement_timestamp() - make_interval(days => %(days)s::int)
    ORDER BY d.event_id LIMIT %(limit)s::int FOR UPDATE OF d SKIP LOCKED
), attempts AS (
    DELETE FROM webhooks_attempt a USING old WHERE a.delivery_id = old.id
), gone AS (
    DELETE FROM webhooks_delivery d USING old WHERE d.id = old.id
)
SELECT count(*), max(event_id) FROM old
"""
_DELETE_EVENTS = """
WITH old AS MATERIALIZED (
    SELECT number FROM webhooks_event e
    WHERE number BETWEEN %(first)s::bigint AND %(last)s::bigint
      AND NOT EXISTS (SELECT FROM webhooks_delivery d WHERE d.event_id = e.number)
    ORDER BY number LIMIT %(limit)s::int
), gone AS (
    DELETE FROM webhooks_event e USING old WHERE e.number = old.number
)
SELECT count(*), max(number) FROM old
"""
_ADVANCE_COUNTER = """
INSERT INTO core_counter (name, number) VALUES (%(name)s, %(number)s)
ON CONFLICT (name) DO UPDATE SET number = GREATEST(core_counter.number, EXCLUDED.number)
RETURNING number
"""
log = structlog.get_logger(__name__)


def prune() -> tuple[int, int]:
    """Delete rows older than `WEBHOOK_KEPT_DAYS`; return the numbers of deliveries and events.

    Works in small transactions for at most a minute. 0 days keep everything.
    """
    days: int = settings.WEBHOOK_KEPT_DAYS
    if not days:
        return 0, 0
    end = time.monotonic() + _TIME_LIMIT
    ((horizon,),) = fetch_rows(_SELECT_HORIZON, {"days": days})
    deliveries = _delete_batches(_DELETE_DELIVERIES, horizon, days, end)
    events = _delete_batches(_DELETE_EVENTS, horizon, days, end, advance_counter=True)
    if deliveries or events:
        log.info("pruned webhook history", deliveries=deliveries, events=events)
    return deliveries, events


def _delete_batches(
    statement: LiteralString, last: int, days: int, end: float, *, advance_counter: bool = False
) -> int:
    """Delete in batches of one transaction each; return the number of rows.

    `advance_counter` also advances, in the same transaction, the counter by which `feed` refuses
    old cursors.
    """
    first, deleted = 0, 0
    while time.monotonic() < end:
        values = {"first": first, "last": last, "days": days, "limit": _BATCH_SIZE}
        with transaction.atomic():
            ((count, newest),) = fetch_rows(statement, values)
            if advance_counter and count:
                fetch_rows(_ADVANCE_COUNTER, {"name": feed.PRUNED_COUNTER, "number": newest})
        deleted += count
        if count < _BATCH_SIZE:
            break
        first = newest
    return deleted
