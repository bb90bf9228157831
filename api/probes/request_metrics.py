"""The requests that this process answered, and its connections to the database.

Labels are few: a route is the pattern of an address, never an address.
"""

from django.db import connection
from prometheus_client import Gauge, Histogram

from core.monitoring.registry import REGISTRY

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_REQUESTS = Histogram(
    "ronghe_request_duration_seconds",
    "Duration of requests by route, method and class of status; `none` is no route of ours.",
    ("route", "method", "status"),
    buckets=_SECONDS,
    registry=REGISTRY,
)
_POOL = Gauge(
    "ronghe_database_pool_connections",
    "Connections of the web processes' pools, after the last request of each: used or idle.",
    ("state",),
    multiprocess_mode="livesum",
    registry=REGISTRY,
)
_WAITING = Gauge(
    "ronghe_database_pool_waiting",
    "Threads that waited for a connection, after the last request of each web process.",
    multiprocess_mode="livesum",
    registry=REGISTRY,
)


def observe_request(*, route: str, method: str, status: int, seconds: float) -> None:
    """Count an answered request, and note how the pool stands after it."""
    known = method if method in METHODS else "other"
    _REQUESTS.labels(route or "none", known, f"{status // 100}xx").observe(seconds)
    pool = connection.pool  # type: ignore[attr-defined]  # of PostgreSQL's wrapper
    if pool is None:
        return
    found = pool.get_stats()
    size, idle = found.get("pool_size", 0), found.get("pool_available", 0)
    _POOL.labels("used").set(size - idle)
    _POOL.labels("idle").set(idle)
    _WAITING.set(found.get("requests_waiting", 0))
