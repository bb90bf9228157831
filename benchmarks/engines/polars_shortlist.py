"""Polars: cohorts by a join or a look-up, facts by look-ups or joins, the greatest keys."""

import os
from collections.abc import Callable, Iterator
from typing import Any, Protocol, Self

os.environ.setdefault("POLARS_MAX_THREADS", "1")

import numpy as np
import polars as pl

from benchmarks.engines.given import Given, Looks, seated
from matcher.index.columns import Columns
from matcher.index.csr import Longs

_LOWEST = 2**32 - 1


class Asked(Protocol):
    """What a brief says of facts, and how many it wants."""

    @property
    def looks(self) -> tuple[Looks, ...]: ...

    @property
    def limit(self) -> int: ...


class Session:
    """The partners as one frame, sorted by cohort."""

    process = 0  # this one
    name = "Polars"

    def __init__(self, columns: Columns) -> None:
        assert pl.thread_pool_size() == 1, "POLARS_MAX_THREADS must be 1 before Polars is loaded"
        self.frame = pl.DataFrame(seated(columns))
        self.cohorts = len(columns.cohorts.place)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.frame = self.frame.clear()

    def looked(self, asked: Asked, rows: Any) -> Any:
        total = pl.col("points").cast(pl.Int32)
        for look in asked.looks:
            column = pl.col(look.column)
            if not look.passes.all():
                rows = rows.filter(pl.lit(pl.Series(look.passes)).gather(column))
            total = total + pl.lit(pl.Series(look.points.astype(np.int32))).gather(column)
        return rows.select("id", total=total)

    def tabled(self, asked: Asked, rows: Any) -> Any:
        total = pl.col("points").cast(pl.Int32)
        for look in asked.looks:
            numbers = np.flatnonzero(look.passes)
            table = pl.LazyFrame(
                {
                    look.column: pl.Series(numbers).cast(self.frame.schema[look.column]),
                    f"{look.column}_points": look.points[numbers].astype(np.int32),
                }
            )
            rows = rows.join(table, on=look.column)
            total = total + pl.col(f"{look.column}_points")
        return rows.select("id", total=total)

    def best(self, rows: Any, asked: Asked) -> Any:
        key = pl.col("total").cast(pl.Int64) * 2**32 + (_LOWEST - pl.col("id").cast(pl.Int64))
        return rows.select(key=key).top_k(asked.limit, by="key").collect()

    @staticmethod
    def read(answer: Any) -> tuple[Longs, Longs]:
        """(points, ids), best first."""
        key = np.sort(answer["key"].to_numpy())[::-1]
        return key >> 32, _LOWEST - (key & _LOWEST)


class Engine(Session):
    """The cohorts given."""

    def forms(self, given: Given) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Ways to ask, each with what it needs ready."""
        yield "look-ups, seats joined", self._joined(given, self.looked)
        yield "look-ups throughout", self._dense(given)
        yield "joins", self._joined(given, self.tabled)

    def _joined(self, given: Given, how: Callable[[Given, Any], Any]) -> Callable[[], Any]:
        cohorts = pl.DataFrame({"seat": given.cohorts.astype(np.uint32), "points": given.points})
        return lambda: self.best(
            how(given, self.frame.lazy().join(cohorts.lazy(), on="seat")), given
        )

    def _dense(self, given: Given) -> Callable[[], Any]:
        """Points by cohort, -1 where a cohort does not fit: filtered, then looked up."""
        dense = np.full(self.cohorts, -1, np.int32)
        dense[given.cohorts] = given.points
        points = pl.lit(pl.Series(dense)).gather(pl.col("seat"))
        chosen = self.frame.lazy().with_columns(points=points).filter(pl.col("points") >= 0)
        return lambda: self.best(self.looked(given, chosen), given)
