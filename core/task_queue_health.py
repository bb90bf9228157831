"""Whether workers answer over the broker."""

from celery import current_app
from django.conf import settings
from django.core.cache import cache

_SECONDS, _KEPT = 0.5, 10


def count_workers() -> int | None:
    """Return how many workers answer within half a second; None where the broker does not. The
    count is kept for ten seconds, so that a page that is opened again does not wait again.
    """
    kept: tuple[int | None] | None = cache.get("workers that answer")
    if kept is None:
        kept = (_ask(),)
        cache.set("workers that answer", kept, _KEPT)
    return kept[0]


def _ask() -> int | None:
    # Without a limit kombu would try to connect for as long as the broker is away.
    options = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS, "max_retries": 1}
    try:
        with current_app.connection(transport_options=options) as connection:
            return len(current_app.control.ping(timeout=_SECONDS, connection=connection))
    except Exception:  # brokers raise errors of many unrelated classes
        return None
