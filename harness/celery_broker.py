"""Point the messages of this process at another broker."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from celery import current_app

from core import task_queue


@contextmanager
def sending_to(address: str) -> Iterator[None]:
    """Send and read over the broker at `address`; after it exactly as before.

    Celery answers for the broker that it reads or writes with the general one where no other is
    set: a patch of one name after another would keep the first one's value as that of the others.
    """
    others = dict.fromkeys(("broker_url", "broker_read_url", "broker_write_url"), address)
    assert current_app.conf.broker_url  # reads the settings, which a test may have changed
    with patch.dict(current_app.conf.changes, others):
        task_queue.breaker.close()
        try:
            yield
        finally:
            task_queue.breaker.close()
