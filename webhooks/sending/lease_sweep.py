"""Give back what a sender took and never answered for."""

import structlog
from django.db import connection, transaction

from webhooks.models import Delivery

# A worker may die for other reasons: so many in a row are the delivery's own fault.
MOST_UNKNOWN = 3
# After the second in a row a delivery waits from once to twice so long: whatever is killing
# senders has time to end, and what died beside a fatal one is not sent beside it again.
_SUSPECT_WAITS = "30 s"
_AT_ONCE = 1000
_SWEEP = """
WITH lost AS (
    SELECT id FROM webhooks_delivery WHERE state = 'sending' AND lease_until < clock_timestamp()
    ORDER BY lease_until LIMIT %(limit)s FOR NO KEY UPDATE SKIP LOCKED
), freed AS (
    UPDATE webhooks_delivery d SET unknowns = d.unknowns + 1, lease_token = NULL,
        lease_until = NULL,
        next_attempt_at = clock_timestamp() + d.unknowns * (1 + random()) * %(wait)s::interval,
        state = CASE WHEN d.unknowns + 1 >= %(most)s THEN 'quarantined' ELSE
            CASE e.state WHEN 'active' THEN 'pending' WHEN 'disabled' THEN 'held'
            ELSE 'cancelled' END END
    FROM lost, webhooks_endpoint e WHERE d.id = lost.id AND e.id = d.endpoint_id
    RETURNING d.id, d.attempts, d.claimed_at, d.state
), logged AS (
    INSERT INTO webhooks_attempt (delivery_id, number, started_at, ended_at, outcome, error,
        body, late)
    SELECT id, attempts, claimed_at, clock_timestamp(), 'unknown', 'sender-lost', '', false
    FROM freed
)
SELECT id, state FROM freed
"""
_STRAYS = """
UPDATE webhooks_delivery d SET state = CASE e.state WHEN 'disabled' THEN 'held' ELSE 'cancelled' END
FROM webhooks_endpoint e
WHERE e.id = d.endpoint_id AND e.state <> 'active' AND d.state = 'pending'
"""
log = structlog.get_logger(__name__)


def sweep() -> int:
    """Make what is past its lease pending again, with an attempt `unknown`; how many.

    What keeps killing its senders is quarantined, with an alarm in the log.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SWEEP, {"limit": _AT_ONCE, "most": MOST_UNKNOWN, "wait": _SUSPECT_WAITS})
        freed = cursor.fetchall()
    for pk, state in freed:
        if state == Delivery.State.QUARANTINED:
            log.error("a delivery is quarantined: its senders keep dying", delivery=pk)
    return len(freed)


def hold_strays() -> int:
    """What was owed to an endpoint just as it was disabled or deleted; how many."""
    with connection.cursor() as cursor:
        cursor.execute(_STRAYS)
        return int(cursor.rowcount)
