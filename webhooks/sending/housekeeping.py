"""A thread beside the sending that reclaims expired leases and mails owners."""

import threading

import structlog
from django.db import connection

from webhooks.endpoints.owner_notices import mail_due_notices
from webhooks.sending import lease_sweep

log = structlog.get_logger(__name__)


class Housekeeping(threading.Thread):
    """Run housekeeping every `interval` seconds. A fault is logged and the round repeated."""

    def __init__(self, interval: float) -> None:
        super().__init__(name="webhook-housekeeping", daemon=True)
        self._interval = interval
        self._stopping = threading.Event()

    def stop(self) -> None:
        """End the thread."""
        self._stopping.set()
        self.join(timeout=5)

    def run(self) -> None:
        while not self._stopping.wait(self._interval):
            try:
                run_housekeeping()
            except Exception as fault:  # the rows hold the work: the next round finds it
                log.warning("housekeeping failed", fault=repr(fault))
            finally:
                connection.close()


def run_housekeeping() -> None:
    """Run one round: expired leases, deliveries to inactive endpoints, notices."""
    if swept := lease_sweep.reclaim_expired_leases():
        log.warning("reclaimed expired leases", deliveries=swept)
    lease_sweep.stop_deliveries_to_inactive_endpoints()
    mail_due_notices()
