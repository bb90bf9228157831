"""PostgreSQL asked the whole: postings by sector, grouped by cohort, looked up, joined, cut."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import numpy as np

from benchmarks.engines import postgres_shortlist
from benchmarks.engines.whole import Brief, postings, value_of_needs
from benchmarks.synthetic_data.loading import copy_numbers
from matcher.index.columns import Columns
from matcher.index.csr import Longs
from matcher.scoring.coverage import Coverage


class Engine(postgres_shortlist.Session):
    """The partners in the order of their cohorts, the postings by sector."""

    tables = "census, wide, postings"

    def __init__(self, columns: Columns, around: Coverage) -> None:
        super().__init__(columns)
        self.widen(columns)
        copy_numbers(self.cursor, "postings", postings(columns, around), "UNLOGGED")
        self.run("CREATE INDEX ON postings (sector); ANALYZE postings")

    def forms(self, brief: Brief) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Ways to ask: each sends the brief's tables with its question."""
        arrays = partial(self._arrays, brief)
        yield "arrays", arrays
        yield "arrays, sectors by GIN", partial(self._arrays, brief, "wide")
        yield "joins", partial(self._joins, brief)
        self.run("SET enable_hashjoin = off; SET enable_mergejoin = off")
        yield "arrays, seats by their index", arrays
        self.run("RESET enable_hashjoin; RESET enable_mergejoin")

    def _arrays(self, brief: Brief, table: str = "census") -> list[tuple[int, int]]:
        """The brief's tables in the words of the query; the points by position in arrays."""
        cohorts = _seats(brief, "get_byte(s.cells, p.place)")
        worth = {name: f"({_array(points)})" for name, points in brief.worth.items()}
        points = " + ".join(
            f"{worth[name]}[{value}]"
            for name, value in (("needs", _needs(brief)), ("priority", "m.priority"),
                                ("around", "m.around"))
        )  # fmt: skip
        facts = [f"({_array(look.points)})[c.{look.column}]" for look in brief.looks]
        where = [
            f"({_array(np.where(look.passes, look.points, -1))})[c.{look.column}] >= 0"
            for look in brief.looks
            if not look.passes.all()
        ]
        if table == "wide":
            where.append(f"c.sectors && '{{{','.join(map(str, brief.sectors.tolist()))}}}'")
        scored = f"SELECT m.seat, {points} AS points FROM ({cohorts}) m"
        only = f"WHERE {' AND '.join(where)}" if where else ""
        return self.ask(
            f"SELECT {' + '.join(['f.points', *facts])} AS total, c.id FROM ({scored}) f "
            f"JOIN {table} c ON c.seat = f.seat {only} ORDER BY 1 DESC, 2 LIMIT {brief.limit}"
        )

    def _joins(self, brief: Brief) -> list[tuple[int, int]]:
        """The brief's tables as temporary tables, joined."""
        self._table("cells", brief.cells())
        for name, points in brief.worth.items():
            self._table(f"of_{name}", {"number": np.arange(len(points)), "points": points})
        for look in brief.looks:
            numbers = np.flatnonzero(look.passes)
            table = {"number": numbers, "points": look.points[numbers]}
            self._table(f"of_{look.column}", table)
        cohorts = _seats(brief, "c.priority", " JOIN cells c USING (sector, place)")
        scored = (
            f"SELECT m.seat, of_needs.points + of_priority.points + of_around.points AS points "
            f"FROM ({cohorts}) m JOIN of_needs ON of_needs.number = {_needs(brief)} "
            "JOIN of_priority ON of_priority.number = m.priority "
            "JOIN of_around ON of_around.number = m.around"
        )
        columns = [look.column for look in brief.looks]
        points = " + ".join(["f.points", *(f"of_{one}.points" for one in columns)])
        facts = " ".join(f"JOIN of_{one} ON of_{one}.number = c.{one}" for one in columns)
        return self.ask(
            f"SELECT {points} AS total, c.id FROM ({scored}) f JOIN census c ON c.seat = f.seat "
            f"{facts} ORDER BY 1 DESC, 2 LIMIT {brief.limit}"
        )

    def _table(self, name: str, columns: dict[str, Longs]) -> None:
        self.run(f"DROP TABLE IF EXISTS pg_temp.{name}")
        copy_numbers(self.cursor, name, columns)


def _seats(brief: Brief, priority: str, more: str = "") -> str:
    """The cohorts that fit, with the highest that is said of each. Of each fitting sector a row:
    its levels, and its priority at each place, a byte each.
    """
    rows = ", ".join(
        f"({sector}, {', '.join(map(str, levels))}, '\\x{bytes(cells).hex()}'::bytea)"
        for sector, levels, cells in zip(
            brief.sectors.tolist(), brief.levels.tolist(), brief.policy, strict=True
        )
    )
    levels = [f"level{need}" for need in brief.needs]
    highest = ", ".join(f"max(s.{level}) AS {level}" for level in levels)
    return (
        f"SELECT p.seat, {highest}, max({priority}) AS priority, max(p.around) AS around "
        f"FROM postings p JOIN (VALUES {rows}) s (sector, {', '.join(levels)}, cells) "
        f"USING (sector){more} GROUP BY p.seat"
    )


def _needs(brief: Brief) -> str:
    levels = [f"m.level{need}" for need in brief.needs]
    return value_of_needs(f"greatest({', '.join(levels)})", f"({' + '.join(levels)})", len(levels))


def _array(points: Iterable[int]) -> str:
    """Points from position 0."""
    numbers = list(points)
    return f"'[0:{len(numbers) - 1}]={{{','.join(map(str, numbers))}}}'::int[]"
