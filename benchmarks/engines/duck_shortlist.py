"""DuckDB: cohorts joined, facts joined or looked up in lists, ordered and cut."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Self

import duckdb
import numpy as np

from benchmarks.engines.given import Given, seated
from matcher.index.columns import Columns
from matcher.index.csr import Longs


class Session:
    """The partners as one table, sorted by cohort."""

    process = 0  # this one
    name = "DuckDB"

    def __init__(self, columns: Columns) -> None:
        self.db = duckdb.connect(config={"threads": 1})
        self.fill("census", seated(columns))

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


class Engine(Session):
    """The cohorts given."""

    def forms(self, given: Given) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Ways to ask, each with what it needs ready."""
        self.fill("fitting", {"seat": given.cohorts.astype(np.uint32), "points": given.points})
        for look in given.looks:
            numbers = np.flatnonzero(look.passes)
            table = {"number": numbers, "points": look.points[numbers]}
            self.fill(f"of_{look.column}", table)
        self.db.execute("CREATE OR REPLACE TABLE lists AS SELECT " + _lists(given))
        for name, query in (
            ("joins", _joins(given)),
            ("seats joined first", _seats_first(given)),
            ("lists in a row", _looked(given, "l.{}", ", lists l")),
            ("lists in the query", _looked(given, "(SELECT {} FROM lists)", "")),
        ):
            yield name, partial(self.ask, query)


def _lists(given: Given) -> str:
    return ", ".join(f"{look.points.tolist()}::INTEGER[] AS {look.column}" for look in given.looks)


def _joins(given: Given) -> str:
    return _joined("f", "census c JOIN fitting f ON f.seat = c.seat", given)


def _seats_first(given: Given) -> str:
    """The same, the plan's first step laid down: hard wishes make it begin elsewhere."""
    chosen = "SELECT c.*, f.points FROM census c JOIN fitting f ON f.seat = c.seat"
    return f"WITH c AS MATERIALIZED ({chosen}) {_joined('c', 'c', given)}"


def _joined(cohort: str, rows: str, given: Given) -> str:
    tables = "".join(
        f" JOIN of_{look.column} ON of_{look.column}.number = c.{look.column}"
        for look in given.looks
    )
    each = [f"{cohort}.points", *(f"of_{look.column}.points" for look in given.looks)]
    return _best(" + ".join(each), f"{rows}{tables}", "", given)


def _looked(given: Given, form: str, beside: str) -> str:
    points = " + ".join(
        ["f.points", *(f"{form.format(look.column)}[c.{look.column} + 1]" for look in given.looks)]
    )
    passing = " AND ".join(
        f"c.{look.column} IN ({', '.join(map(str, np.flatnonzero(look.passes)))})"
        for look in given.looks
        if not look.passes.all()
    )
    where = f" WHERE {passing}" if passing else ""
    return _best(points, f"census c JOIN fitting f ON f.seat = c.seat{beside}", where, given)


def _best(points: str, tables: str, where: str, given: Given) -> str:
    rows = f"SELECT {points} AS total, c.id FROM {tables}{where}"
    return f"{rows} ORDER BY 1 DESC, 2 LIMIT {given.limit}"
