"""Reclaim deliveries whose sender died before it recorded an outcome."""

import structlog
from django.db import connection, transaction

from webhooks.models import Delivery

# A sender may die for any reason; three deaths in a row are attributed to the delivery itself.
MAX_UNKNOWN_SENDS = 3
# From the second death in a row a delivery waits, for one to two times this: the cause has time to
# end, and deliveries that were in flight beside a fatal one are not sent beside it again.
_SUSPECT_DELAY = "30 s"
_BATCH_SIZE = 1000
_RECLAIM = """
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
_STOP_INACTIVE = """
UPDATE webhooks_delivery d SET state = CASE e.state WHEN 'disabled' THEN 'held' ELSE 'cancelled' END
FROM webhooks_endpoint e
WHERE e.id = d.endpoint_id AND e.state <> 'active' AND d.state = 'pending'
"""
log = structlog.get_logger(__name__)


def reclaim_expired_leases() -> int:
    """Make deliveries with an expired lease pending again; return how many.

    Each gets an attempt with the outcome `unknown`. A delivery whose senders keep dying is
    quarantined and logged as an error.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            _RECLAIM, {"limit": _BATCH_SIZE, "most": MAX_UNKNOWN_SENDS, "wait": _SUSPECT_DELAY}
        )
        reclaimed = cursor.fetchall()
    for pk, state in reclaimed:
        if state == Delivery.State.QUARANTINED:
            log.error("a delivery is quarantined: its senders keep dying", delivery=pk)
    return len(reclaimed)


def stop_deliveries_to_inactive_endpoints() -> int:
    """Hold or cancel pending deliveries to disabled or deleted endpoints; return how many.

    `emit` reads the endpoint's state before it commits, so a delivery can become pending just after
    its endpoint was disabled.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STOP_INACTIVE)
        return int(cursor.rowcount)
