"""How well the partners around a place cover each service and division: counted once for all
briefs that ask for the same datasets.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.csr import Bytes, Longs
from matcher.index.segment import Segment
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP
from matcher.reference.sectors import SERVICE

# Around means: at least a neighbouring province (Atlas.affinity).
NEAR = 112
# Three counterparts in the same city, or seven in a neighbouring province, cover a need: more
# of them are no better, so that a big province gains nothing by its size alone.
ENOUGH = 3 * TOP


# Compared by identity: what was computed from it is kept under it (`ecosystem`).
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

    def covered_at(self, code: str, place: str, *, own: bool) -> int:
        """0..255: `covered` of a service or division at a place; `own`: without the partner."""
        at = self.reference.sectors.numbers[code], self.reference.areas.numbers[place]
        return int(self.covered[(int(own), *at)])


def count_coverage(
    reference: ReferenceData, segments: Sequence[Segment], datasets: Collection[str]
) -> Coverage:
    """Count who documents what where among the datasets' partners."""
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
