"""`Prefer: wait=N`: hold a response until the answer exists, without blocking other requests."""

import re
import threading
import time
from collections.abc import Callable

from django.db import connection
from rest_framework.request import Request

MAX_SECONDS = 10.0
# Half of the 16 threads of a process, so that waiting requests never block the others.
_waiting_slots = threading.BoundedSemaphore(8)
_WAIT = re.compile(r'(?:^|[,;])\s*wait\s*=\s*"?(\d{1,6})"?\s*(?:$|[,;])', re.IGNORECASE)
# Most answers arrive within a second; the longest pause bounds the delay after the answer.
_FIRST_PAUSE, _LAST_PAUSE = 0.1, 0.25


def wait_seconds(request: Request) -> float | None:
    """Return the seconds that the caller wants to wait, at most `MAX_SECONDS`; None without the
    preference.
    """
    found = _WAIT.search(request.headers.get("Prefer", ""))
    return min(float(found[1]), MAX_SECONDS) if found else None


def wait_until(done: Callable[[], bool], seconds: float) -> bool:
    """Poll `done` until it is true or the time is over, without a database connection in between.

    Returns False when the time is over, or at once when too many requests wait already.
    """
    if not _waiting_slots.acquire(blocking=False):
        return False
    try:
        return _poll(done, time.monotonic() + seconds)
    finally:
        _waiting_slots.release()


def _poll(done: Callable[[], bool], deadline: float) -> bool:
    pause = _FIRST_PAUSE
    while True:
        found = done()
        # A waiting thread must not hold a connection: waiting requests could otherwise use up the
        # pool.
        connection.close()
        left = deadline - time.monotonic()
        if found or left <= 0:
            return found
        time.sleep(min(pause, left))
        pause = min(pause * 1.3, _LAST_PAUSE)
