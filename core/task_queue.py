"""Enqueue tasks after the commit. A lost message only delays work: the sweep finds the row."""

import structlog
from celery import current_app
from django.db import transaction

log = structlog.get_logger(__name__)


def enqueue(task: str, *keys: str) -> None:
    """Send the task with its keys once the caller's transaction is committed.

    A failure of the broker is logged and not raised: the caller's change is committed already.
    """

    def send() -> None:
        try:
            # No retry: it would hold the request for seconds while the broker is away.
            current_app.send_task(task, keys, retry=False)
        except Exception as fault:  # brokers raise errors of many unrelated classes
            log.warning(
                "the message was not sent; the sweep will find the row",
                task=task,
                fault=repr(fault),
            )

    # Robust: an error here must not stop the other callbacks of the commit.
    transaction.on_commit(send, robust=True)
