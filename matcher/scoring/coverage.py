"""The coverage of each service and division by the partners around a place: counted once for all
briefs on the same datasets.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from matcher.index.columns import Columns
from matcher.index.csr import Bytes, Flags, Longs
from matcher.index.segment import Segment
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP, UNKNOWN, lifted
from matcher.reference.sectors import MANUFACTURING, SERVICE

# Around means: at least a neighbouring province (Atlas.affinity).
NEAR = 112
# Three counterparts in the same city, or seven in a neighbouring province, cover a need: more
# of them are no better, so that a big province gains nothing by its size alone.
ENOUGH = 3 * TOP


# Compared by identity: what was computed from it is kept under it (`maker_values`).
@dataclass(frozen=True, eq=False)
class Coverage:
    """`counts` int64[S, P]: the partners of the datasets in question at a place that document a
    service or, for a division, make anything of it.
    """

    reference: ReferenceData
    counts: Longs

    @cached_property
    def covered(self) -> Bytes:
        """uint8[2, S, P]: how well the partners around a place cover a service or a division;
        [1]: for a partner that is itself among those counted there, and is left out.
        """
        affinity = self.reference.areas.place_affinity.astype(np.int64)
        near = exact_product(self.counts, np.where(affinity >= NEAR, affinity, 0))
        # Without the partner itself: at its own place it adds the affinity of a place to itself.
        both = np.stack([near, near - affinity.diagonal()])
        found: Bytes = np.clip(both * TOP // ENOUGH, 0, TOP).astype(np.uint8)
        return found

    @cached_property
    def supplied(self) -> Longs:
        """int64[S, P]: for a division's maker the sum of excess x coverage over services."""
        return exact_product(self.reference.demand.excess, self.covered[0])

    @cached_property
    def totals(self) -> Longs:
        """int64[S]: how many there are anywhere."""
        found: Longs = self.counts.sum(axis=1)
        return found

    @property
    def has_providers(self) -> bool:
        """Does any partner of the datasets document a service?"""
        return bool(self.totals[self.reference.sectors.kind == SERVICE].any())

    def cover(
        self, needs: Mapping[str, int], place: str, own: Collection[str]
    ) -> tuple[int, dict[str, int]]:
        """How well the services or divisions `needs` are covered around a place, 0..255: all of
        them, each weighted by its number, and each by itself. Without the partner in those that
        are its `own`.
        """
        numbers, at = self.reference.sectors.numbers, self.reference.areas.numbers[place]
        covered = {code: int(self.covered[int(code in own), numbers[code], at]) for code in needs}
        return sum(needs[code] * covered[code] for code in needs) // sum(needs.values()), covered


def count_coverage(
    reference: ReferenceData, segments: Sequence[Segment], datasets: Collection[str]
) -> Coverage:
    """Count the datasets' partners by sector and place."""
    sectors, places = reference.sectors, len(reference.areas.codes)
    counts = np.zeros((len(sectors.codes), places + 1), np.int64)
    for segment in segments:
        place = segment.columns.cohorts.place
        sizes = segment.cohort_sizes(datasets, np.arange(len(place)), segment.deleted)
        for sector in range(len(sectors.codes)):
            # A service by the very group: an offering of a class documents none of its groups.
            if sectors.kind[sector] == SERVICE:
                cohorts = segment.columns.postings[sector].astype(np.int64)
            elif sector in sectors.divisions:
                cohorts = np.flatnonzero(segment.columns.offers_any(sectors.covers[sector]))
            else:
                continue
            counts[sector] += np.bincount(
                place.take(cohorts), sizes.take(cohorts), minlength=places + 1
            ).astype(np.int64)
    return Coverage(reference, counts[:, :places])


def exact_product(left: npt.NDArray[Any], right: npt.NDArray[Any]) -> Longs:
    """left @ right of whole numbers, exact while sums stay below 2**53. In floats, for NumPy
    multiplies integers without BLAS; without the rows and columns that are nothing but zeros.
    """
    rows = np.flatnonzero(left.any(axis=1))
    both = np.flatnonzero(left.any(axis=0) & right.any(axis=1))
    found = np.zeros((len(left), right.shape[1]), np.int64)
    found[rows] = left[np.ix_(rows, both)].astype(np.float64) @ right[both].astype(np.float64)
    return found


def sums_by_position(position: Longs, numbers: Longs, count: int) -> Longs:
    """int64[count]: the numbers added up by position; exact while sums stay below 2**53."""
    return np.bincount(position, numbers, count).astype(np.int64)


# Of each coverage the values of each segment's postings: no brief has a part in them.
_KNOWN: WeakKeyDictionary[Coverage, WeakKeyDictionary[Columns, Bytes]] = WeakKeyDictionary()


def maker_values(coverage: Coverage, columns: Columns) -> Bytes:
    """uint8[postings]: the value of `MakerEcosystem` for each cohort that makes a sector; neutral
    for services, for divisions of which no need is above the average, and where the place is
    unknown.
    """
    known = _KNOWN.setdefault(coverage, WeakKeyDictionary())
    if columns not in known:
        known[columns] = _compute_maker_values(coverage, columns)
    return known[columns]


def _compute_maker_values(coverage: Coverage, columns: Columns) -> Bytes:
    sectors, postings = coverage.reference.sectors, columns.postings
    found = np.full(len(postings.items), UNKNOWN, np.uint8)
    serves = columns.offers_any(sectors.kind == SERVICE)
    made = (sectors.kind == MANUFACTURING) & (postings.lengths() > 0)
    for sector in np.flatnonzero(made).tolist():
        excess = coverage.reference.demand.excess[sectors.top[sector]]
        if excess.any():
            at = slice(postings.ptr[sector], postings.ptr[sector + 1])
            found[at] = lifted(_supplied(coverage, columns, sector, serves) // excess.sum())
    return found


def _supplied(coverage: Coverage, columns: Columns, sector: int, serves: Flags) -> Longs:
    """The sums of excess x coverage of the cohorts that make the sector; 0 at an unknown place."""
    reference = coverage.reference
    division = reference.sectors.top[sector]
    cohorts = columns.postings[sector]
    place = columns.cohorts.place.take(cohorts).astype(np.int64)
    covered = np.append(coverage.supplied[division], 0).take(place)
    both = np.flatnonzero(serves.take(cohorts) & (place < reference.areas.unknown))
    if len(both):
        excess = reference.demand.excess[division]
        covered[both] -= _own_part(coverage, columns, excess, cohorts[both])
    return covered


def _own_part(coverage: Coverage, columns: Columns, excess: Longs, cohorts: Longs) -> Longs:
    """The part of the sums that cohorts which also serve add themselves, and must not."""
    position, services = columns.offered_sectors(cohorts)
    where = columns.cohorts.place.take(cohorts).take(position)
    with_it, without = coverage.covered[:, services, where].astype(np.int64)
    served = coverage.reference.sectors.kind.take(services) == SERVICE
    extra = np.where(served, excess.take(services) * (with_it - without), 0)
    return sums_by_position(position, extra, len(cohorts))
