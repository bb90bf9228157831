"""Whether workers answer over the broker."""

import time

from celery import current_app
from django.conf import settings

_SECONDS, _KEPT = 0.5, 10.0
_last: dict[str, tuple[float, int | None]] = {}


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
