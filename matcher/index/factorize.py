"""Numbers for distinct values, orders and hashes, without a Python object a value."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.csr import Longs

# 2**64 divided by the golden ratio: the odd constant of Fibonacci hashing (Knuth, TAOCP 6.4).
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Factorized:
    """n values by the numbers of their d distinct values.

    `codes` uint8, uint16 or uint32[n]: positions in `distinct`; `distinct` int64[d];
    `first` int64[d]: the first position of each distinct value among the n.
    """

    codes: npt.NDArray[np.unsignedinteger[Any]]
    distinct: Longs
    first: Longs


def factorize(values: Longs, null: int | None = None) -> Factorized:
    """Number the distinct values in ascending order. `null`, where given, is number 0 even if it
    does not occur; its `first` is 0 then.
    """
    values = values.astype(np.int64, copy=False)
    if null is not None:
        values = np.append(values, null)
    distinct, codes = (_by_range if _is_dense(values) else _by_hash)(values)
    if null is not None:
        order = np.argsort(distinct != null, kind="stable")
        codes, distinct = np.argsort(order).take(codes)[:-1], distinct.take(order)
    first = np.zeros(len(distinct), np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return Factorized(codes.astype(np.min_scalar_type(len(distinct))), distinct, first)


def _is_dense(values: Longs) -> bool:
    """Do the values lie so close together that a table of their whole range is small?"""
    return len(values) > 0 and int(values.max()) - int(values.min()) < 4 * len(values)


def _by_range(values: Longs) -> tuple[Longs, Longs]:
    """(distinct values, codes), by a table from the least value to the greatest."""
    least = values.min()
    at = values - least
    occurs = np.zeros(int(at.max()) + 1, np.bool_)
    occurs[at] = True
    return np.flatnonzero(occurs) + least, (np.cumsum(occurs) - 1).take(at)


def _by_hash(values: Longs) -> tuple[Longs, Longs]:
    """(distinct values, codes), by a hash table without probing: a slot keeps the last value that
    was written to it, and the few values that lost their slot are found by binary search.
    """
    bits = len(values).bit_length() + 1
    slot = (values.view(np.uint64) * _GOLDEN >> np.uint64(64 - bits)).view(np.int64)
    rows = np.arange(len(values))
    table = np.zeros(1 << bits, np.int64)
    table[slot] = rows
    holder = table.take(slot)
    missed = np.flatnonzero(values.take(holder) != values)
    holders = np.flatnonzero(holder == rows)
    held = values.take(holders)
    distinct = np.sort(np.concatenate([held, np.unique(values.take(missed))]))
    # The table is used again: from a slot to the number of the value that holds it.
    table[slot.take(holders)] = np.searchsorted(distinct, held)
    codes = table.take(slot)
    codes[missed] = np.searchsorted(distinct, values.take(missed))
    return distinct, codes


def stable_argsort(keys: Longs) -> Longs:
    """int64[n]: the ascending order of keys that are not negative; equal keys keep their order."""
    bits = len(keys).bit_length()
    if int(keys.max(initial=0)).bit_length() + bits > 63:
        return np.argsort(keys, kind="stable")
    # NumPy sorts plain integers with SIMD, many times as fast as it sorts positions by key.
    return np.sort(keys << bits | np.arange(len(keys))) & ((1 << bits) - 1)


def row_hashes(*columns: npt.NDArray[Any]) -> Longs:
    """int64[n]: a hash of each row of the columns (splitmix64: Steele, Lea and Flood 2014)."""
    found = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        found += column.astype(np.int64).view(np.uint64) + _GOLDEN
        found = (found ^ found >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
        found = (found ^ found >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
        found ^= found >> np.uint64(31)
    return found.view(np.int64)
