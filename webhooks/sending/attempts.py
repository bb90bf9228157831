"""Write down how sends ended. Only the holder of the lease changes the delivery."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from django.db import transaction

from webhooks.endpoints import circuit_breaker, owner_notices
from webhooks.endpoints.circuit_breaker import Health
from webhooks.models import Attempt, Delivery, Endpoint, Notice
from webhooks.sending import backoff, sql
from webhooks.sending.claiming import Claim
from webhooks.sending.outcome import Outcome

State = Delivery.State
_HEALTH = [one.name for one in fields(Health)]
# A success of a sound endpoint is noted once a minute, not oftener.
_LOCK = """
WITH touched AS (
    SELECT id, id = ANY(%(failing)s::uuid[]) OR fails > 0 OR opened_at IS NOT NULL
        OR unreadable_since IS NOT NULL AS unwell
    FROM webhooks_endpoint WHERE id = ANY(%(all)s::uuid[]) AND (
        id = ANY(%(failing)s::uuid[]) OR fails > 0 OR opened_at IS NOT NULL
        OR unreadable_since IS NOT NULL
        OR last_success_at IS NULL OR last_success_at < statement_timestamp() - interval '1 minute')
    ORDER BY id FOR NO KEY UPDATE
), noted AS (
    UPDATE webhooks_endpoint e SET last_success_at = clock_timestamp()
    FROM touched WHERE e.id = touched.id AND NOT touched.unwell
)
SELECT id FROM touched WHERE unwell
"""
# Deliveries that are still ours change; every send is logged, a late one as such.
_RECORD = """
WITH v AS MATERIALIZED (
    SELECT * FROM unnest(%(ids)s::bigint[], %(tokens)s::uuid[], %(states)s::text[],
        %(failures)s::int[], %(delays)s::float8[], %(numbers)s::int[], %(starts)s::timestamptz[],
        %(outcomes)s::text[], %(statuses)s::int[], %(ms)s::int[], %(errors)s::text[],
        %(bodies)s::text[]) WITH ORDINALITY AS
        v(id, token, state, failures, delay, number, start, outcome, status, ms, error, body, n)
), ours AS (
    UPDATE webhooks_delivery d SET state = v.state, failures = v.failures, unknowns = 0,
        next_attempt_at = CASE WHEN v.state = 'pending'
            THEN clock_timestamp() + make_interval(secs => v.delay) ELSE d.next_attempt_at END,
        finished_at = CASE WHEN v.state IN ('delivered', 'exhausted', 'cancelled')
            THEN clock_timestamp() END,
        lease_token = NULL, lease_until = NULL
    FROM v WHERE d.id = v.id AND d.lease_token = v.token AND d.state = 'sending'
    RETURNING d.id
), logged AS (
    INSERT INTO webhooks_attempt (delivery_id, number, started_at, ended_at, outcome, status, ms,
        error, body, late)
    SELECT v.id, v.number, v.start,
        LEAST(v.start + make_interval(secs => v.ms / 1000.0), clock_timestamp()),
        v.outcome, NULLIF(v.status, 0), v.ms, v.error, v.body, ours.id IS NULL
    FROM v LEFT JOIN ours ON ours.id = v.id ORDER BY v.n
)
SELECT id FROM ours
"""


@dataclass(frozen=True)
class Ended:
    """A send that is over."""

    claim: Claim
    outcome: Outcome


@dataclass(frozen=True)
class _Next:
    """What becomes of a delivery: state, failures so far, seconds until the next attempt."""

    state: str
    failures: int
    delay: float = 0.0


def record(ended: Sequence[Ended]) -> None:
    """Record these sends in one transaction: the deliveries, the attempts, how endpoints fare."""
    with transaction.atomic():
        endpoints = _lock_endpoints(ended)
        now = _database_time() if endpoints else ended[0].outcome.started_at
        for one in ended:
            if one.claim.endpoint in endpoints:
                _judge(endpoints[one.claim.endpoint], one.outcome, now)
        nexts = [_next(one, endpoints, now) for one in ended]
        ours = _write(ended, nexts)
        for endpoint in endpoints.values():
            _save(endpoint, now)
        for one, then in zip(ended, nexts, strict=True):
            if then.state == State.EXHAUSTED and one.claim.delivery in ours:
                _tell_exhausted(one, endpoints[one.claim.endpoint], now)


def _lock_endpoints(ended: Iterable[Ended]) -> Mapping[uuid.UUID, Endpoint]:
    """The unwell: their health changes, or decides what becomes of a delivery. In one order,
    so that two recorders never wait for each other in a ring.
    """
    values = {
        "all": sql.array({one.claim.endpoint for one in ended}),
        "failing": sql.array({one.claim.endpoint for one in ended if not one.outcome.delivered}),
    }
    unwell = [row[0] for row in sql.rows(_LOCK, values)]
    return {row.pk: row for row in Endpoint.objects.filter(pk__in=unwell)}


def _database_time() -> datetime:
    found: datetime = sql.rows("SELECT clock_timestamp()", {})[0][0]
    return found


def _judge(endpoint: Endpoint, outcome: Outcome, now: datetime) -> None:
    known = {name: getattr(endpoint, name) for name in _HEALTH}
    found = circuit_breaker.after(Health(**known), outcome, now)
    for name, value in asdict(found).items():
        setattr(endpoint, name, value)
    if found.disabled_because and endpoint.state == Endpoint.State.ACTIVE:
        endpoint.state = Endpoint.State.DISABLED


def _next(one: Ended, endpoints: Mapping[uuid.UUID, Endpoint], now: datetime) -> _Next:
    outcome, failures = one.outcome, one.claim.failures + 1
    if outcome.delivered:
        return _Next(State.DELIVERED, one.claim.failures)
    match endpoints[one.claim.endpoint].state:
        case Endpoint.State.DISABLED:
            return _Next(State.HELD, failures)
        case Endpoint.State.DELETED:
            return _Next(State.CANCELLED, failures)
    delay = backoff.delay(failures)
    if delay is None:
        return _Next(State.EXHAUSTED, failures)
    asked = backoff.retry_after(outcome.retry_after, now) if outcome.throttling else None
    return _Next(State.PENDING, failures, max(delay, asked or 0))


def _write(ended: Sequence[Ended], nexts: Sequence[_Next]) -> set[int]:
    """The deliveries that were still ours, and are changed."""
    outcomes = [one.outcome for one in ended]
    array = sql.array
    values = {
        "ids": array(one.claim.delivery for one in ended),
        "tokens": array(one.claim.token for one in ended),
        "states": array(then.state for then in nexts),
        "failures": array(then.failures for then in nexts),
        "delays": array(then.delay for then in nexts),
        "numbers": array(one.claim.number for one in ended),
        "starts": array(one.started_at.isoformat() for one in outcomes),
        "outcomes": array(_word(one) for one in outcomes),
        "statuses": array(one.status for one in outcomes),
        "ms": array(one.ms for one in outcomes),
        "errors": array(one.error or '""' for one in outcomes),
        "bodies": [one.body for one in outcomes],
    }
    return {row[0] for row in sql.rows(_RECORD, values)}


def _word(outcome: Outcome) -> str:
    return str(Attempt.Outcome.DELIVERED if outcome.delivered else Attempt.Outcome.FAILED)


def _save(endpoint: Endpoint, now: datetime) -> None:
    endpoint.save(update_fields=["state", *_HEALTH])
    if endpoint.state == Endpoint.State.DISABLED and endpoint.fails:
        Delivery.objects.filter(endpoint=endpoint, state=State.PENDING).update(state=State.HELD)
        since = endpoint.failing_since or now
        owner_notices.note(endpoint, Notice.Kind.DISABLED, endpoint.disabled_because, since)


def _tell_exhausted(one: Ended, endpoint: Endpoint, now: datetime) -> None:
    detail = f"delivery {one.claim.delivery} was given up after {one.claim.failures + 1} failures"
    owner_notices.note(endpoint, Notice.Kind.EXHAUSTED, detail, endpoint.failing_since or now)
