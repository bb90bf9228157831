"""Delete sessions that have expired, and what is kept of the browsers that held them.

An expired session is refused anyway; its row, and the address and name of the browser, are of no
further use.
"""

import time

import structlog
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from core.bulk.batched_deletion import delete_in_batches

_TIME_LIMIT = 60.0  # seconds a run; the time limit of a task is 120
log = structlog.get_logger(__name__)


def prune_sessions() -> int:
    """Delete expired sessions, the oldest first, and then the browsers of sessions that are no
    more; return how many sessions. Works in small transactions for at most a minute.
    """
    end = time.monotonic() + _TIME_LIMIT
    expired = Session.objects.filter(expire_date__lt=Now()).order_by("expire_date")
    sessions = delete_in_batches(expired, end)
    live = Session.objects.filter(session_key=OuterRef("session_key"))
    # A log-in writes the browser a moment after the session, in one transaction.
    browsers = delete_in_batches(UserSession.objects.filter(~Exists(live)).order_by("pk"), end)
    if sessions or browsers:
        log.info("pruned sessions", sessions=sessions, browsers=browsers)
    return sessions
