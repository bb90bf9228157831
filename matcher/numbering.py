"""Equal values by one number, without a Python object a value."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Longs = npt.NDArray[np.int64]
_SAMPLE = 1 << 14


@dataclass(frozen=True)
class Numbered:
    """`codes[i]` is the position of value i in `distinct`; `first`: a place where each stands."""

    codes: npt.NDArray[np.unsignedinteger[Any]]
    distinct: Longs
    first: Longs


def number(values: Longs, none: int | None = None) -> Numbered:
    """Number the values off; `none`, where given, is number 0 whether it occurs or not. Few
    distinct ones among many are mostly found in a sample.
    """
    values = values.astype(np.int64)
    if none is not None:
        values = np.append(values, none)
    distinct = np.unique(values[:: max(1, len(values) // _SAMPLE)])
    codes = _find(distinct, values)
    missed = values[distinct.take(codes) != values] if len(values) else values
    if len(missed):
        distinct = np.union1d(distinct, missed)
        codes = _find(distinct, values)
    if none is not None:
        order = np.argsort(distinct != none, kind="stable")
        codes, distinct = np.argsort(order).take(codes)[:-1], distinct.take(order)
    first = np.zeros(len(distinct), np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return Numbered(codes.astype(np.min_scalar_type(len(distinct))), distinct, first)


def _find(distinct: Longs, values: Longs) -> Longs:
    return np.minimum(np.searchsorted(distinct, values), max(0, len(distinct) - 1))


def mix(*numbers: npt.NDArray[Any]) -> Longs:
    """64 well-mixed bits of several numbers a row (splitmix64, Steele and others 2014)."""
    found = np.zeros(len(numbers[0]), np.uint64)
    for one in numbers:
        found += one.astype(np.int64).view(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
        found = (found ^ found >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
        found = (found ^ found >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
        found ^= found >> np.uint64(31)
    return found.view(np.int64)
