"""Record the outcomes of sends. Only the holder of the lease changes the delivery."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from django.db import transaction

from core.monitoring import tallies
from webhooks.endpoints import circuit_breaker
from webhooks.endpoints.circuit_breaker import EndpointHealth
from webhooks.endpoints.owner_notices import create_notice
from webhooks.models import Attempt, Delivery, Endpoint, Notice
from webhooks.sending import backoff
from webhooks.sending.claims import Claim
from webhooks.sending.send_outcome import SendOutcome
from webhooks.sending.sql import array_literal, fetch_rows

State = Delivery.State
_HEALTH_FIELDS = [field.name for field in fields(EndpointHealth)]
# The endpoints whose health may change are locked. A success of a healthy endpoint only updates
# `last_success_at`, at most once a minute: busy endpoints would otherwise write a row a send.
_LOCK_ENDPOINTS = """
WITH touched AS (
    SELECT id, id = ANY(%(failing)s::uuid[]) OR fails > 0 OR opened_at IS NOT NULL
        OR unreadable_since IS NOT NULL AS unhealthy
    FROM webhooks_endpoint WHERE id = ANY(%(all)s::uuid[]) AND (
        id = ANY(%(failing)s::uuid[]) OR fails > 0 OR opened_at IS NOT NULL
        OR unreadable_since IS NOT NULL
        OR last_success_at IS NULL OR last_success_at < statement_timestamp() - interval '1 minute')
    ORDER BY id FOR NO KEY UPDATE
), noted AS (
    UPDATE webhooks_endpoint e SET last_success_at = clock_timestamp()
    FROM touched WHERE e.id = touched.id AND NOT touched.unhealthy
)
SELECT id FROM touched WHERE unhealthy
"""
# Only deliveries whose lease is still ours change; every send is logged, a late one with `late`.
_RECORD_ATTEMPTS = """
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
    FROM v LEFT JOIN ours ON ours.id = v.id
    -- The firm may have been erased while the request was under way.
    WHERE EXISTS (SELECT FROM webhooks_delivery d WHERE d.id = v.id)
    ORDER BY v.n
)
SELECT id FROM ours
"""


@dataclass(frozen=True)
class FinishedSend:
    """A claim and the outcome of its send."""

    claim: Claim
    outcome: SendOutcome


@dataclass(frozen=True)
class _NextStep:
    """The next state of a delivery, its failures so far, and the seconds until the next attempt."""

    state: str
    failures: int
    delay: float = 0.0


def record_attempts(finished: Sequence[FinishedSend]) -> None:
    """Record finished sends in one transaction: deliveries, attempts and endpoint health."""
    with transaction.atomic():
        endpoints = _lock_endpoints(finished)
        now = _database_time() if endpoints else finished[0].outcome.started_at
        for send in finished:
            if send.claim.endpoint in endpoints:
                _update_health(endpoints[send.claim.endpoint], send.outcome, now)
        steps = [_next_step(send, endpoints, now) for send in finished]
        ours = _write_attempts(finished, steps)
        tallies.add(Counter(f"attempts:{_outcome_value(send.outcome)}" for send in finished))
        for endpoint in endpoints.values():
            _save_health(endpoint, now)
        for send, step in zip(finished, steps, strict=True):
            if step.state == State.EXHAUSTED and send.claim.delivery in ours:
                _notify_exhausted(send, endpoints[send.claim.endpoint], now)


def _lock_endpoints(finished: Iterable[FinishedSend]) -> Mapping[uuid.UUID, Endpoint]:
    """Lock and return the unhealthy endpoints, by id.

    The statement locks in id order, so that two senders cannot deadlock.
    """
    values = {
        "all": array_literal({send.claim.endpoint for send in finished}),
        "failing": array_literal(
            {send.claim.endpoint for send in finished if not send.outcome.delivered}
        ),
    }
    unhealthy = [row[0] for row in fetch_rows(_LOCK_ENDPOINTS, values)]
    return {row.pk: row for row in Endpoint.objects.filter(pk__in=unhealthy)}


def _database_time() -> datetime:
    found: datetime = fetch_rows("SELECT clock_timestamp()", {})[0][0]
    return found


def _update_health(endpoint: Endpoint, outcome: SendOutcome, now: datetime) -> None:
    known = {name: getattr(endpoint, name) for name in _HEALTH_FIELDS}
    found = circuit_breaker.next_health(EndpointHealth(**known), outcome, now)
    for name, value in asdict(found).items():
        setattr(endpoint, name, value)
    if found.disabled_because and endpoint.state == Endpoint.State.ACTIVE:
        endpoint.state = Endpoint.State.DISABLED


def _next_step(
    send: FinishedSend, endpoints: Mapping[uuid.UUID, Endpoint], now: datetime
) -> _NextStep:
    outcome, failures = send.outcome, send.claim.failures + 1
    if outcome.delivered:
        return _NextStep(State.DELIVERED, send.claim.failures)
    match endpoints[send.claim.endpoint].state:
        case Endpoint.State.DISABLED:
            return _NextStep(State.HELD, failures)
        case Endpoint.State.DELETED:
            return _NextStep(State.CANCELLED, failures)
    delay = backoff.retry_delay(failures)
    if delay is None:
        return _NextStep(State.EXHAUSTED, failures)
    asked = backoff.parse_retry_after(outcome.retry_after, now) if outcome.throttling else None
    return _NextStep(State.PENDING, failures, max(delay, asked or 0))


def _write_attempts(finished: Sequence[FinishedSend], steps: Sequence[_NextStep]) -> set[int]:
    """Write deliveries and attempts; return the ids of deliveries whose lease was still ours."""
    outcomes = [send.outcome for send in finished]
    array = array_literal
    values = {
        "ids": array(send.claim.delivery for send in finished),
        "tokens": array(send.claim.token for send in finished),
        "states": array(step.state for step in steps),
        "failures": array(step.failures for step in steps),
        "delays": array(step.delay for step in steps),
        "numbers": array(send.claim.number for send in finished),
        "starts": array(outcome.started_at.isoformat() for outcome in outcomes),
        "outcomes": array(_outcome_value(outcome) for outcome in outcomes),
        "statuses": array(outcome.status for outcome in outcomes),
        "ms": array(outcome.ms for outcome in outcomes),
        "errors": array(outcome.error or '""' for outcome in outcomes),
        # A list, not a literal: a receiver's text needs quoting.
        "bodies": [outcome.body for outcome in outcomes],
    }
    return {row[0] for row in fetch_rows(_RECORD_ATTEMPTS, values)}


def _outcome_value(outcome: SendOutcome) -> str:
    return str(Attempt.Outcome.DELIVERED if outcome.delivered else Attempt.Outcome.FAILED)


def _save_health(endpoint: Endpoint, now: datetime) -> None:
    endpoint.save(update_fields=["state", *_HEALTH_FIELDS])
    if endpoint.state == Endpoint.State.DISABLED and endpoint.fails:
        Delivery.objects.filter(endpoint=endpoint, state=State.PENDING).update(state=State.HELD)
        since = endpoint.failing_since or now
        create_notice(endpoint, Notice.Kind.DISABLED, endpoint.disabled_because, since)


def _notify_exhausted(send: FinishedSend, endpoint: Endpoint, now: datetime) -> None:
    detail = f"delivery {send.claim.delivery} stopped after {send.claim.failures + 1} failures"
    create_notice(endpoint, Notice.Kind.EXHAUSTED, detail, endpoint.failing_since or now)
