"""PostgreSQL: postings by sector, grouped by cohort, looked up, joined to the partners, cut."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Self

import numpy as np

from benchmarks.engines.brief_tables import BriefTables, partner_columns, postings, value_of_needs
from benchmarks.synthetic_data.loading import copy_numbers
from matcher.index.columns import Columns
from matcher.index.csr import Longs
from matcher.scoring.coverage import Coverage


class Engine:
    """The partners in the order of their cohorts and the postings by sector, in a session that uses
    one core.
    """

    name = "PostgreSQL"

    def __init__(self, columns: Columns, around: Coverage) -> None:
        from django.db import connection

        self.cursor = connection.cursor()
        self.run("SELECT pg_backend_pid()")
        self.process = int(self.cursor.fetchone()[0])
        self.run(
            "SET max_parallel_workers_per_gather = 0; SET jit = off; SET work_mem = '256MB';"
            "SET statement_timeout = 0"
        )
        copy_numbers(self.cursor, "partners", partner_columns(columns), "UNLOGGED")
        self.run("CREATE INDEX ON partners (cohort); ANALYZE partners")
        self._create_wide(columns)
        copy_numbers(self.cursor, "postings", postings(columns, around), "UNLOGGED")
        self.run("CREATE INDEX ON postings (sector); ANALYZE postings")

    def _create_wide(self, columns: Columns) -> None:
        """The partners with the sectors that they offer, indexed by these, as `wide`."""
        cohorts = columns.cohorts
        lists = [columns.signatures[signature].tolist() for signature in cohorts.signature.tolist()]
        self.run("CREATE TEMP TABLE offering (cohort int, sectors int[])")
        with self.cursor.copy("COPY offering FROM STDIN") as copy:
            for row in enumerate(lists):
                copy.write_row(row)
        self.run(
            "CREATE UNLOGGED TABLE wide AS SELECT c.*, o.sectors FROM partners c JOIN offering o "
            "USING (cohort) ORDER BY cohort; CREATE INDEX ON wide USING gin (sectors); ANALYZE wide"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.run("DROP TABLE partners, wide, postings; DISCARD TEMP")
        self.cursor.close()

    def run(self, statement: str) -> None:
        self.cursor.execute(statement)

    def ask(self, query: str) -> list[tuple[int, int]]:
        self.cursor.execute(query)
        return list(self.cursor.fetchall())

    @staticmethod
    def read(answer: Any) -> tuple[Longs, Longs]:
        """(points, ids), best first."""
        points, ids = np.array(answer, np.int64).reshape(-1, 2).T
        return points, ids

    def forms(self, brief: BriefTables) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Ways to ask: each sends the brief's tables with its question."""
        arrays = partial(self._arrays, brief)
        yield "arrays", arrays
        yield "arrays, sectors by GIN", partial(self._arrays, brief, "wide")
        yield "joins", partial(self._joins, brief)
        self.run("SET enable_hashjoin = off; SET enable_mergejoin = off")
        yield "arrays, cohorts by their index", arrays
        self.run("RESET enable_hashjoin; RESET enable_mergejoin")

    def _arrays(self, brief: BriefTables, table: str = "partners") -> list[tuple[int, int]]:
        """The brief's tables in the words of the query; the points by position in arrays."""
        cohorts = _cohorts(brief, "get_byte(s.cells, p.place)")
        worth = {name: f"({_array(points)})" for name, points in brief.worth.items()}
        points = " + ".join(
            f"{worth[name]}[{value}]"
            for name, value in (("needs", _needs(brief)), ("priority", "m.priority"),
                                ("around", "m.around"))
        )  # fmt: skip
        facts = [f"({_array(fact.points)})[c.{fact.column}]" for fact in brief.facts]
        where = [
            f"({_array(np.where(fact.passes, fact.points, -1))})[c.{fact.column}] >= 0"
            for fact in brief.facts
            if not fact.passes.all()
        ]
        if table == "wide":
            where.append(f"c.sectors && '{{{','.join(map(str, brief.sectors.tolist()))}}}'")
        scored = f"SELECT m.cohort, {points} AS points FROM ({cohorts}) m"
        only = f"WHERE {' AND '.join(where)}" if where else ""
        return self.ask(
            f"SELECT {' + '.join(['f.points', *facts])} AS total, c.id FROM ({scored}) f "
            f"JOIN {table} c ON c.cohort = f.cohort {only} ORDER BY 1 DESC, 2 LIMIT {brief.limit}"
        )

    def _joins(self, brief: BriefTables) -> list[tuple[int, int]]:
        """The brief's tables as temporary tables, joined."""
        self._table("cells", brief.cells())
        for name, worth in brief.worth.items():
            self._table(f"of_{name}", {"number": np.arange(len(worth)), "points": worth})
        for fact in brief.facts:
            numbers = np.flatnonzero(fact.passes)
            table = {"number": numbers, "points": fact.points[numbers]}
            self._table(f"of_{fact.column}", table)
        cohorts = _cohorts(brief, "c.priority", " JOIN cells c USING (sector, place)")
        scored = (
            f"SELECT m.cohort, of_needs.points + of_priority.points + of_around.points AS points "
            f"FROM ({cohorts}) m JOIN of_needs ON of_needs.number = {_needs(brief)} "
            "JOIN of_priority ON of_priority.number = m.priority "
            "JOIN of_around ON of_around.number = m.around"
        )
        columns = [fact.column for fact in brief.facts]
        points = " + ".join(["f.points", *(f"of_{one}.points" for one in columns)])
        facts = " ".join(f"JOIN of_{one} ON of_{one}.number = c.{one}" for one in columns)
        return self.ask(
            f"SELECT {points} AS total, c.id FROM ({scored}) f "
            f"JOIN partners c ON c.cohort = f.cohort {facts} ORDER BY 1 DESC, 2 LIMIT {brief.limit}"
        )

    def _table(self, name: str, columns: dict[str, Longs]) -> None:
        self.run(f"DROP TABLE IF EXISTS pg_temp.{name}")
        copy_numbers(self.cursor, name, columns)


def _cohorts(brief: BriefTables, priority: str, more: str = "") -> str:
    """The cohorts that fit, with the greatest level, priority and coverage of each. A fitting
    sector is a row: its levels, and its priority at each place, a byte each.
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
        f"SELECT p.cohort, {highest}, max({priority}) AS priority, max(p.around) AS around "
        f"FROM postings p JOIN (VALUES {rows}) s (sector, {', '.join(levels)}, cells) "
        f"USING (sector){more} GROUP BY p.cohort"
    )


def _needs(brief: BriefTables) -> str:
    levels = [f"m.level{need}" for need in brief.needs]
    return value_of_needs(f"greatest({', '.join(levels)})", f"({' + '.join(levels)})", len(levels))


def _array(points: Iterable[int]) -> str:
    """Points from position 0."""
    numbers = list(points)
    return f"'[0:{len(numbers) - 1}]={{{','.join(map(str, numbers))}}}'::int[]"
