"""Ring for work after the commit. A ring that is lost costs seconds: the sweep finds the row."""

import structlog
from celery import current_app
from django.db import transaction

log = structlog.get_logger(__name__)
ANSWER, SWEEP = "matcher.answer", "matcher.sweep"
SNAPSHOT = "matcher.snapshot"
MATCH, MATCH_SWEEP = "matcher.match", "matcher.match_sweep"


def ring(task: str, *keys: str) -> None:
    """Send the task of that name its keys once the caller's transaction is committed; no failure
    of the broker reaches the caller.
    """

    def now() -> None:
        try:
            current_app.send_task(task, keys, retry=False)
        except Exception as fault:  # the broker's faults come in many classes
            log.warning("nobody heard the ring; the sweep will", task=task, fault=repr(fault))

    transaction.on_commit(now, robust=True)
