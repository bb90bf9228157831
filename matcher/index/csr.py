"""Lists of numbers in a row, and what is done to all of them at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True)
class CsrLists:
    """k lists of numbers in a row: list i is `items[ptr[i]:ptr[i + 1]]`; `ptr` int64[k + 1]."""

    ptr: Longs
    items: npt.NDArray[Any]

    def __len__(self) -> int:
        return len(self.ptr) - 1

    def of(self, number: int) -> npt.NDArray[Any]:
        return self.items[self.ptr[number] : self.ptr[number + 1]]

    def lengths(self) -> Longs:
        return np.diff(self.ptr)

    def any(self, said: Flags) -> Flags:
        """k booleans: is any of the list's numbers among those said of?"""
        return sums(said.take(self.items), self.ptr) > 0

    def among(self, numbers: Iterable[int], kinds: int) -> Flags:
        """bool[kinds]: which stand in any of the lists of these numbers."""
        found = np.zeros(kinds, np.bool_)
        for number in numbers:
            found[self.of(number)] = True
        return found


def sums(values: npt.NDArray[Any], ptr: Longs) -> Longs:
    """int64[k]: the sum over each range of `ptr`; an empty one is 0."""
    total = np.concatenate([[0], np.cumsum(values, dtype=np.int64)])
    return np.diff(total.take(ptr))


def csr_lists(rows: Sequence[Sequence[int]], kind: Any = np.uint32) -> CsrLists:
    """Lists as one."""
    ptr = np.cumsum([0, *map(len, rows)], dtype=np.int64)
    return CsrLists(ptr, np.array([one for row in rows for one in row], kind))


def grouped(values: Codes, kinds: int) -> CsrLists:
    """For each number below `kinds` the positions at which it stands, rising."""
    ends = np.cumsum(np.bincount(values, minlength=kinds))
    return CsrLists(np.concatenate([[0], ends]).astype(np.int64), np.argsort(values, kind="stable"))


def turned(lists: CsrLists, kinds: int) -> CsrLists:
    """For each number below `kinds` the lists that hold it, rising."""
    owner = np.repeat(np.arange(len(lists)), lists.lengths())
    found = grouped(lists.items, kinds)
    return CsrLists(found.ptr, owner.take(found.items))


def begins(values: Longs) -> Flags:
    """bool[n]: where each run of equal values begins."""
    return np.concatenate([[True], values[1:] != values[:-1]])[: len(values)]


def ranges(starts: Longs, lengths: Longs) -> Longs:
    """start, start + 1, … for each range, one after the other."""
    return spread(starts, lengths)[0]


def spread(starts: Longs, lengths: Longs) -> tuple[Longs, Longs]:
    """start, start + 1, … for each range, one after the other, and of each the range's number."""
    which = np.repeat(np.arange(len(starts)), lengths)
    found = (starts - np.cumsum(lengths) + lengths).take(which)
    found += np.arange(len(which))
    return found, which
