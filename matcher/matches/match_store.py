"""Where a generation's lists lie: `matcher_match`, one partition a generation.

A partition is filled by COPY while nobody can see it, then gets its key, is attached and read.
PostgreSQL's binary COPY is a stream of rows, and rows of one width are a NumPy array.
"""

import numpy as np
import numpy.typing as npt
from django.db import connection
from psycopg import sql

from matcher.matches.packing import ENTRY, Packed, unpack_list

KEPT = 10
_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TAIL = b"\xff\xff"
_ROW = np.dtype(
    [
        *(("columns", ">i2"), ("four", ">i4"), ("partner", ">i4"), ("4", ">i4")),
        *(("generation", ">i4"), ("width", ">i4"), ("packed", ENTRY, (KEPT,))),
    ]
)


def _partition(generation: int) -> sql.Identifier:
    return sql.Identifier(f"matcher_match_{generation}")


def _execute(statement: str, generation: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(statement)
            .format(partition=_partition(generation), generation=sql.Literal(generation))
            .as_string()
        )


def create_partition(generation: int) -> None:
    """An empty partition, beside the others."""
    _execute(
        "CREATE TABLE {partition} (LIKE matcher_match, CHECK (generation = {generation}))",
        generation,
    )


def copy_into(generation: int, ids: npt.NDArray[np.uint32], packed: Packed) -> None:
    """Add the lists (ENTRY[n, 10]) of the partners (uint32[n]): within the transaction, or not."""
    rows = np.zeros(len(ids), _ROW)
    rows["columns"], rows["four"], rows["4"] = 3, 4, 4
    rows["width"] = KEPT * ENTRY.itemsize
    rows["partner"], rows["generation"], rows["packed"] = ids, generation, packed
    into = sql.SQL("COPY {} (partner, generation, packed) FROM STDIN (FORMAT BINARY)").format(
        _partition(generation)
    )
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        copy.write(_HEAD)
        copy.write(rows.data.cast("B"))
        copy.write(_TAIL)


def attach_partition(generation: int) -> None:
    """Give the partition its key (full pages: nothing is ever added) and let it be read."""
    _execute(
        "ALTER TABLE {partition} ADD PRIMARY KEY (partner) WITH (fillfactor = 100)", generation
    )
    _execute(
        "ALTER TABLE matcher_match ATTACH PARTITION {partition} FOR VALUES IN ({generation})",
        generation,
    )


def drop_partition(generation: int) -> None:
    _execute("DROP TABLE IF EXISTS {partition}", generation)


def load_list(generation: int, partner: int) -> list[dict[str, int]]:
    """The partner's list: see `packing.ENTRY`; empty where it has none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT packed FROM matcher_match WHERE generation = %s AND partner = %s",
            [generation, partner],
        )
        row = cursor.fetchone()
    return unpack_list(row[0]) if row else []
