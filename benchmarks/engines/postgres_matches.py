"""PostgreSQL: for each maker a LATERAL top-10 over the base table of its group."""

from typing import Any

import numpy as np

from benchmarks.engines import base
from benchmarks.rows import best_of
from matcher.matches.parties import Ints, MatchTables, PartyGroups
from matcher.matches.top_matches import Keys, match_keys


def lists(
    tables: MatchTables, askers: PartyGroups, rows: Ints, others: PartyGroups, k: int
) -> tuple[float, Keys]:
    """Seconds for the rows' lists, best of two, and their keys in the order of the rows. Within
    `own_servers`.
    """
    asked = base.chosen(tables, askers, rows)
    from django.db import connection

    with connection.cursor() as cursor:
        _fill(cursor, tables, asked, others)
        query = QUERY.format(
            k=k,
            earned=base.earned("m", "p").format(as_bits="::int::bit(32)"),
            city=base.same_city("m", "p"),
        )
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        seconds, listed = best_of(2, lambda: _ask(cursor, query))
    keys = np.zeros((len(rows), k), np.uint64)
    for place, pk in enumerate(askers.parties.ids[rows].tolist()):
        best = np.array(listed[pk], np.int64).reshape(-1, 2)
        keys[place, : len(best)] = match_keys(best[:, 0], best[:, 1].astype(np.uint32))
    return seconds, keys


QUERY = """
    SELECT m.id, best.points, best.id FROM makers m CROSS JOIN LATERAL (
        SELECT p.id, b.points + p.quality + {city} + {earned} AS points
        FROM base b JOIN providers p ON p.grp = b.provider
        WHERE b.maker = m.grp ORDER BY 2 DESC, 1 LIMIT {k}
    ) best ORDER BY m.id, best.points DESC, best.id
"""


def _ask(cursor: Any, query: str) -> dict[int, list[tuple[int, int]]]:
    cursor.execute(query)
    found: dict[int, list[tuple[int, int]]] = {}
    for pk, points, other in cursor.fetchall():
        found.setdefault(pk, []).append((points, other))
    return found


def _fill(cursor: Any, tables: MatchTables, makers: PartyGroups, providers: PartyGroups) -> None:
    for name, side in (("makers", makers), ("providers", providers)):
        cursor.execute(
            f"DROP TABLE IF EXISTS {name}; CREATE TABLE {name} "
            "(id int, grp int, city int, lane0 int, lane1 int, quality int)"
        )
        with cursor.copy(f"COPY {name} FROM STDIN") as copy:
            for row in np.stack(list(base.columns(side).values()), axis=1).tolist():
                copy.write_row(row)
    cursor.execute(
        "DROP TABLE IF EXISTS base; CREATE TABLE base (maker int, provider int, points int)"
    )
    with cursor.copy("COPY base FROM STDIN") as copy:
        for row in base.base(tables, makers, providers).tolist():
            copy.write_row(row)
    cursor.execute("CREATE INDEX ON base (maker) INCLUDE (provider, points)")
    cursor.execute("CREATE INDEX ON providers (grp)")
    for name in ("makers", "providers", "base"):
        cursor.execute(f"VACUUM ANALYZE {name}")
