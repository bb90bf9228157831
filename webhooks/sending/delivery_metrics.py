"""Metrics of deliveries. Counts and ages only: no data of a firm."""

from dataclasses import dataclass

from webhooks.sending.sql import fetch_rows

_COUNT_BY_STATE = """
SELECT d.state, count(*) FROM webhooks_delivery d
WHERE d.state IN ('pending', 'sending', 'held', 'exhausted', 'quarantined') GROUP BY d.state
"""
# Deliveries that wait for an endpoint's breaker or throttling are not late: no sender could help.
_OLDEST_DUE = """
SELECT COALESCE(max(extract(epoch FROM statement_timestamp() - d.next_attempt_at)), 0)::float8
FROM webhooks_endpoint e CROSS JOIN LATERAL (
    SELECT next_attempt_at FROM webhooks_delivery WHERE endpoint_id = e.id AND state = 'pending'
    ORDER BY next_attempt_at LIMIT 1) d
WHERE e.state = 'active' AND d.next_attempt_at <= statement_timestamp()
  AND (e.open_until IS NULL OR e.open_until <= statement_timestamp())
  AND (e.throttled_until IS NULL OR e.throttled_until <= statement_timestamp())
"""
_COUNT_SWEPT = """
SELECT count(*) FROM webhooks_attempt
WHERE outcome = 'unknown' AND ended_at > statement_timestamp() - interval '1 hour'
"""
STATES = ("pending", "sending", "held", "exhausted", "quarantined")


@dataclass(frozen=True)
class DeliveryMetrics:
    """The age of the oldest due delivery, the backlog, and lost sends.

    `oldest_due` is in seconds; alert above 60. `backlog` counts deliveries by state. `swept` counts
    the sends of the last hour whose sender died.
    """

    oldest_due: float
    backlog: dict[str, int]
    swept: int


def load_delivery_metrics() -> DeliveryMetrics:
    """Load the current metrics from the database."""
    counted = dict(fetch_rows(_COUNT_BY_STATE, {}))
    return DeliveryMetrics(
        oldest_due=fetch_rows(_OLDEST_DUE, {})[0][0],
        backlog={state: counted.get(state, 0) for state in STATES},
        swept=fetch_rows(_COUNT_SWEPT, {})[0][0],
    )
