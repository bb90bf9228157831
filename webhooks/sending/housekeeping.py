"""Beside the sending, in a thread of its own: sweep, and mail what owners must know."""

import threading

import structlog
from django.db import connection

from webhooks.endpoints import owner_notices
from webhooks.sending import lease_sweep

log = structlog.get_logger(__name__)


class Housekeeping(threading.Thread):
    """Every so many seconds until it is stopped. A fault is logged and tried again."""

    def __init__(self, every: float) -> None:
        super().__init__(name="webhook-housekeeping", daemon=True)
        self._every = every
        self._leave = threading.Event()

    def stop(self) -> None:
        """End the thread."""
        self._leave.set()
        self.join(timeout=5)

    def run(self) -> None:
        while not self._leave.wait(self._every):
            try:
                tidy()
            except Exception as fault:  # the database is away: the next round finds it all
                log.warning("housekeeping failed", fault=repr(fault))
            finally:
                connection.close()


def tidy() -> None:
    """One round."""
    if swept := lease_sweep.sweep():
        log.warning("swept", deliveries=swept)
    lease_sweep.hold_strays()
    owner_notices.send_due()
