"""Let go of what was told long ago: deliveries with their attempts, then events.

What may still be sent stays, however old: pending, sending, and all that a recovery finds. Rows
leave whole and oldest first; `feed` refuses a cursor from before them, so no reader takes a gap
for silence.
"""

import time
from typing import LiteralString

import structlog
from django.conf import settings
from django.db import transaction

from webhooks import feed
from webhooks.sending import sql

_AT_ONCE = 1_000
_AT_MOST = 60.0  # seconds of a run, which are less than a task may take
# Events up to this number are older than the retention, with all before them: a long transaction
# may commit a younger number with an older time.
_HORIZON = """
SELECT COALESCE(
    (SELECT number - 1 FROM webhooks_event
     WHERE occurred_at >= statement_timestamp() - make_interval(days => %(days)s::int)
     ORDER BY number LIMIT 1),
    (SELECT max(number) FROM webhooks_event), 0)
"""
# Finished as long ago, too: one that was sent again last week was told last week.
_DELIVERIES = """
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
_EVENTS = """
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
_MARK = """
INSERT INTO core_counter (name, number) VALUES (%(name)s, %(number)s)
ON CONFLICT (name) DO UPDATE SET number = GREATEST(core_counter.number, EXCLUDED.number)
RETURNING number
"""
log = structlog.get_logger(__name__)


def prune() -> tuple[int, int]:
    """Remove what is older than `WEBHOOK_KEPT_DAYS`, in small transactions, for a minute at most;
    how many deliveries and events went. 0 days keep everything.
    """
    days: int = settings.WEBHOOK_KEPT_DAYS
    if not days:
        return 0, 0
    end = time.monotonic() + _AT_MOST
    ((horizon,),) = sql.rows(_HORIZON, {"days": days})
    deliveries = _batches(_DELIVERIES, horizon, days, end)
    events = _batches(_EVENTS, horizon, days, end, mark=True)
    if deliveries or events:
        log.info("pruned", deliveries=deliveries, events=events)
    return deliveries, events


def _batches(
    statement: LiteralString, last: int, days: int, end: float, *, mark: bool = False
) -> int:
    """Each in a transaction of its own, with the mark that a reader is refused by; how many rows
    went.
    """
    first, gone = 0, 0
    while time.monotonic() < end:
        values = {"first": first, "last": last, "days": days, "limit": _AT_ONCE}
        with transaction.atomic():
            ((count, newest),) = sql.rows(statement, values)
            if mark and count:
                sql.rows(_MARK, {"name": feed.PRUNED, "number": newest})
        gone += count
        if count < _AT_ONCE:
            break
        first = newest
    return gone
