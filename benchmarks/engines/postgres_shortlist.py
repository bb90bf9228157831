"""PostgreSQL: a narrow table of the facts' numbers, indexed by cohort and by sectors offered."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Self

import numpy as np

from benchmarks.engines.given import Given, seated
from benchmarks.synthetic_data.loading import copy_numbers
from matcher.index.columns import Columns
from matcher.index.csr import Longs


class Session:
    """The partners in the order of their cohorts, in a one-core session of `own_servers`."""

    name = "PostgreSQL"
    tables = "census"  # dropped at the end, with all temporary ones

    def __init__(self, columns: Columns) -> None:
        from django.db import connection

        self.cursor = connection.cursor()
        self.run("SELECT pg_backend_pid()")
        self.process = int(self.cursor.fetchone()[0])
        self.run(
            "SET max_parallel_workers_per_gather = 0; SET jit = off; SET work_mem = '256MB';"
            "SET statement_timeout = 0"
        )
        copy_numbers(self.cursor, "census", seated(columns), "UNLOGGED")
        self.run("CREATE INDEX ON census (seat); ANALYZE census")

    def widen(self, columns: Columns) -> None:
        """The partners with the sectors that they offer, indexed by these, as `wide`."""
        cohorts = columns.cohorts
        lists = [columns.signatures.of(int(one)).tolist() for one in cohorts.signature]
        self.run("CREATE TEMP TABLE offering (seat int, sectors int[])")
        with self.cursor.copy("COPY offering FROM STDIN") as copy:
            for row in enumerate(lists):
                copy.write_row(row)
        self.run(
            "CREATE UNLOGGED TABLE wide AS SELECT c.*, o.sectors FROM census c JOIN offering o "
            "USING (seat) ORDER BY seat; CREATE INDEX ON wide USING gin (sectors); ANALYZE wide"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.run(f"DROP TABLE {self.tables}; DISCARD TEMP")
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


class Engine(Session):
    """The cohorts given; besides, the partners with the sectors that they offer."""

    tables = "census, wide, fitting"

    def __init__(self, columns: Columns) -> None:
        super().__init__(columns)
        self.widen(columns)

    def forms(self, given: Given) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Ways to ask, each with what it needs ready."""
        self._fill("fitting", "seat", given.cohorts, given.points)
        for look in given.looks:
            numbers = np.flatnonzero(look.passes)
            self._fill(f"of_{look.column}", "number", numbers, look.points[numbers])
        arrays, joins, wide = _looked(given, "census"), _joins(given), _looked(given, "wide")
        yield "arrays, seats joined", partial(self.ask, arrays)
        yield "joins", partial(self.ask, joins)
        yield "arrays, sectors by GIN", partial(self.ask, wide)
        self.run("SET enable_hashjoin = off; SET enable_mergejoin = off")
        yield "arrays, seats by their index", partial(self.ask, arrays)
        self.run("RESET enable_hashjoin; RESET enable_mergejoin")

    def _fill(self, table: str, key: str, numbers: Longs, points: Longs) -> None:
        self.run(f"DROP TABLE IF EXISTS {table}")
        copy_numbers(self.cursor, table, {key: numbers, "points": points}, "UNLOGGED")
        self.run(f"CREATE UNIQUE INDEX ON {table} ({key}); ANALYZE {table}")


def _joins(given: Given) -> str:
    tables = "".join(
        f" JOIN of_{look.column} ON of_{look.column}.number = c.{look.column}"
        for look in given.looks
    )
    points = " + ".join(["f.points", *(f"of_{look.column}.points" for look in given.looks)])
    return _best(points, f"census c JOIN fitting f ON f.seat = c.seat{tables}", [], given)


def _looked(given: Given, table: str) -> str:
    """Points by position in an array; numbers that pass by membership."""
    points = " + ".join(["f.points", *(f"({_array(look.points)})[c.{look.column} + 1]"
                                       for look in given.looks)])  # fmt: skip
    where = [
        f"c.{look.column} = ANY ({_array(np.flatnonzero(look.passes))})"
        for look in given.looks
        if not look.passes.all()
    ]
    if table == "wide":
        where.append(f"c.sectors && {_array(np.array(given.sectors))}")
    return _best(points, f"{table} c JOIN fitting f ON f.seat = c.seat", where, given)


def _array(numbers: Longs) -> str:
    return f"'{{{','.join(map(str, numbers.tolist()))}}}'::int[]"


def _best(points: str, tables: str, where: list[str], given: Given) -> str:
    only = f" WHERE {' AND '.join(where)}" if where else ""
    return (
        f"SELECT {points} AS total, c.id FROM {tables}{only} ORDER BY 1 DESC, 2 LIMIT {given.limit}"
    )
