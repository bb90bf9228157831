"""Makers or providers as arrays, in groups whose members share one upper and one lower bound.

A *party* is a partner in one role: it makes, or it serves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.index.candidate import Offer
from matcher.matches.compatibility_bits import CompatibilityTables, compatibility_tables
from matcher.matches.components import AFFINITY, NEED, OPERATIONS, QUALITY, WEIGHTS
from matcher.matches.needs import NeedTables, compute_needs
from matcher.reference.areas import Areas
from matcher.reference.reference_data import ReferenceData
from matcher.scoring.ecosystem import divisions_of

Ints = npt.NDArray[np.intp]
Points = npt.NDArray[np.int32]
MAKES, SERVES = "makes", "serves"
# Less than any sum of points can lift above zero: marks a pair without an evidenced need.
NONE = -(1 << 24)
# How many of a group's greatest lower bounds are kept: with them the floor of a list of k <= 16
# entries is exact.
TOP_LOWER = 16


@dataclass(frozen=True)
class MatchTables:
    """The tables that turn two parties into points, of the places, the demand and the lists of
    `reference`: areas and needs of places, and the points of common bits.
    """

    reference: ReferenceData

    @cached_property
    def areas(self) -> Areas:
        """The places, grouped by how near they act."""
        return self.reference.areas

    @cached_property
    def needs(self) -> NeedTables:
        """The needs of makers at every place."""
        return compute_needs(self.reference)

    @cached_property
    def fit(self) -> CompatibilityTables:
        """The points of common bits."""
        return compatibility_tables(WEIGHTS[OPERATIONS])

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

    def numbers_of(self, role: str, sectors: Iterable[str]) -> tuple[int, ...]:
        """The numbers, rising, of the divisions that these sectors belong to (MAKES), or of these
        services (SERVES).
        """
        if role == SERVES:
            return tuple(sorted({self.needs.services.index(code) for code in sectors}))
        divisions = {code for sector in sectors for code in divisions_of(self.reference, sector)}
        return tuple(sorted(self.needs.divisions.index(code) for code in divisions))

    def documented_by(self, offers: Sequence[Offer], role: str) -> tuple[int, ...]:
        """The numbers of the divisions or services that the offerings document in the role."""
        return self.numbers_of(role, [one.sector for one in offers if one.verb == role])


@dataclass(frozen=True)
class Parties:
    """n parties of one role in any order. `place` numbers `Areas.codes`; `signature` numbers
    `offers`, intp[U, J]: the divisions made or the services served, by number, a shorter
    row filled up with its own first entry. `bits`: see
    `compatibility_bits`. `ids` uint32 are distinct.
    """

    role: str
    ids: npt.NDArray[np.uint32]
    place: npt.NDArray[np.uint16]
    signature: npt.NDArray[np.uint32]
    quality: npt.NDArray[np.uint8]
    bits: npt.NDArray[np.uint32]
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
            self.bits[rows],
            self.offers,
        )


def padded(offers: Sequence[Sequence[int]]) -> Ints:
    """Signatures of any length as one table: see `Parties.offers`."""
    width = max((len(one) for one in offers), default=1)
    rows = [[*one, *[one[0]] * (width - len(one))] for one in offers]
    return np.array(rows, np.intp).reshape(len(rows), width)


@dataclass(frozen=True)
class PartyGroups:
    """n parties in G groups of one area, one class of needs (makers only) and one signature,
    ordered by area. Members of group g are rows `ptr[g]` to `ptr[g + 1]`, by `upper` falling.

    With any counterpart a party earns at most `upper` points (uint16) by its own quality and bits.
    `top_lower` int32[G, 16]: the greatest of the points that members earn at least, falling, NONE
    where there are no more. `needs` uint8[G, V]: of makers, the need of each service; empty of
    providers.
    """

    parties: Parties
    city: npt.NDArray[np.uint16]
    upper: npt.NDArray[np.uint16]
    ptr: Ints
    area: npt.NDArray[np.uint8]
    signature: npt.NDArray[np.uint32]
    top_lower: Points
    needs: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.parties)

    @cached_property
    def group(self) -> Ints:
        """intp[n]: the group of each row."""
        return np.repeat(np.arange(len(self.area)), np.diff(self.ptr))

    @cached_property
    def upper_keys(self) -> npt.NDArray[np.uint64]:
        """uint64[n], rising: group, then how far `upper` lies below 65535. A binary search in it
        finds how many members of a group reach a number of points.
        """
        return _bound_keys(self.group, self.upper.astype(np.int64))

    def rows_reaching(self, groups: Ints, points: npt.NDArray[np.int64]) -> Ints:
        """The row after the last member of each group whose `upper` reaches the points."""
        return np.searchsorted(self.upper_keys, _bound_keys(groups, points), side="right")

    @cached_property
    def _by_id(self) -> Ints:
        return np.argsort(self.parties.ids)

    def row_of(self, pk: int) -> int | None:
        """The row of a partner; None where it is not here."""
        if not len(self):
            return None
        at = np.searchsorted(self.parties.ids, pk, sorter=self._by_id)
        row = int(self._by_id[min(int(at), len(self) - 1)])
        return row if self.parties.ids[row] == pk else None


def _bound_keys(groups: Ints, points: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    return (groups.astype(np.int64) << 16 | (0xFFFF - points)).astype(np.uint64)


def group_parties(tables: MatchTables, parties: Parties) -> PartyGroups:
    """The parties in groups. O(n log n); a million parties take a third of a second."""
    # Need and affinity are no part of the bounds: a group shares them.
    earned = WEIGHTS[QUALITY] * parties.quality.astype(np.uint16)
    upper = earned + tables.fit.at_most(parties.bits)
    lower = earned + tables.fit.at_least(parties.bits)
    area = tables.areas.area[parties.place].astype(np.uint64)
    needs = tables.needs.of_place[parties.place] if parties.role == MAKES else np.zeros_like(area)
    # One number a party, so that a single sort gives groups and the order within them.
    key = area << np.uint64(56) | needs.astype(np.uint64) << np.uint64(40)
    key |= parties.signature.astype(np.uint64) << np.uint64(16)
    rows = np.argsort(key | (0xFFFF - upper).astype(np.uint64))
    key = key[rows]
    first = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, np.intp)
    ptr = np.r_[first, len(key)]
    return _from_keys(tables, parties.take(rows), upper[rows], lower[rows], ptr, key[first])


def _from_keys(
    tables: MatchTables,
    ordered: Parties,
    upper: npt.NDArray[np.uint16],
    lower: npt.NDArray[np.uint16],
    ptr: Ints,
    key: npt.NDArray[np.uint64],
) -> PartyGroups:
    """`key` uint64[G]: area (8 bits), class of needs (16), signature (24), nothing (16)."""
    needs = (key >> np.uint64(40) & np.uint64(0xFFFF)).astype(np.uint16)
    signature = (key >> np.uint64(16) & np.uint64(0xFFFFFF)).astype(np.uint32)
    return PartyGroups(
        parties=ordered,
        city=tables.areas.city[ordered.place],
        upper=upper,
        ptr=ptr,
        area=(key >> np.uint64(56)).astype(np.uint8),
        signature=signature,
        top_lower=_top_lower(lower, ptr),
        needs=service_needs_of(tables.needs, needs, ordered.offers[signature])
        if ordered.role == MAKES
        else np.zeros((0, 0), np.uint8),
    )


def _top_lower(lower: npt.NDArray[np.uint16], ptr: Ints) -> Points:
    sizes = np.diff(ptr)
    group = np.repeat(np.arange(len(sizes)), sizes)
    order = np.argsort(_bound_keys(group, lower.astype(np.int64)))
    found = np.full((len(sizes), TOP_LOWER), NONE, np.int32)
    for place in range(TOP_LOWER):
        large = np.flatnonzero(sizes > place)
        found[large, place] = lower[order[ptr[large] + place]]
    return found


def service_needs_of(
    needs: NeedTables, classes: npt.NDArray[np.uint16], divisions: Ints
) -> npt.NDArray[np.uint8]:
    """uint8[G, V]: the need of each service, of the division that needs it most. `classes`
    uint16[G] number rows of `needs.table`, `divisions` intp[G, J] its columns.
    """
    found = needs.table[classes, divisions[:, 0]]
    for column in divisions.T[1:]:
        np.maximum(found, needs.table[classes, column], out=found)
    return found


def subset(tables: MatchTables, groups: PartyGroups, rows: Ints) -> PartyGroups:
    """Some of the parties, in groups of their own."""
    return group_parties(tables, groups.parties.take(rows))
