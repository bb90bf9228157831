"""The health of an endpoint: circuit breaker, throttling and disabling. Pure functions."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from webhooks.sending import backoff
from webhooks.sending.send_outcome import SendOutcome

# Consecutive failures of the endpoint itself that open the breaker. Five: one restart of a
# receiver may fail the four sends that an endpoint has in flight by default.
FAILURES_TO_OPEN = 5
# The breaker's first and longest open time; each failed probe doubles it.
OPEN_SECONDS, MAX_OPEN_SECONDS = 30.0, 900.0
DEFAULT_THROTTLE_SECONDS = 5.0  # without a usable Retry-After
# Five days, longer than the retry schedule (75 h 35 min), and enough failures that a quiet
# endpoint is not disabled for one broken delivery.
DISABLE_AFTER = timedelta(hours=120)
DISABLE_AFTER_FAILURES = 10


@dataclass(frozen=True)
class EndpointHealth:
    """The health of an endpoint; each field has the name of its field of `Endpoint`.

    With `opened_at` set the breaker is open until `open_until`; then one probe may pass. An open
    breaker delays deliveries; it uses up no attempt and ends no delivery.

    With `unreadable_since` set no signing secret could be decrypted, and
    `webhooks.sending.holding` retries at `unreadable_retry_at`. Every send is signed, so any
    outcome clears both.
    """

    fails: int = 0
    failing_since: datetime | None = None
    last_success_at: datetime | None = None
    trips: int = 0
    opens: int = 0
    opened_at: datetime | None = None
    open_until: datetime | None = None
    throttled_until: datetime | None = None
    unreadable_since: datetime | None = None
    unreadable_retry_at: datetime | None = None
    disabled_because: str = ""


def next_health(health: EndpointHealth, outcome: SendOutcome, now: datetime) -> EndpointHealth:
    """Return the endpoint's health after a send with this outcome. `now` is the database's time."""
    if outcome.delivered:
        # A success clears all failures, but a Retry-After from a parallel send stays in force.
        return EndpointHealth(last_success_at=now, throttled_until=health.throttled_until)
    health = replace(
        health,
        fails=health.fails + 1,
        failing_since=health.failing_since or outcome.started_at,
        trips=health.trips + 1 if outcome.broken else 0,
        unreadable_since=None,
        unreadable_retry_at=None,
    )
    if outcome.throttling:
        health = _with_throttling(health, outcome, now)
    if outcome.gone:
        return replace(health, disabled_because="the receiver answered 410 Gone")
    if _must_be_disabled(health, now):
        return replace(health, disabled_because="nothing was delivered for five days")
    return _with_breaker(health, outcome, now)


def _must_be_disabled(health: EndpointHealth, now: datetime) -> bool:
    since = health.failing_since or now
    return health.fails >= DISABLE_AFTER_FAILURES and now - since > DISABLE_AFTER


def _with_throttling(health: EndpointHealth, outcome: SendOutcome, now: datetime) -> EndpointHealth:
    seconds = backoff.parse_retry_after(outcome.retry_after, now) or DEFAULT_THROTTLE_SECONDS
    until = now + timedelta(seconds=seconds)
    return replace(health, throttled_until=max(until, health.throttled_until or until))


def _with_breaker(health: EndpointHealth, outcome: SendOutcome, now: datetime) -> EndpointHealth:
    if health.opened_at is None and health.trips < FAILURES_TO_OPEN:
        return health
    # A send that began before the breaker opened carries no news: only the probe counts.
    if health.opened_at and outcome.started_at < (health.open_until or now):
        return health
    if not outcome.broken:
        return replace(health, opens=0, opened_at=None, open_until=None)
    seconds = min(OPEN_SECONDS * 2**health.opens, MAX_OPEN_SECONDS) * backoff.jitter()
    return replace(
        health,
        # Capped only to keep 2**opens small: MAX_OPEN_SECONDS is reached at 5.
        opens=min(health.opens + 1, 10),
        opened_at=health.opened_at or now,
        open_until=now + timedelta(seconds=seconds),
    )
