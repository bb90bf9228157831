"""Who does what around whom: counted once for all briefs that ask for the same datasets."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.columns import Columns
from matcher.index.csr import Bytes, Longs
from matcher.index.segment import Segment
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP
from matcher.reference.sectors import SERVICE

# Around means: at least a neighbouring province (Atlas.affinity).
NEAR = 112
# Three counterparts next door, or five in the province's neighbours, are as many as count.
ENOUGH = 3 * TOP
# Of so many segments at a time what was reckoned is kept.
_KEPT = 64


@dataclass(frozen=True)
class Coverage:
    """`counts` int64[S, P]: the partners of the datasets in question at a place who document a
    service or, for a division, make anything of it. `supplies` keeps what `supply` has made of it.
    """

    reference: ReferenceData
    counts: Longs
    supplies: dict[int, tuple[Columns, Bytes]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def coverage(self) -> Bytes:
        """uint8[2, S, P]: how well the partners around a place cover a service or a division;
        [1]: for one that is itself among those counted there, and is left out.
        """
        affinity = self.reference.areas.every.astype(np.int64)
        near = product(self.counts, np.where(affinity >= NEAR, affinity, 0))
        both = np.stack([near, near - affinity.diagonal()])
        found: Bytes = np.clip(both * TOP // ENOUGH, 0, TOP).astype(np.uint8)
        return found

    @cached_property
    def supplied(self) -> Longs:
        """int64[S, P]: for a division's maker the sum of excess x coverage over services."""
        return product(self.reference.demand.more, self.coverage[0])

    @cached_property
    def totals(self) -> Longs:
        """int64[S]: how many there are anywhere."""
        found: Longs = self.counts.sum(axis=1)
        return found

    @property
    def has_providers(self) -> bool:
        return bool(self.totals[self.reference.sectors.kind == SERVICE].any())

    def covers(self, code: str, place: str, *, own: bool) -> int:
        """0..255: `coverage` of one service or division at one place."""
        at = self.reference.sectors.numbers[code], self.reference.areas.numbers[place]
        return int(self.coverage[(int(own), *at)])


def survey(
    reference: ReferenceData, segments: Sequence[Segment], datasets: Collection[str]
) -> Coverage:
    """Count who does what where among the datasets' partners."""
    sectors, places = reference.sectors, len(reference.areas.codes)
    counts = np.zeros((len(sectors.codes), places + 1), np.int64)
    for segment in segments:
        place = segment.columns.cohorts.place
        sizes = segment.cohort_sizes(datasets, np.arange(len(place)), segment.deleted)
        for sector in range(len(sectors.codes)):
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


def product(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> Longs:
    """one @ other of whole numbers, exact while sums stay below 2**53. In floats, for NumPy
    multiplies integers without BLAS; without the rows and columns that are nothing but zeros.
    """
    rows = np.flatnonzero(one.any(axis=1))
    both = np.flatnonzero(one.any(axis=0) & other.any(axis=1))
    found = np.zeros((len(one), other.shape[1]), np.int64)
    found[rows] = one[np.ix_(rows, both)].astype(np.float64) @ other[both].astype(np.float64)
    return found


def nobody(reference: ReferenceData) -> Coverage:
    """No partners at all."""
    return survey(reference, (), ())
