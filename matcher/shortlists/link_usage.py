"""How often each link was followed, and when last: counted in memory, written by the thread that
writes the usage of keys, because reading a link must not pay for a write.
"""

import datetime as dt
import threading

from django.db import connection
from django.utils import timezone

from firms import usage

# In the order of ids, so that two processes never wait for each other.
_ADD = """
UPDATE matcher_sharedlink SET
    uses = matcher_sharedlink.uses + new.uses,
    last_used_at = GREATEST(matcher_sharedlink.last_used_at, new.last_at)
FROM (
    SELECT l.id, n.uses, n.last_at
    FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[]) AS n (id, uses, last_at)
    JOIN matcher_sharedlink l ON l.id = n.id
    ORDER BY l.id FOR NO KEY UPDATE OF l
) new
WHERE matcher_sharedlink.id = new.id
"""
_pending: dict[int, tuple[int, dt.datetime]] = {}
_lock = threading.Lock()


def count_use(link: int) -> None:
    """Count that the link was followed now."""
    _add({link: (1, timezone.now())})


def flush() -> int:
    """Write the counts and return how many links they are of; on an error they are kept."""
    with _lock:
        batch = dict(_pending)
        _pending.clear()
    if not batch:
        return 0
    try:
        with connection.cursor() as cursor:
            rows = [(pk, uses, last) for pk, (uses, last) in batch.items()]
            cursor.execute(_ADD, [list(column) for column in zip(*rows, strict=True)])
    except BaseException:
        _add(batch)
        raise
    return len(batch)


def _add(counts: dict[int, tuple[int, dt.datetime]]) -> None:
    with _lock:
        for link, (uses, last) in counts.items():
            before = _pending.get(link)
            _pending[link] = (uses, last) if before is None else (before[0] + uses, last)


usage.also_write(flush)
