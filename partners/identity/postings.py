"""Inverted lists in three arrays: key -> the positions that have it."""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

# A key and a position share 64 bits, so one sort puts both in order.
_POSITION_BITS = 24
MOST_POSITIONS = 1 << _POSITION_BITS
_POSITION = np.uint64(MOST_POSITIONS - 1)
_CHUNK = 8_192
_BLOCK = 1 << 22

_Integers = npt.NDArray[np.uint64]


class PostingsBuilder:
    """Gathers the keys of positions, which are given in ascending order."""

    def __init__(self) -> None:
        self._blocks: list[_Integers] = []
        self._keys: list[int] = []
        self._positions: list[int] = []
        self._counts: list[int] = []

    def add(self, position: int, keys: Collection[int]) -> None:
        """Give a position its keys, each below 2 ** 40 and once."""
        self._keys.extend(keys)
        self._positions.append(position)
        self._counts.append(len(keys))
        if len(self._positions) >= _CHUNK:
            self._close_block()

    def build(self, most: int) -> "Postings":
        """The postings, without keys of more than `most` positions; the builder is then empty."""
        self._close_block()
        packed = np.empty(sum(map(len, self._blocks)), dtype=np.uint64)
        start = 0
        self._blocks.reverse()
        while self._blocks:
            # Each block is freed at once: all of them twice would be the peak of the memory.
            block = self._blocks.pop()
            packed[start : start + len(block)] = block
            start += len(block)
        return Postings(packed, most)

    def _close_block(self) -> None:
        block = np.array(self._keys, dtype=np.uint64) << np.uint64(_POSITION_BITS)
        positions = np.array(self._positions, dtype=np.uint64)
        self._blocks.append(block | np.repeat(positions, self._counts))
        self._keys, self._positions, self._counts = [], [], []


class Postings:
    """For each key, the positions that have it, ascending. A posting takes 4 bytes, a key 12."""

    def __init__(self, packed: _Integers, most: int) -> None:
        packed.sort()
        starts = _starts_of_keys(packed)
        lengths = np.diff(np.append(starts, np.uint64(len(packed)))).astype(np.uint64)
        kept = lengths <= most
        self._keys = packed[starts[kept]] >> np.uint64(_POSITION_BITS)
        self._starts = np.zeros(len(self._keys) + 1, dtype=np.uint32)
        np.cumsum(lengths[kept], out=self._starts[1:])
        self._positions = np.empty(int(self._starts[-1]), dtype=np.uint32)
        _copy_positions(packed, starts, lengths, kept, self._positions)

    @property
    def nbytes(self) -> int:
        """The bytes of the arrays."""
        return self._keys.nbytes + self._starts.nbytes + self._positions.nbytes

    def __len__(self) -> int:
        return len(self._keys)

    def lists(self, keys: Collection[int]) -> list[npt.NDArray[np.uint32]]:
        """The lists of those keys that have one."""
        if not len(self._keys):
            return []
        asked = np.fromiter(keys, dtype=np.uint64, count=len(keys))
        places = np.minimum(np.searchsorted(self._keys, asked), len(self._keys) - 1)
        found = places[self._keys[places] == asked]
        starts, ends = self._starts[found].tolist(), self._starts[found + 1].tolist()
        positions = self._positions
        return [positions[start:end] for start, end in zip(starts, ends, strict=True)]


def _starts_of_keys(packed: _Integers) -> npt.NDArray[np.uint64]:
    """Where each key begins, block by block: a copy of all keys would double the memory."""
    shift = np.uint64(_POSITION_BITS)
    found = [np.zeros(min(1, len(packed)), dtype=np.uint64)]
    for start in range(1, len(packed), _BLOCK):
        block = packed[start - 1 : start + _BLOCK] >> shift
        found.append((np.flatnonzero(block[1:] != block[:-1]) + start).astype(np.uint64))
    return np.concatenate(found)


def _copy_positions(
    packed: _Integers,
    starts: npt.NDArray[np.uint64],
    lengths: npt.NDArray[np.uint64],
    kept: npt.NDArray[np.bool_],
    into: npt.NDArray[np.uint32],
) -> None:
    end = 0
    per_block = max(1, _BLOCK // 8)
    for first in range(0, len(starts), per_block):
        chosen = slice(first, first + per_block)
        begin = int(starts[first])
        stop = int(starts[chosen][-1] + lengths[chosen][-1])
        mask = np.repeat(kept[chosen], lengths[chosen].astype(np.int64))
        block = (packed[begin:stop][mask] & _POSITION).astype(np.uint32)
        into[end : end + len(block)] = block
        end += len(block)
