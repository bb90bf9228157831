"""What the snapshot's parts have in common: hashes back to texts, rows to their partners."""

from typing import Any

import numpy as np
from django.db import connection

from matcher.index.csr import Longs
from matcher.index.factorize import rising
from matcher.index.query_columns import Found


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
    """The rows that belong to the partners, in the order that they came in, and whose each is."""
    at = positions(ids, found["partner"])
    if len(at) and at.min() < 0:
        here = np.flatnonzero(at >= 0)
        found, at = take(found, here), at.take(here)
    return found, at


def of_some(owners: Longs, at: Longs) -> tuple[Longs, Longs]:
    """Of rows that belong to positions `at` those of the distinct owners, list by list, and where
    each list begins.
    """
    place = np.full(int(max(owners.max(initial=-1), at.max(initial=-1))) + 1, -1, np.int64)
    place[owners] = np.arange(len(owners))
    here = np.flatnonzero(place.take(at) >= 0)
    lists = place.take(at.take(here))
    return here.take(rising(lists)), pointers(np.bincount(lists, minlength=len(owners)))


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
