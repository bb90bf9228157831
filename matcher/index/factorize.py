"""Equal values by one number, without a Python object a value."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.csr import Longs

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio: spreads any values


@dataclass(frozen=True)
class Factorized:
    """`codes[i]` is the position of value i in `distinct`; `first`: a place where each stands."""

    codes: npt.NDArray[np.unsignedinteger[Any]]
    distinct: Longs
    first: Longs


def number(values: Longs, none: int | None = None) -> Factorized:
    """Number the values off; `none`, where given, is number 0 whether it occurs or not."""
    values = values.astype(np.int64, copy=False)
    if none is not None:
        values = np.append(values, none)
    distinct, codes = _few(values) if _dense(values) else _many(values)
    if none is not None:
        order = np.argsort(distinct != none, kind="stable")
        codes, distinct = np.argsort(order).take(codes)[:-1], distinct.take(order)
    first = np.zeros(len(distinct), np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return Factorized(codes.astype(np.min_scalar_type(len(distinct))), distinct, first)


def _dense(values: Longs) -> bool:
    """Do the values lie so close that a table of them all is small?"""
    return len(values) > 0 and int(values.max()) - int(values.min()) < 4 * len(values)


def _few(values: Longs) -> tuple[Longs, Longs]:
    """(distinct values, positions among them), by a table from the least to the greatest."""
    least = values.min()
    at = values - least
    there = np.zeros(int(at.max()) + 1, np.bool_)
    there[at] = True
    return np.flatnonzero(there) + least, (np.cumsum(there) - 1).take(at)


def _many(values: Longs) -> tuple[Longs, Longs]:
    """The same by a table in which each value has a slot by its bits. Those whose slot another
    value holds, which are few, are searched for.
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
    table[slot.take(holders)] = np.searchsorted(distinct, held)
    codes = table.take(slot)
    codes[missed] = np.searchsorted(distinct, values.take(missed))
    return distinct, codes


def rising(keys: Longs) -> Longs:
    """The order in which the keys, none below 0, rise; equal ones stay as they are."""
    bits = len(keys).bit_length()
    if int(keys.max(initial=0)).bit_length() + bits > 63:
        return np.argsort(keys, kind="stable")
    # Sorting numbers is many times as fast as sorting rows by them.
    return np.sort(keys << bits | np.arange(len(keys))) & ((1 << bits) - 1)


def mix(*numbers: npt.NDArray[Any]) -> Longs:
    """64 well-mixed bits of several numbers a row (splitmix64, Steele and others 2014)."""
    found = np.zeros(len(numbers[0]), np.uint64)
    for one in numbers:
        found += one.astype(np.int64).view(np.uint64) + _GOLDEN
        found = (found ^ found >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
        found = (found ^ found >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
        found ^= found >> np.uint64(31)
    return found.view(np.int64)
