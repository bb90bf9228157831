"""Epochs of the event stream: a restore from a backup must use no event number again.

Clients keep the number of the last event that they read. After a restore the counter stands where
it stood at the backup, and new events would get numbers that clients have read already.
"""

from django.db import connection, transaction

from webhooks.models import StreamEpoch
from webhooks.stream.epoch_sql import RAISE_EPOCH


@transaction.atomic
def raise_epoch() -> StreamEpoch:
    """Let the event numbers go on after all that were ever given; cursors in between are refused.

    To be called where a database was put back by other means than `manage.py restore`, which does
    the same, before any process of the service runs on it.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"{RAISE_EPOCH} RETURNING ended")
        (ended,) = cursor.fetchone()
    return StreamEpoch.objects.get(pk=ended)
