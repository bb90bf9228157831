"""The columns of a query as NumPy arrays, without a Python object a row.

PostgreSQL strings the values of each column together as 8 bytes each: one value on the wire a
column, however many rows. (Binary COPY would be handed over row by row.) Its parallel workers may
gather parts of them, all columns in step. A value more a row costs both sides more than an
operation on it, so small numbers travel as bits of one.
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

Found = Mapping[str, Longs]


@dataclass(frozen=True)
class Query:
    """A constant of the code, and the names of its columns: whole numbers of at most 64 bits."""

    text: str
    names: tuple[str, ...]


@contextmanager
def ahead(*queries: Query) -> Iterator[Iterator[Found]]:
    """The columns by name, as int64, of one query after the other: while one is worked on, the
    database is at the next. All in this transaction, whose connection is busy until the last.

    Raises `ValueError` when a value is NULL.
    """
    connection.ensure_connection()
    with ThreadPoolExecutor(1) as reader:
        asked = [reader.submit(_read, connection.connection, query) for query in queries]
        try:
            yield (one.result() for one in asked)
        finally:
            for one in asked:
                one.cancel()


def _read(connected: Any, query: Query) -> Found:
    columns = [
        sql.SQL("string_agg(int8send(q.{}), '')").format(sql.Identifier(name))
        for name in query.names
    ]
    asked = sql.SQL("SELECT count(*), {} FROM ({}) q").format(
        sql.SQL(", ").join(columns), sql.SQL(query.text)
    )
    # Django's own cursors bind on the client and get text back.
    with Cursor(connected) as cursor:
        row: Any = cursor.execute(asked, binary=True).fetchone()
    return {
        name: _decode(name, row[0], sent) for name, sent in zip(query.names, row[1:], strict=True)
    }


def _decode(name: str, count: int, sent: bytes | None) -> Longs:
    found = np.frombuffer(sent or b"", ">i8").astype(np.int64)
    if len(found) != count:
        raise ValueError(f"a NULL among the values of {name}")
    return found
