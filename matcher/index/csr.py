"""Many lists of numbers in two arrays (compressed sparse rows), and operations on all at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.unsignedinteger[Any]]

_FEW = 16  # lists that are quicker taken one by one


@dataclass(frozen=True)
class CsrLists:
    """k lists of numbers: list i is `items[ptr[i]:ptr[i + 1]]`; `ptr` int64[k + 1]."""

    ptr: Longs
    items: npt.NDArray[Any]

    def __len__(self) -> int:
        return len(self.ptr) - 1

    def __getitem__(self, number: int) -> npt.NDArray[Any]:
        return self.items[self.ptr[number] : self.ptr[number + 1]]

    def lengths(self) -> Longs:
        """int64[k]."""
        return np.diff(self.ptr)

    def take(self, numbers: npt.NDArray[Any]) -> "CsrLists":
        """The lists of these numbers, in their order."""
        lengths = self.lengths().take(numbers)
        at = concat_ranges(self.ptr.take(numbers), lengths)
        return CsrLists(pointers(lengths), self.items.take(at))

    def owners(self) -> Longs:
        """int64[items]: the list that each item stands in."""
        return np.repeat(np.arange(len(self)), self.lengths())

    def any(self, marked: Flags) -> Flags:
        """bool[k]: does the list hold a marked number?"""
        return sums_by_list(marked.take(self.items), self.ptr) > 0

    def union(self, numbers: Iterable[int], kinds: int) -> Flags:
        """bool[kinds]: the items of any of the lists of these numbers."""
        found, every = np.zeros(kinds, np.bool_), [*numbers]
        if len(every) > _FEW:
            found[self.take(np.array(every, np.int64)).items] = True
            return found
        for number in every:
            found[self[number]] = True
        return found


def pointers(lengths: npt.NDArray[Any] | Sequence[int]) -> Longs:
    """int64[k + 1]: where each of k lists of these lengths begins, and where the last ends."""
    found = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=found[1:])
    return found


def sums_by_list(values: npt.NDArray[Any], ptr: Longs) -> Longs:
    """int64[k]: the sum of the values of each list; 0 for an empty list."""
    # Not `np.add.reduceat`, which gives an empty list the first value of the next one.
    return np.diff(pointers(values).take(ptr))


def to_csr(rows: Sequence[Sequence[int]], kind: Any = np.uint32) -> CsrLists:
    """Python lists as one `CsrLists`, its items of the NumPy type `kind`."""
    return CsrLists(
        pointers([len(row) for row in rows]), np.array([item for row in rows for item in row], kind)
    )


def positions_by_value(values: Codes, kinds: int) -> CsrLists:
    """For each value below `kinds` its positions in `values`, ascending."""
    ptr = pointers(np.bincount(values, minlength=kinds))
    return CsrLists(ptr, np.argsort(values, kind="stable"))


def transpose(lists: CsrLists, kinds: int) -> CsrLists:
    """For each item below `kinds` the lists that hold it, ascending."""
    found = positions_by_value(lists.items, kinds)
    return CsrLists(found.ptr, lists.owners().take(found.items))


def run_starts(values: Longs) -> Flags:
    """bool[n]: the first of each run of equal values."""
    return np.concatenate([[True], values[1:] != values[:-1]])[: len(values)]


def concat_ranges(starts: Longs, lengths: Longs) -> Longs:
    """`start, start + 1, …` of each range, one range after the other."""
    return concat_ranges_with_owner(starts, lengths)[0]


def concat_ranges_with_owner(starts: Longs, lengths: Longs) -> tuple[Longs, Longs]:
    """The same, and for each of its numbers the position of its range."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    # Where a range ends the next begins: a running sum takes half the time of `np.repeat`.
    owner = np.cumsum(np.bincount(ends[:-1], minlength=total)[:total])
    found = (starts - ends + lengths).take(owner)
    found += np.arange(total)
    return found, owner
