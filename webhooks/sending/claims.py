"""Claim due deliveries under a lease.

Only the database's clock decides what is due: the clocks of several senders differ.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from webhooks.sending.sql import array_literal, fetch_rows

# The token bucket refills continuously and holds at most the tokens of a tenth of a second.
_AVAILABLE_TOKENS = """LEAST(GREATEST(1, e.rate * 0.1),
    e.tokens + e.rate * extract(epoch FROM statement_timestamp() - e.tokens_at))"""
_FREE_SLOTS = """(CASE WHEN e.opened_at IS NULL THEN e.max_in_flight ELSE 1 END
    - (SELECT count(*) FROM webhooks_delivery s
       WHERE s.endpoint_id = e.id AND s.state = 'sending'))"""
# Both are scalar subqueries, so that stale statistics cannot make the planner join endpoints with
# all deliveries: that plan once took a hundred times as long.
_NEXT_DUE_AT = """(SELECT d.next_attempt_at FROM webhooks_delivery d
    WHERE d.endpoint_id = e.id AND d.state = 'pending' ORDER BY d.next_attempt_at LIMIT 1)"""
_SATURATED_ENDPOINTS = """(SELECT s.endpoint_id FROM webhooks_delivery s WHERE s.state = 'sending'
    GROUP BY s.endpoint_id HAVING count(*) >= (
        SELECT CASE WHEN f.opened_at IS NULL THEN f.max_in_flight ELSE 1 END
        FROM webhooks_endpoint f WHERE f.id = s.endpoint_id))"""
# First the endpoints are locked, the longest unserved first. The commit need not wait for the disk:
# a claim that a crash of the database forgets is made again.
_LOCK_ENDPOINTS = f"""
SELECT e.id, set_config('synchronous_commit', 'off', true) FROM webhooks_endpoint e
WHERE e.state = 'active'
  AND (e.open_until IS NULL OR e.open_until <= statement_timestamp())
  AND (e.throttled_until IS NULL OR e.throttled_until <= statement_timestamp())
  AND (e.unreadable_retry_at IS NULL OR e.unreadable_retry_at <= statement_timestamp())
  AND {_AVAILABLE_TOKENS} >= 1
  AND {_NEXT_DUE_AT} <= statement_timestamp()
  AND e.id NOT IN {_SATURATED_ENDPOINTS}
ORDER BY e.last_claimed_at NULLS FIRST, e.id
LIMIT %(limit)s::int
FOR NO KEY UPDATE OF e SKIP LOCKED
"""  # noqa: S608 - constants  # nosec B608
# Then, in a second statement, their sends in flight are counted: a single statement would count
# with a snapshot older than its locks, and exceed the cap.
_CLAIM_DELIVERIES = f"""
WITH room AS MATERIALIZED (
    SELECT e.id, {_AVAILABLE_TOKENS} AS tokens,
        GREATEST(0, LEAST({_FREE_SLOTS}, floor({_AVAILABLE_TOKENS})))::int AS free
    FROM webhooks_endpoint e WHERE e.id = ANY(%(endpoints)s::uuid[])
    ORDER BY e.last_claimed_at NULLS FIRST, e.id
), picked AS MATERIALIZED (
    SELECT due.id, room.id AS endpoint_id, room.tokens FROM room CROSS JOIN LATERAL (
        SELECT d.id FROM webhooks_delivery d
        WHERE d.endpoint_id = room.id AND d.state = 'pending'
          AND d.next_attempt_at <= statement_timestamp()
        ORDER BY d.next_attempt_at, d.id LIMIT room.free
        FOR NO KEY UPDATE SKIP LOCKED) due
    LIMIT %(limit)s::int
), spent AS (
    UPDATE webhooks_endpoint e SET tokens = p.tokens - p.taken, tokens_at = statement_timestamp(),
        last_claimed_at = clock_timestamp()
    FROM (SELECT endpoint_id, min(tokens) AS tokens, count(*) AS taken FROM picked
          GROUP BY endpoint_id) p
    WHERE e.id = p.endpoint_id
)
UPDATE webhooks_delivery d SET state = 'sending', attempts = d.attempts + 1,
    lease_token = gen_random_uuid(), claimed_at = clock_timestamp(),
    lease_until = clock_timestamp() + make_interval(secs => %(lease)s::float8)
FROM picked JOIN webhooks_endpoint e ON e.id = picked.endpoint_id WHERE d.id = picked.id
RETURNING d.id, d.lease_token, d.event_id, d.endpoint_id, d.attempts, d.failures, d.claimed_at,
    e.url, ARRAY(SELECT s.id FROM webhooks_endpointsecret s WHERE s.endpoint_id = e.id
        AND (s.expires_at IS NULL OR s.expires_at > statement_timestamp())
        ORDER BY s.created_at DESC, s.id DESC)
"""  # noqa: S608 - constants  # nosec B608
_SECONDS_UNTIL_NEXT = f"""
SELECT min(extract(epoch FROM GREATEST(d.next_attempt_at, e.open_until, e.throttled_until,
    e.unreadable_retry_at, e.tokens_at + make_interval(secs => (1 - LEAST(1, e.tokens)) / e.rate))
    - clock_timestamp()))
FROM webhooks_endpoint e CROSS JOIN LATERAL (
    SELECT next_attempt_at FROM webhooks_delivery
    WHERE endpoint_id = e.id AND state = 'pending' ORDER BY next_attempt_at LIMIT 1) d
WHERE e.state = 'active' AND e.id NOT IN {_SATURATED_ENDPOINTS}
"""  # noqa: S608 - constants  # nosec B608


@dataclass(frozen=True)
class Claim:
    """A delivery that this process may send until the lease expires.

    `failures` counts the earlier ones; `secrets` are the ids of the valid secrets, newest first.
    """

    delivery: int
    token: uuid.UUID
    event: int
    endpoint: uuid.UUID
    number: int
    failures: int
    claimed_at: datetime
    url: str
    secrets: list[int]


def claim_due_deliveries(limit: int, lease: float) -> list[Claim]:
    """Claim at most `limit` due deliveries for `lease` seconds.

    No endpoint exceeds its cap of sends in flight or its rate.
    """
    with transaction.atomic():
        endpoints = [row[0] for row in fetch_rows(_LOCK_ENDPOINTS, {"limit": limit})]
        if not endpoints:
            return []
        values = {"endpoints": array_literal(endpoints), "limit": limit, "lease": lease}
        found = fetch_rows(_CLAIM_DELIVERIES, values)
    return [Claim(*row) for row in found]


def seconds_until_next() -> float | None:
    """Seconds until the next pending delivery may be sent; None when none is pending."""
    ((seconds,),) = fetch_rows(_SECONDS_UNTIL_NEXT, {})
    return None if seconds is None else max(float(seconds), 0.0)
