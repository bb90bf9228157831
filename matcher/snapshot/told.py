"""What the snapshot's parts have in common: hashes back to texts, rows to their partners."""

from typing import Any

import numpy as np
from django.db import connection

from matcher.query_columns import Found, Longs


def texts(query: str, *params: Any) -> dict[int, Any]:
    """What numbers stand for. Raises `ValueError` when two share one."""
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        found = cursor.fetchall()
    told = {row[0]: row[1] if len(row) == 2 else row[1:] for row in found}
    if len(told) < len(found):
        raise ValueError(f"two texts have one hash: {query}")
    return told


# A table from id to position has at most so many entries an id.
_DENSE = 8


def of_partners(ids: Longs, found: Found) -> tuple[Found, Longs]:
    """The rows that belong to the partners, with each one's position, rising."""
    at = positions(ids, found["partner"])
    if len(at) and at.min() < 0:
        here = np.flatnonzero(at >= 0)
        found, at = take(found, here), at.take(here)
    if (at[1:] < at[:-1]).any():
        order = np.argsort(at, kind="stable")
        found, at = take(found, order), at.take(order)
    return found, at


def positions(ids: Longs, asked: Longs) -> Longs:
    """Where each of the ids asked for stands among the distinct ids; -1: nowhere."""
    most = int(max(ids.max(initial=0), asked.max(initial=0)))
    if most <= _DENSE * (len(ids) + len(asked)):
        table = np.full(most + 1, -1, np.int64)
        table[ids] = np.arange(len(ids))
        return table.take(asked)
    order = np.argsort(ids, kind="stable")
    at = order.take(np.searchsorted(ids, asked, sorter=order).clip(max=len(ids) - 1))
    return np.where(ids.take(at) == asked, at, -1)


def take(found: Found, rows: Longs) -> Found:
    """Some of the rows."""
    return {name: column.take(rows) for name, column in found.items()}


def pointers(lengths: Longs) -> Longs:
    """Where each of the lists of these lengths begins, and where the last ends."""
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
