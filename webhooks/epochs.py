"""Epochs of the event stream: a restore from a backup must use no event number again.

Clients keep the number of the last event that they read. After a restore the counter stands where
it stood at the backup, and new events would get numbers that clients have read already.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core import counters
from webhooks.models import StreamEpoch

# By the clock, because a second restore of one backup knows nothing of the first: all earlier
# numbers are below, as long as fewer events a second are emitted than the clock counts. Numbers
# stay below 10 to the 15th, which every client reads exactly, until 2057.
_ORIGIN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_NUMBERS_A_SECOND = 1_000_000


@transaction.atomic
def raise_epoch() -> StreamEpoch:
    """Let the event numbers go on after all that were ever given; cursors in between are refused.

    To be called after a restore, before any process of the service runs on the database.
    """
    counters.hold("event")
    ended = counters.current("event")
    elapsed = int((timezone.now() - _ORIGIN).total_seconds())
    begins = max(elapsed * _NUMBERS_A_SECOND, ended + 2)
    counters.take("event", begins - ended)
    return StreamEpoch.objects.create(ended=ended, begins=begins)
