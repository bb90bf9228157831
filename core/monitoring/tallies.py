"""Totals that workers and senders count, which no scrape reaches: rows of PostgreSQL.

They are counted in the transaction of what they count, so a rollback takes the count back, and a
killed process loses none. Each process adds to rows of its own number, so that no process waits
for the transaction of another.
"""

import os
from collections import defaultdict
from collections.abc import Mapping

from django.db import connection

# Two processes whose ids agree modulo this number share rows, and only wait for each other.
SHARDS = 64
_ADD = """
INSERT INTO core_tally (name, shard, total)
SELECT name, %s, added FROM unnest(%s::text[], %s::bigint[]) AS new (name, added) ORDER BY name
ON CONFLICT (name, shard) DO UPDATE SET total = core_tally.total + excluded.total
"""


def add(counts: Mapping[str, int]) -> None:
    """Add to the totals of these names. One query, none where nothing was counted."""
    counted = {name: count for name, count in counts.items() if count}
    if not counted:
        return
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [os.getpid() % SHARDS, list(counted), list(counted.values())])


def totals(kind: str) -> Mapping[str, int]:
    """Return the totals of a kind by what follows it in the name: of `answers:revised`, revised."""
    found: dict[str, int] = defaultdict(int)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT split_part(name, ':', 2), sum(total) FROM core_tally"
            " WHERE split_part(name, ':', 1) = %s GROUP BY 1",
            [kind],
        )
        found.update({name: int(total) for name, total in cursor.fetchall()})
    return found
