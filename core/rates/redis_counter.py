"""Counters of requests in Redis, by which rates are limited.

The service does not depend on Redis for this: if Redis fails, no request is refused, and for some
seconds Redis is not asked again, so that no request waits for its timeout.
"""

from django.core.cache import caches
from prometheus_client import Counter

from core.monitoring.circuit_breaker import CircuitBreaker
from core.monitoring.registry import REGISTRY

_UNCOUNTED = Counter(
    "ronghe_requests_uncounted",
    "Requests that were not rate-limited because Redis was unavailable.",
    registry=REGISTRY,
)


breaker = CircuitBreaker("requests are not counted: no rate limit applies")


def increment(name: str, seconds: int) -> int | None:
    """Increment the counter of this name and return it; None if Redis is unavailable. The counter
    expires two windows later.
    """
    if not breaker.is_open():
        try:
            # Twice the window: a request at its very end must still find the counter.
            return _increment_in_redis(name, 2 * seconds)
        except Exception as fault:  # Redis' faults come in many classes; none may refuse anybody
            breaker.open(fault=repr(fault))
    _UNCOUNTED.inc()
    return None


def _increment_in_redis(name: str, seconds: int) -> int:
    store = caches["rates"]
    # ADD and INCR are atomic in Redis, so each of many concurrent requests gets its own number.
    return 1 if store.add(name, 1, seconds) else store.incr(name)
