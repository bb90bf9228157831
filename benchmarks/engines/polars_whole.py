"""Polars asked the whole: postings looked up, grouped by cohort, looked up again, cut."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from benchmarks.engines import polars_shortlist
from benchmarks.engines.polars_shortlist import pl
from benchmarks.engines.whole import Brief, postings
from matcher.index.columns import Columns
from matcher.index.csr import Longs
from matcher.reference.scale import TOP
from matcher.scoring.coverage import Coverage
from matcher.scoring.fit import BEST, BREADTH


class Engine(polars_shortlist.Session):
    """The partners as one frame, sorted by cohort; the postings as one, by sector: `ptr` is their
    index.
    """

    def __init__(self, columns: Columns, around: Coverage) -> None:
        super().__init__(columns)
        self.postings = pl.DataFrame(postings(columns, around))
        self.ptr = columns.postings.ptr.tolist()

    def forms(self, brief: Brief) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Ways to ask."""
        yield "look-ups, postings by index", partial(self._dense, brief, self._sliced)
        yield "look-ups, postings filtered", partial(self._dense, brief, self._filtered)
        yield "look-ups, seats joined", partial(self._joined, brief, self._sliced, self.looked)
        yield "joins", partial(self._joined, brief, self._tables, self.tabled)

    def _sliced(self, brief: Brief) -> Any:
        """The fitting sectors' postings by their index."""
        parts = [self.postings[self.ptr[one] : self.ptr[one + 1]] for one in brief.sectors.tolist()]
        return self._answered(brief, pl.concat(parts, rechunk=False).lazy())

    def _filtered(self, brief: Brief) -> Any:
        fits = np.zeros(len(self.ptr), np.bool_)
        fits[brief.sectors] = True
        rows = self.postings.lazy().filter(pl.lit(pl.Series(fits)).gather("sector"))
        return self._answered(brief, rows)

    def _answered(self, brief: Brief, rows: Any) -> Any:
        """What is said of each posting, looked up by sector and place."""
        at = np.zeros(len(self.ptr), np.uint32)
        at[brief.sectors] = np.arange(len(brief.sectors))
        cell = pl.col("at") * brief.policy.shape[1] + pl.col("place")
        return rows.with_columns(at=pl.lit(pl.Series(at)).gather("sector")).select(
            "seat",
            "around",
            *(_of(brief.levels[:, n], pl.col("at")).alias(f"level{n}") for n in brief.needs),
            priority=_of(brief.policy.ravel(), cell),
        )

    def _tables(self, brief: Brief) -> Any:
        levels = {f"level{n}": brief.levels[:, n] for n in brief.needs}
        answers = pl.LazyFrame({"sector": brief.sectors.astype(np.uint16)} | levels)
        names = {"sector": np.uint16, "place": np.uint16, "priority": np.uint8}
        cells = brief.cells()
        cells = pl.LazyFrame({name: cells[name].astype(kind) for name, kind in names.items()})
        rows = self.postings.lazy().join(answers, on="sector")
        return rows.join(cells, on=["sector", "place"])

    def _scored(self, brief: Brief, postings: Any) -> Any:
        """The cohorts that fit and the points of each."""
        levels = [f"level{n}" for n in brief.needs]
        cohorts = postings.group_by("seat").agg(pl.col(*levels, "priority", "around").max())
        wide = [pl.col(name).cast(pl.Int32) for name in levels]
        best, total = pl.max_horizontal(*wide), pl.sum_horizontal(*wide)
        needs = (BEST * best + BREADTH * (total // len(levels))) // TOP
        worth = {name: points.astype(np.int32) for name, points in brief.worth.items()}
        points = _of(worth["needs"], needs) + _of(worth["priority"], pl.col("priority"))
        return cohorts.select("seat", points=points + _of(worth["around"], pl.col("around")))

    def _joined(
        self, brief: Brief, chosen: Callable[[Brief], Any], how: Callable[[Any, Any], Any]
    ) -> Any:
        cohorts = self._scored(brief, chosen(brief))
        return self.best(how(brief, self.frame.lazy().join(cohorts, on="seat")), brief)

    def _dense(self, brief: Brief, chosen: Callable[[Brief], Any]) -> Any:
        """Points by cohort, -1 where a cohort does not fit: filtered, then looked up."""
        cohorts = self._scored(brief, chosen(brief)).collect()
        dense = pl.repeat(-1, self.cohorts, dtype=pl.Int32, eager=True)
        dense = dense.scatter(cohorts["seat"], cohorts["points"])
        rows = self.frame.lazy().with_columns(points=pl.lit(dense).gather("seat"))
        return self.best(self.looked(brief, rows.filter(pl.col("points") >= 0)), brief)


def _of(values: Longs, at: Any) -> Any:
    return pl.lit(pl.Series(np.ascontiguousarray(values))).gather(at)
