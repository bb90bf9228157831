"""DuckDB asked the whole: postings grouped by cohort, joined to partners and facts, cut."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from benchmarks.engines import duck_shortlist
from benchmarks.engines.whole import Brief, postings, value_of_needs
from matcher.index.columns import Columns
from matcher.reference.scale import TOP
from matcher.scoring.coverage import Coverage


class Engine(duck_shortlist.Session):
    """The partners as one table, sorted by cohort; the postings as one, by sector."""

    def __init__(self, columns: Columns, around: Coverage) -> None:
        super().__init__(columns)
        self.fill("postings", postings(columns, around))

    def forms(self, brief: Brief) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Ways to ask: each fills the brief's tables with its question."""
        yield "joins", partial(self._whole, brief, first=False)
        yield "seats joined first", partial(self._whole, brief, first=True)

    def _whole(self, brief: Brief, *, first: bool) -> list[tuple[int, int]]:
        # Of 32 bits: where the keys are as narrow as the partners', DuckDB takes twice as long.
        for name, columns in _tables(brief):
            self.fill(name, {key: one.astype(np.int32) for key, one in columns.items()})
        return self.ask(_query(brief, first))


def _tables(brief: Brief) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the query joins. A sector's levels stand beside its priorities: one join less."""
    places = brief.policy.shape[1]
    levels = {f"level{need}": np.repeat(brief.levels[:, need], places) for need in brief.needs}
    yield "cells", brief.cells() | levels
    yield "worth", {"number": np.arange(TOP + 1)} | brief.worth
    for look in brief.looks:
        numbers = np.flatnonzero(look.passes)
        yield f"of_{look.column}", {"number": numbers, "points": look.points[numbers]}


def _query(brief: Brief, first: bool) -> str:
    levels = [f"level{need}" for need in brief.needs]
    highest = ", ".join(f"max({name}) AS {name}" for name in (*levels, "priority", "around"))
    best, total = f"greatest({', '.join(levels)})", f"({' + '.join(levels)})"
    columns = [look.column for look in brief.looks]
    points = " + ".join(["c.points", *(f"of_{name}.points" for name in columns)])
    facts = " ".join(f"JOIN of_{name} ON of_{name}.number = c.{name}" for name in columns)
    return (
        f"WITH m AS (SELECT seat, {highest} FROM postings JOIN cells USING (sector, place)"
        " GROUP BY seat), "
        "f AS (SELECT m.seat, n.needs + p.priority + a.around AS points FROM m "
        f"JOIN worth n ON n.number = {value_of_needs(best, total, len(levels), '//')} "
        "JOIN worth p ON p.number = m.priority JOIN worth a ON a.number = m.around), "
        f"c AS {'' if first else 'NOT '}MATERIALIZED "
        "(SELECT census.*, f.points FROM census JOIN f ON f.seat = census.seat) "
        f"SELECT {points} AS total, c.id FROM c {facts} ORDER BY 1 DESC, 2 LIMIT {brief.limit}"
    )
