"""The columns of a query as NumPy arrays, without a Python object a row.

PostgreSQL concatenates the values of each column as 8 bytes each: one value on the wire a column,
however many rows. (psycopg gives binary COPY row by row.) Parallel workers may aggregate parts of
the columns, all in step. A further column costs both sides more than an operation on it does, so
queries pack small numbers as bits of one value.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from psycopg import Cursor, sql

from matcher.index.csr import Longs

NamedColumns = Mapping[str, Longs]


@dataclass(frozen=True)
class ColumnQuery:
    """A constant query, and the names of its columns: whole numbers of at most 64 bits."""

    text: str
    names: tuple[str, ...]


@contextmanager
def fetch_ahead(*queries: ColumnQuery) -> Iterator[Iterator[NamedColumns]]:
    """The columns of one query after the other, int64 by name. While the caller works on one, the
    database executes the next. All run in the caller's transaction, whose connection is busy until
    the last has come.

    Raises `ValueError` when a value is NULL.
    """
    connection.ensure_connection()
    with ThreadPoolExecutor(1) as reader:
        futures = [reader.submit(_fetch, connection.connection, query) for query in queries]
        try:
            yield (future.result() for future in futures)
        finally:
            for future in futures:
                future.cancel()


def _fetch(connected: Any, query: ColumnQuery) -> NamedColumns:
    columns = [
        sql.SQL("string_agg(int8send(q.{}), '')").format(sql.Identifier(name))
        for name in query.names
    ]
    statement = sql.SQL("SELECT count(*), {} FROM ({}) q").format(
        sql.SQL(", ").join(columns), sql.SQL(query.text)
    )
    # psycopg's own cursor: Django's cursors bind on the client and receive text.
    with Cursor(connected) as cursor:
        row: Any = cursor.execute(statement, binary=True).fetchone()
    return {
        name: _decode(name, row[0], sent) for name, sent in zip(query.names, row[1:], strict=True)
    }


def _decode(name: str, count: int, sent: bytes | None) -> Longs:
    found = np.frombuffer(sent or b"", ">i8").astype(np.int64)
    # string_agg skips a NULL, which would move all later values up by one row.
    if len(found) != count:
        raise ValueError(f"a NULL among the values of {name}")
    return found
