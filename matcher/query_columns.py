"""The columns of a query as NumPy arrays, without a Python object a row.

PostgreSQL gathers each column into one array and sends it as it lies in memory (`array_send`):
one value on the wire a column, however many rows. (Binary COPY would be handed over row by row.)
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection
from psycopg import Cursor, sql

Longs = npt.NDArray[np.int64]
Found = Mapping[str, Longs]
_HEAD = 20  # dimensions, has NULL, type, size, lower bound: 4 bytes each
_TYPES = {"i4": "int4", "i8": "int8"}


@dataclass(frozen=True)
class Query:
    """A constant of the code, and the kind of each of its columns: i4 or i8, whole numbers."""

    text: str
    kinds: Mapping[str, str]


@contextmanager
def ahead(*queries: Query) -> Iterator[Iterator[Found]]:
    """The columns by name, as int64, of one query after the other: while one is worked on, the
    database is at the next. All in this transaction.

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
        sql.SQL("array_send(array_agg(q.{}::{}))").format(
            sql.Identifier(name), sql.Identifier(_TYPES[kind])
        )
        for name, kind in query.kinds.items()
    ]
    asked = sql.SQL("SELECT {} FROM ({}) q").format(
        sql.SQL(", ").join(columns), sql.SQL(query.text)
    )
    # Django's own cursors bind on the client and get text back.
    with Cursor(connected) as cursor:
        row: Any = cursor.execute(asked, binary=True).fetchone()
    return {
        name: _decode(name, kind, sent)
        for (name, kind), sent in zip(query.kinds.items(), row, strict=True)
    }


def _decode(name: str, kind: str, sent: bytes | None) -> Longs:
    if sent is None:
        return np.zeros(0, np.int64)
    if any(sent[4:8]):
        raise ValueError(f"a NULL among the values of {name}")
    layout: Any = np.dtype([("width", ">i4"), ("value", f">{kind}")])
    return np.frombuffer(sent, layout, offset=_HEAD)["value"].astype(np.int64)
