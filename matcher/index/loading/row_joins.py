"""Joins of fetched columns in NumPy: rows to their partners, and hashes to their texts."""

from typing import Any

import numpy as np
from django.db import connection

from matcher.index.csr import Longs, pointers
from matcher.index.factorize import stable_argsort
from matcher.index.loading.column_query import NamedColumns

# A table from id to position is used while it has at most so many entries an id: 64 bytes.
_DENSE = 8


def fetch_by_key(query: str, *params: Any) -> dict[int, Any]:
    """The rows of a query by their first column: the second column, or a tuple of all others.

    Raises `ValueError` when two rows have one key, as two texts of one hash do.
    """
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        rows = cursor.fetchall()
    found = {row[0]: row[1] if len(row) == 2 else row[1:] for row in rows}
    if len(found) < len(rows):
        raise ValueError(f"two texts have one hash: {query}")
    return found


def join_partners(ids: Longs, rows: NamedColumns) -> tuple[NamedColumns, Longs]:
    """The rows whose column `partner` is among the ids, in their order, and the position of each
    row's partner.
    """
    at = positions_in(ids, rows["partner"])
    if len(at) and at.min() < 0:
        known = np.flatnonzero(at >= 0)
        rows, at = take_rows(rows, known), at.take(known)
    return rows, at


def group_by_owner(owners: Longs, at: Longs) -> tuple[Longs, Longs]:
    """The rows of some distinct owners, where `at` gives the owner of each row: the rows owner by
    owner, and int64[owners + 1], where the rows of each begin.
    """
    rank = np.full(int(max(owners.max(initial=-1), at.max(initial=-1))) + 1, -1, np.int64)
    rank[owners] = np.arange(len(owners))
    chosen = np.flatnonzero(rank.take(at) >= 0)
    groups = rank.take(at.take(chosen))
    order = stable_argsort(groups)
    return chosen.take(order), pointers(np.bincount(groups, minlength=len(owners)))


def positions_in(ids: Longs, asked: Longs) -> Longs:
    """int64[asked]: the position of each asked id among the distinct ids; -1 where it is absent."""
    most = int(max(ids.max(initial=0), asked.max(initial=0)))
    if most <= _DENSE * (len(ids) + len(asked)):
        table = np.full(most + 1, -1, np.int64)
        table[ids] = np.arange(len(ids))
        return table.take(asked)
    order = np.argsort(ids, kind="stable")
    at = order.take(np.searchsorted(ids, asked, sorter=order).clip(max=len(ids) - 1))
    return np.where(ids.take(at) == asked, at, -1)


def take_rows(rows: NamedColumns, at: Longs) -> NamedColumns:
    """The rows in these positions."""
    return {name: column.take(at) for name, column in rows.items()}
