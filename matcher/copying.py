"""Rows of a query as NumPy columns: binary COPY out, without a Python object a row.

PostgreSQL's binary COPY is a stream of rows, and rows of one width are a NumPy array: a query
must give whole numbers of the kinds said, and no NULL.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

Rows = npt.NDArray[np.void]
_HEAD, _TAIL = 19, 2
_SIZES = {"i2": "int2", "i4": "int4", "i8": "int8"}


def rows(query: str, params: Sequence[Any] = (), **kinds: str) -> Rows:
    """A structured array with the query's columns by name; `kinds` are i2, i4 or i8, in order.

    Raises `ValueError` when a row is not of that shape.
    """
    layout = np.dtype(
        [("fields", ">i2")]
        + [
            field
            for name, kind in kinds.items()
            for field in ((f"{name} width", ">i4"), (name, f">{kind}"))
        ]
    )
    cast = ", ".join(f"q.{name}::{_SIZES[kind]}" for name, kind in kinds.items())
    # Every query here is a constant of the code; what varies comes as parameters.
    statement = f"COPY (SELECT {cast} FROM ({query}) q) TO STDOUT (FORMAT BINARY)"  # noqa: S608
    with connection.cursor() as cursor, cursor.copy(statement, params) as copy:
        stream = b"".join(copy)
    count, rest = divmod(len(stream) - _HEAD - _TAIL, layout.itemsize)
    found = np.frombuffer(stream, layout, count, _HEAD)
    widths = [(f"{name} width", int(kind[1])) for name, kind in kinds.items()]
    if rest or not all((found[name] == width).all() for name, width in widths):
        raise ValueError(f"a NULL, or rows of another shape: {query}")
    return found
