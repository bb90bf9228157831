"""How many partners have a key, for the keys that very many have: what PostgreSQL knows of them."""

from __future__ import annotations

import time
from collections.abc import Mapping

from django.db import connection

# A key with more partners than these is read band by band, not at once.
FEW = 1_000
# The counts decide how a key is read, never what is found, so they may be old.
_KEPT_SECONDS = 300.0
_COUNTS = """
    SELECT one.key, (one.share * class.reltuples)::bigint
    FROM pg_stats stats
    JOIN pg_class class ON class.oid = 'partners_searchentry'::regclass
    CROSS JOIN LATERAL unnest(
        stats.most_common_elems::text::int[], stats.most_common_elem_freqs
    ) AS one(key, share)
    WHERE stats.schemaname = class.relnamespace::regnamespace::text
        AND stats.tablename = 'partners_searchentry' AND stats.attname = 'keys'
        AND one.key IS NOT NULL AND one.share * class.reltuples > %s
"""


class KeyCounts:
    """Key -> number of partners, of keys that more than `FEW` have; read anew after five minutes.

    PostgreSQL knows them since it last analysed the table.
    """

    def __init__(self) -> None:
        self._counts: Mapping[int, int] = {}
        self._read_at = float("-inf")

    def get(self) -> Mapping[int, int]:
        if time.monotonic() - self._read_at > _KEPT_SECONDS:
            with connection.cursor() as cursor:
                cursor.execute(_COUNTS, [FEW])
                self._counts = dict(cursor.fetchall())
            self._read_at = time.monotonic()
        return self._counts


key_counts = KeyCounts()
