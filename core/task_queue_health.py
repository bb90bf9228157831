"""Whether the broker answers, and workers over it."""

import time

from celery import current_app
from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

_SECONDS, _KEPT = 0.5, 10.0
_last: dict[str, tuple[float, int | None]] = {}


def broker_client(seconds: float) -> Redis:
    """Return a client of the broker for one look: it waits for so many seconds at most to connect,
    and as long for an answer, and tries nothing twice.
    """
    return Redis.from_url(
        settings.CELERY_BROKER_URL,
        socket_timeout=seconds,
        socket_connect_timeout=seconds,
        retry=Retry(NoBackoff(), 0),
    )


def count_workers() -> int | None:
    """Return how many workers answer within half a second; None where the broker does not. A
    process keeps the count for ten seconds, so that a page opened again does not wait again.
    """
    at, count = _last.get("workers", (float("-inf"), None))
    if time.monotonic() - at > _KEPT:
        count = _ask()
        _last["workers"] = time.monotonic(), count
    return count


def _ask() -> int | None:
    # Without a limit kombu would try to connect for as long as the broker is away.
    options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, "max_retries": 1}
    try:
        with current_app.connection(transport_options=options) as connection:
            return len(current_app.control.ping(timeout=_SECONDS, connection=connection) or ())
    except Exception:  # brokers raise errors of many unrelated classes
        return None
