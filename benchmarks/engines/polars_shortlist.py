"""Polars: postings looked up, grouped by cohort, facts looked up or joined, cut."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Self

# Polars reads it once, when it is loaded.
os.environ.setdefault("POLARS_MAX_THREADS", "1")

import numpy as np
import numpy.typing as npt
import polars as pl

from benchmarks.engines.brief_tables import BriefTables, partner_columns, postings
from matcher.index.columns import Columns
from matcher.index.csr import Longs
from matcher.reference.scale import TOP
from matcher.scoring.coverage import Coverage
from matcher.scoring.fit import BEST, BREADTH

_LOWEST = 2**32 - 1


class Engine:
    """The partners as one frame, sorted by cohort; the postings as another, by sector, with `ptr`
    as their index.
    """

    process = 0  # this one
    name = "Polars"

    def __init__(self, columns: Columns, around: Coverage) -> None:
        assert pl.thread_pool_size() == 1, "POLARS_MAX_THREADS must be 1 before Polars is loaded"
        self.frame = pl.DataFrame(partner_columns(columns))
        self.cohorts = len(columns.cohorts.place)
        self.postings = pl.DataFrame(postings(columns, around))
        self.ptr = columns.postings.ptr.tolist()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.frame = self.frame.clear()

    def looked(self, brief: BriefTables, rows: Any) -> Any:
        total = pl.col("points").cast(pl.Int32)
        for fact in brief.facts:
            column = pl.col(fact.column)
            if not fact.passes.all():
                rows = rows.filter(pl.lit(pl.Series(fact.passes)).gather(column))
            total = total + pl.lit(pl.Series(fact.points.astype(np.int32))).gather(column)
        return rows.select("id", total=total)

    def tabled(self, brief: BriefTables, rows: Any) -> Any:
        total = pl.col("points").cast(pl.Int32)
        for fact in brief.facts:
            numbers = np.flatnonzero(fact.passes)
            table = pl.LazyFrame(
                {
                    fact.column: pl.Series(numbers).cast(self.frame.schema[fact.column]),
                    f"{fact.column}_points": fact.points[numbers].astype(np.int32),
                }
            )
            rows = rows.join(table, on=fact.column)
            total = total + pl.col(f"{fact.column}_points")
        return rows.select("id", total=total)

    def best(self, rows: Any, brief: BriefTables) -> Any:
        key = pl.col("total").cast(pl.Int64) * 2**32 + (_LOWEST - pl.col("id").cast(pl.Int64))
        return rows.select(key=key).top_k(brief.limit, by="key").collect()

    @staticmethod
    def read(answer: Any) -> tuple[Longs, Longs]:
        """(points, ids), best first."""
        key = np.sort(answer["key"].to_numpy())[::-1]
        return key >> 32, _LOWEST - (key & _LOWEST)

    def forms(self, brief: BriefTables) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Ways to ask."""
        yield "look-ups, postings by index", partial(self._dense, brief, self._sliced)
        yield "look-ups, postings filtered", partial(self._dense, brief, self._filtered)
        yield "look-ups, cohorts joined", partial(self._joined, brief, self._sliced, self.looked)
        yield "joins", partial(self._joined, brief, self._tables, self.tabled)

    def _sliced(self, brief: BriefTables) -> Any:
        """The fitting sectors' postings by their index."""
        parts = [self.postings[self.ptr[one] : self.ptr[one + 1]] for one in brief.sectors.tolist()]
        return self._answered(brief, pl.concat(parts, rechunk=False).lazy())

    def _filtered(self, brief: BriefTables) -> Any:
        fits = np.zeros(len(self.ptr), np.bool_)
        fits[brief.sectors] = True
        rows = self.postings.lazy().filter(pl.lit(pl.Series(fits)).gather("sector"))
        return self._answered(brief, rows)

    def _answered(self, brief: BriefTables, rows: Any) -> Any:
        """What is said of each posting, looked up by sector and place."""
        at = np.zeros(len(self.ptr), np.uint32)
        at[brief.sectors] = np.arange(len(brief.sectors))
        cell = pl.col("at") * brief.policy.shape[1] + pl.col("place")
        return rows.with_columns(at=pl.lit(pl.Series(at)).gather("sector")).select(
            "cohort",
            "around",
            *(_of(brief.levels[:, n], pl.col("at")).alias(f"level{n}") for n in brief.needs),
            priority=_of(brief.policy.ravel(), cell),
        )

    def _tables(self, brief: BriefTables) -> Any:
        levels = {f"level{n}": brief.levels[:, n] for n in brief.needs}
        answers = pl.LazyFrame({"sector": brief.sectors.astype(np.uint16)} | levels)
        names = {"sector": np.uint16, "place": np.uint16, "priority": np.uint8}
        cells = brief.cells()
        priorities = pl.LazyFrame({name: cells[name].astype(kind) for name, kind in names.items()})
        rows = self.postings.lazy().join(answers, on="sector")
        return rows.join(priorities, on=["sector", "place"])

    def _scored(self, brief: BriefTables, postings: Any) -> Any:
        """The cohorts that fit and the points of each."""
        levels = [f"level{n}" for n in brief.needs]
        cohorts = postings.group_by("cohort").agg(pl.col(*levels, "priority", "around").max())
        wide = [pl.col(name).cast(pl.Int32) for name in levels]
        best, total = pl.max_horizontal(*wide), pl.sum_horizontal(*wide)
        needs = (BEST * best + BREADTH * (total // len(levels))) // TOP
        worth = {name: points.astype(np.int32) for name, points in brief.worth.items()}
        points = _of(worth["needs"], needs) + _of(worth["priority"], pl.col("priority"))
        return cohorts.select("cohort", points=points + _of(worth["around"], pl.col("around")))

    def _joined(
        self,
        brief: BriefTables,
        chosen: Callable[[BriefTables], Any],
        how: Callable[[Any, Any], Any],
    ) -> Any:
        cohorts = self._scored(brief, chosen(brief))
        return self.best(how(brief, self.frame.lazy().join(cohorts, on="cohort")), brief)

    def _dense(self, brief: BriefTables, chosen: Callable[[BriefTables], Any]) -> Any:
        """Points by cohort, -1 where a cohort does not fit: filtered, then looked up."""
        cohorts = self._scored(brief, chosen(brief)).collect()
        dense = pl.repeat(-1, self.cohorts, dtype=pl.Int32, eager=True)
        dense = dense.scatter(cohorts["cohort"], cohorts["points"])
        rows = self.frame.lazy().with_columns(points=pl.lit(dense).gather("cohort"))
        return self.best(self.looked(brief, rows.filter(pl.col("points") >= 0)), brief)


def _of(values: npt.NDArray[Any], at: Any) -> Any:
    return pl.lit(pl.Series(np.ascontiguousarray(values))).gather(at)
