"""DuckDB: the base table joined to both sides, and the ten greatest keys of each maker."""

from typing import Any

import duckdb
import numpy as np

from benchmarks.engines import base
from benchmarks.rows import best_of
from matcher.matches.parties import Ints, MatchTables, PartyGroups
from matcher.matches.top_matches import Keys


def lists(
    tables: MatchTables, askers: PartyGroups, rows: Ints, others: PartyGroups, k: int
) -> tuple[float, Keys]:
    """Seconds for the rows' lists, best of two, and their keys in the order of the rows."""
    asked = base.chosen(tables, askers, rows)
    with duckdb.connect(config={"threads": 1}) as db:
        for name, side in (("makers", asked), ("providers", others)):
            _load(db, name, base.columns(side))
        pairs = base.base(tables, asked, others)
        _load(db, "base", dict(zip(("maker", "provider", "points"), pairs.T, strict=True)))
        query = QUERY.format(
            k=k, earned=base.earned("m", "p").format(as_bits=""), city=base.same_city("m", "p")
        )
        seconds, found = best_of(2, lambda: db.execute(query).fetchall())
    best = dict(found)
    keys = np.zeros((len(rows), k), np.uint64)
    for place, pk in enumerate(askers.parties.ids[rows].tolist()):
        keys[place, : len(best.get(pk, ()))] = best.get(pk, ())
    return seconds, keys


QUERY = """
    SELECT m.id, max((b.points + p.quality + {city} + {earned}) * 4294967296
                     + (4294967295 - p.id), {k})
    FROM makers m JOIN base b ON b.maker = m.grp JOIN providers p ON p.grp = b.provider
    GROUP BY m.id
"""


def _load(db: Any, name: str, columns: dict[str, Any]) -> None:
    given = {column: np.ascontiguousarray(values) for column, values in columns.items()}
    db.register("given", given)
    db.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
    db.unregister("given")
