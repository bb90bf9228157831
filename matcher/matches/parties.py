"""One side of the matching: its parties in groups that a single bound holds for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.matches import compatibility_bits
from matcher.matches.components import AFFINITY, NEED, OPERATIONS, QUALITY, WEIGHTS
from matcher.matches.needs import Needs
from matcher.reference.areas import Areas

Ints = npt.NDArray[np.intp]
Points = npt.NDArray[np.int32]
MAKES, SERVES = "makes", "serves"
# Below every sum of points: stands for no match at all.
NONE = -(1 << 24)
# How many of a group's best are known apart: with them, the k-th best of k <= 16 is exact.
HEADS = 16
# A table from id to row has at most so many entries a party.
_DENSE = 64


@dataclass(frozen=True)
class Terms:
    """All that turns two parties into points: a place's area and needs, and the weights."""

    areas: Areas
    needs: Needs
    fit: compatibility_bits.FitTables = field(
        default_factory=lambda: compatibility_bits.tables(WEIGHTS[OPERATIONS])
    )

    @cached_property
    def affinity(self) -> Points:
        """int32[A, A]: points of the affinity of two places that are not one city."""
        return WEIGHTS[AFFINITY] * self.areas.affinity.astype(np.int32)

    @cached_property
    def need(self) -> Points:
        """int32[256]: points of a need; no match where none is evidenced."""
        points = WEIGHTS[NEED] * np.arange(256, dtype=np.int32)
        points[0] = NONE
        return points


@dataclass(frozen=True)
class Parties:
    """n parties of one side in any order. `place` numbers `Areas.codes`; `signature` numbers
    `offers`, intp[U, J]: what is made (divisions) or served (services) by number, a shorter
    row filled up with its own first entry. `ids` uint32 are distinct within the side.
    """

    role: str
    ids: npt.NDArray[np.uint32]
    place: npt.NDArray[np.uint16]
    signature: npt.NDArray[np.uint32]
    quality: npt.NDArray[np.uint8]
    word: npt.NDArray[np.uint32]
    offers: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, rows: Ints) -> "Parties":
        return Parties(
            self.role,
            self.ids[rows],
            self.place[rows],
            self.signature[rows],
            self.quality[rows],
            self.word[rows],
            self.offers,
        )


def padded(offers: Sequence[Sequence[int]]) -> Ints:
    """Signatures of any length as one table: see `Parties.offers`."""
    width = max((len(one) for one in offers), default=1)
    rows = [[*one, *[one[0]] * (width - len(one))] for one in offers]
    return np.array(rows, np.intp).reshape(len(rows), width)


@dataclass(frozen=True)
class Side:
    """n parties in G groups of one area, one class of needs (makers only) and one signature,
    ordered by area. Members of group g are rows `ptr[g]` to `ptr[g + 1]`, by `best` falling.

    A party earns, whomever it meets, at least `least` and at most `best` points (uint16) by its
    own quality and word. `heads` int32[G, 16]: the greatest `least` of each group, falling, NONE
    where it has no more. `used` uint8[G, V]: of makers, the need of each service.
    """

    parties: Parties
    city: npt.NDArray[np.uint16]
    best: npt.NDArray[np.uint16]
    least: npt.NDArray[np.uint16]
    ptr: Ints
    area: npt.NDArray[np.uint8]
    signature: npt.NDArray[np.uint32]
    heads: Points
    used: npt.NDArray[np.uint8] | None

    def __len__(self) -> int:
        return len(self.parties)

    @property
    def groups(self) -> int:
        return len(self.area)

    @cached_property
    def group(self) -> Ints:
        """intp[n]: the group of each row."""
        return np.repeat(np.arange(self.groups), np.diff(self.ptr))

    @cached_property
    def ladder(self) -> npt.NDArray[np.uint64]:
        """uint64[n], rising: group, then how far `best` lies below 65535. A search in it tells
        how many of a group reach a number of points.
        """
        return _rung(self.group, self.best.astype(np.int64))

    def reaching(self, groups: Ints, points: npt.NDArray[np.int64]) -> Ints:
        """The row after the last member of each group whose `best` reaches the points."""
        return np.searchsorted(self.ladder, _rung(groups, points), side="right")

    @cached_property
    def _by_id(self) -> Ints:
        return np.argsort(self.parties.ids)

    @cached_property
    def _rows(self) -> Ints | None:
        """The row of each id, where ids are dense enough for a table."""
        most = int(self.parties.ids.max(initial=0))
        if most > _DENSE * len(self):
            return None
        rows = np.zeros(most + 1, np.intp)
        rows[self.parties.ids] = np.arange(len(self))
        return rows

    def rows_of(self, ids: npt.NDArray[np.uint32]) -> Ints:
        """The rows of parties on this side, by id; any row for ids of nobody."""
        if self._rows is not None:
            return self._rows.take(ids, mode="clip")
        at = np.searchsorted(self.parties.ids, ids, sorter=self._by_id)
        return self._by_id.take(at, mode="clip")

    def find(self, pk: int) -> int | None:
        """The row of a partner; None when it is not on this side."""
        if not len(self):
            return None
        at = np.searchsorted(self.parties.ids, pk, sorter=self._by_id)
        row = int(self._by_id[min(int(at), len(self) - 1)])
        return row if self.parties.ids[row] == pk else None


def _rung(groups: Ints, points: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    return (groups.astype(np.int64) << 16 | (0xFFFF - points)).astype(np.uint64)


def arrange(terms: Terms, parties: Parties) -> Side:
    """Group the parties and order them. O(n log n); 1M parties take about 0.15 s."""
    return arranged(terms, parties)[0]


def arranged(terms: Terms, parties: Parties) -> tuple[Side, Ints]:
    """The same, and which of the parties each row is."""
    earned = WEIGHTS[QUALITY] * parties.quality.astype(np.uint16)
    best = earned + terms.fit.at_most(parties.word)
    least = earned + terms.fit.at_least(parties.word)
    area = terms.areas.area[parties.place].astype(np.uint64)
    needs = terms.needs.of_place[parties.place] if parties.role == MAKES else np.zeros_like(area)
    key = area << np.uint64(56) | needs.astype(np.uint64) << np.uint64(40)
    key |= parties.signature.astype(np.uint64) << np.uint64(16)
    rows = np.argsort(key | (0xFFFF - best).astype(np.uint64))
    key = key[rows]
    first = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, np.intp)
    ptr = np.r_[first, len(key)]
    return _side(terms, parties.take(rows), best[rows], least[rows], ptr, key[first]), rows


def _side(
    terms: Terms,
    ordered: Parties,
    best: npt.NDArray[np.uint16],
    least: npt.NDArray[np.uint16],
    ptr: Ints,
    key: npt.NDArray[np.uint64],
) -> Side:
    """`key` uint64[G]: area (8 bits), class of needs (16), signature (24), nothing (16)."""
    needs = (key >> np.uint64(40) & np.uint64(0xFFFF)).astype(np.uint16)
    signature = (key >> np.uint64(16) & np.uint64(0xFFFFFF)).astype(np.uint32)
    return Side(
        parties=ordered,
        city=terms.areas.city[ordered.place],
        best=best,
        least=least,
        ptr=ptr,
        area=(key >> np.uint64(56)).astype(np.uint8),
        signature=signature,
        heads=_heads(least, ptr),
        used=used_by(terms.needs, needs, ordered.offers[signature])
        if ordered.role == MAKES
        else None,
    )


def _heads(least: npt.NDArray[np.uint16], ptr: Ints) -> Points:
    sizes = np.diff(ptr)
    group = np.repeat(np.arange(len(sizes)), sizes)
    order = np.argsort(_rung(group, least.astype(np.int64)))
    heads = np.full((len(sizes), HEADS), NONE, np.int32)
    for place in range(HEADS):
        deep = np.flatnonzero(sizes > place)
        heads[deep, place] = least[order[ptr[deep] + place]]
    return heads


def used_by(
    needs: Needs, classes: npt.NDArray[np.uint16], divisions: Ints
) -> npt.NDArray[np.uint8]:
    """uint8[G, V]: of several divisions, the one that needs the service most."""
    used = needs.table[classes, divisions[:, 0]]
    for column in divisions.T[1:]:
        np.maximum(used, needs.table[classes, column], out=used)
    return used


def only(terms: Terms, side: Side, rows: Ints) -> Side:
    """The side of some of its rows only."""
    return arrange(terms, side.parties.take(rows))
