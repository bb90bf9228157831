"""DuckDB: postings grouped by cohort, joined to the partners and their facts, cut."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Self

import duckdb
import numpy as np

from benchmarks.engines.brief_tables import BriefTables, partner_columns, postings, value_of_needs
from matcher.index.columns import Columns
from matcher.index.csr import Longs
from matcher.reference.scale import TOP
from matcher.scoring.coverage import Coverage


class Engine:
    """The partners as one table, sorted by cohort; the postings as another, by sector."""

    process = 0  # this one
    name = "DuckDB"

    def __init__(self, columns: Columns, around: Coverage) -> None:
        self.db = duckdb.connect(config={"threads": 1})
        self.fill("partners", partner_columns(columns))
        self.fill("postings", postings(columns, around))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    def fill(self, name: str, columns: Mapping[str, Any]) -> None:
        """A table of columns of numbers, in place of the one of this name."""
        self.db.register("given", {key: np.ascontiguousarray(one) for key, one in columns.items()})
        self.db.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM given")
        self.db.unregister("given")

    def ask(self, query: str) -> list[tuple[int, int]]:
        return list(self.db.execute(query).fetchall())

    @staticmethod
    def read(answer: Any) -> tuple[Longs, Longs]:
        """(points, ids), best first."""
        points, ids = np.array(answer, np.int64).reshape(-1, 2).T
        return points, ids

    def forms(self, brief: BriefTables) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Ways to ask: each fills the brief's tables with its question."""
        yield "joins", partial(self._ask_all, brief, first=False)
        yield "cohorts joined first", partial(self._ask_all, brief, first=True)

    def _ask_all(self, brief: BriefTables, *, first: bool) -> list[tuple[int, int]]:
        # Of 32 bits: where the keys are as narrow as the partners', DuckDB takes twice as long.
        for name, columns in _tables(brief):
            self.fill(name, {key: one.astype(np.int32) for key, one in columns.items()})
        return self.ask(_query(brief, first))


def _tables(brief: BriefTables) -> Iterator[tuple[str, dict[str, Any]]]:
    """The tables that the query joins. A sector's levels are columns beside its priorities, which
    saves a join.
    """
    places = brief.policy.shape[1]
    levels = {f"level{need}": np.repeat(brief.levels[:, need], places) for need in brief.needs}
    yield "cells", brief.cells() | levels
    yield "worth", {"number": np.arange(TOP + 1)} | brief.worth
    for fact in brief.facts:
        numbers = np.flatnonzero(fact.passes)
        yield f"of_{fact.column}", {"number": numbers, "points": fact.points[numbers]}


def _query(brief: BriefTables, first: bool) -> str:
    levels = [f"level{need}" for need in brief.needs]
    highest = ", ".join(f"max({name}) AS {name}" for name in (*levels, "priority", "around"))
    best, total = f"greatest({', '.join(levels)})", f"({' + '.join(levels)})"
    columns = [fact.column for fact in brief.facts]
    points = " + ".join(["c.points", *(f"of_{name}.points" for name in columns)])
    facts = " ".join(f"JOIN of_{name} ON of_{name}.number = c.{name}" for name in columns)
    return (
        f"WITH m AS (SELECT cohort, {highest} FROM postings JOIN cells USING (sector, place)"
        " GROUP BY cohort), "
        "f AS (SELECT m.cohort, n.needs + p.priority + a.around AS points FROM m "
        f"JOIN worth n ON n.number = {value_of_needs(best, total, len(levels), '//')} "
        "JOIN worth p ON p.number = m.priority JOIN worth a ON a.number = m.around), "
        f"c AS {'' if first else 'NOT '}MATERIALIZED "
        "(SELECT partners.*, f.points FROM partners JOIN f ON f.cohort = partners.cohort) "
        f"SELECT {points} AS total, c.id FROM c {facts} ORDER BY 1 DESC, 2 LIMIT {brief.limit}"
    )
