"""DuckDB asked the whole: postings grouped by seat, joined to partners and facts, cut."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from benchmarks.engines import duck_shortlist
from benchmarks.engines.whole import Brief, postings, value_of_needs
from matcher.scoring.columns import Columns
from matcher.scoring.surroundings import Surroundings


class Engine(duck_shortlist.Session):
    """The partners as one table, sorted by seat; the postings as one, by sector."""

    def __init__(self, columns: Columns, around: Surroundings) -> None:
        super().__init__(columns)
        self.fill("postings", postings(columns, around))

    def forms(self, brief: Brief) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Ways to ask: each fills the brief's tables with its question."""
        for how, first in (("joins", False), ("seats first", True)):
            yield f"{how}, one table of sectors and places", partial(self._whole, brief, first, True)
            yield f"{how}, a table each", partial(self._whole, brief, first, False)

    def _whole(self, brief: Brief, first: bool, one: bool) -> list[tuple[int, int]]:
        levels = {f"level{need}": brief.levels[:, need].astype(np.int32) for need in brief.needs}
        cells = {name: values.astype(np.int32) for name, values in brief.cells().items()}
        if one:
            places = brief.policy.shape[1]
            cells |= {name: np.repeat(each, places) for name, each in levels.items()}
        else:
            self.fill("answers", {"sector": brief.sectors.astype(np.int32)} | levels)
        self.fill("cells", cells)
        for name, points in brief.worth.items():
            self.fill(f"of_{name}", {"number": np.arange(256, dtype=np.int32),
                                     "points": points.astype(np.int32)})  # fmt: skip
        for look in brief.looks:
            numbers = np.flatnonzero(look.passes)
            self.fill(f"of_{look.column}", {"number": numbers.astype(np.int32),
                                            "points": look.points[numbers].astype(np.int32)})  # fmt: skip
        return self.ask(_query(brief, first, one))


def _query(brief: Brief, first: bool, one: bool) -> str:
    levels = [f"level{need}" for need in brief.needs]
    highest = ", ".join(f"max({name}) AS {name}" for name in (*levels, "priority", "around"))
    answers = "" if one else " JOIN answers USING (sector)"
    value = value_of_needs(f"greatest({', '.join(levels)})", f"({' + '.join(levels)})",
                           len(levels), "//")  # fmt: skip
    columns = [look.column for look in brief.looks]
    points = " + ".join(["c.points", *(f"of_{name}.points" for name in columns)])
    facts = " ".join(f"JOIN of_{name} ON of_{name}.number = c.{name}" for name in columns)
    return (
        f"WITH m AS (SELECT seat, {highest} FROM postings JOIN cells USING (sector, place){answers}"
        " GROUP BY seat), f AS (SELECT m.seat, "
        "of_needs.points + of_priority.points + of_around.points AS points FROM m "
        f"JOIN of_needs ON of_needs.number = {value} "
        "JOIN of_priority ON of_priority.number = m.priority "
        "JOIN of_around ON of_around.number = m.around), "
        f"c AS {'MATERIALIZED' if first else 'NOT MATERIALIZED'} "
        "(SELECT census.*, f.points FROM census JOIN f ON f.seat = census.seat) "
        f"SELECT {points} AS total, c.id FROM c {facts} ORDER BY 1 DESC, 2 LIMIT {brief.limit}"
    )
