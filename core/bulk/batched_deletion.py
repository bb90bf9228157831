"""Delete many rows in small transactions, so that nobody waits for the whole."""

import time
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

BATCH_SIZE = 1_000


def delete_in_batches(old: QuerySet[Any], end: float, size: int | None = None) -> int:
    """Delete the rows of an ordered queryset batch by batch, until none is left or `end`, a time of
    `time.monotonic()`, is over; return how many. `size`: of a batch, where rows have many others
    that are deleted with them.
    """
    deleted, most = 0, size or BATCH_SIZE
    while time.monotonic() < end:
        found, count = _delete_batch(old, most)
        deleted += count
        if found < most:
            break
    return deleted


@transaction.atomic
def _delete_batch(old: QuerySet[Any], most: int) -> tuple[int, int]:
    """The rows that were found, and those of them that were deleted."""
    # Rows locked by a concurrent run are left to it.
    found = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:most])
    # Asked again: what keeps a row may have been committed between the search and the lock.
    still = list(old.filter(pk__in=found).values_list("pk", flat=True))
    old.model._default_manager.filter(pk__in=still).delete()
    return len(found), len(still)
