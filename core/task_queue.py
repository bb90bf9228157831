"""Enqueue work after the commit. A lost message costs seconds: the sweep finds the row."""

import structlog
from celery import current_app
from django.db import transaction

log = structlog.get_logger(__name__)


def enqueue(task: str, *keys: str) -> None:
    """Send the task of that name its keys once the caller's transaction is committed; no failure
    of the broker reaches the caller.
    """

    def send() -> None:
        try:
            current_app.send_task(task, keys, retry=False)
        except Exception as fault:  # the broker's faults come in many classes
            log.warning(
                "the message was not sent; the sweep will find the row",
                task=task,
                fault=repr(fault),
            )

    transaction.on_commit(send, robust=True)
