"""One segment as one brief sees it: which cohorts answer its needs, and how to ask all of them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.index.columns import Columns
from matcher.index.csr import Bytes, Flags, Longs


class FittingPostings(NamedTuple):
    """Who offers what fits: l links, sector by sector. Those of the n-th fitting sector are
    `ptr[n]:ptr[n + 1]`; `cohort` int64[l]: the cohort's position among those that fit; `place`
    uint16[l].
    """

    ptr: Longs
    cohort: Longs
    place: npt.NDArray[np.uint16]


@dataclass(frozen=True, eq=False)
class SegmentQuery:
    """A brief's question to a segment: `columns`, of which the f cohorts that fit alone are looked
    at. `levels` uint8[S]: how well an offering of each sector answers a need; 0: not at all.
    """

    columns: Columns
    levels: Bytes

    @cached_property
    def fitting(self) -> Longs:
        """The sectors that answer a need at any level and that a partner here offers, rising."""
        offered = self.columns.postings.lengths() > 0
        return np.flatnonzero((self.levels > 0) & offered)

    @cached_property
    def cohorts(self) -> Longs:
        """int64[f]: the cohorts that answer a need at any level, rising. The gate."""
        return np.flatnonzero(self._fit)

    @cached_property
    def place(self) -> npt.NDArray[np.uint16]:
        """uint16[f]: where each is."""
        return self.columns.cohorts.place.take(self.cohorts)

    @cached_property
    def fitting_postings(self) -> FittingPostings:
        """Each fitting sector with each cohort that offers it."""
        lengths = [span.stop - span.start for span in self._spans]
        return FittingPostings(
            np.cumsum([0, *lengths]),
            self._position.take(self._posted),
            self.posted(self.columns.posted_places),
        )

    def posted(self, column: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Of a column of the postings, what it says of the links."""
        return np.concatenate([column[:0], *(column[span] for span in self._spans)])

    def highest(self, said: Bytes) -> Bytes:
        """uint8[f]: for each cohort the highest that is said of its links."""
        found = np.zeros(len(self.cohorts), np.uint8)
        np.maximum.at(found, self.fitting_postings.cohort, said)
        return found

    def best(self, said: Bytes) -> Bytes:
        """uint8[f]: for each cohort the highest that is said of a fitting sector that it offers."""
        found, fitting_postings = np.zeros(len(self.cohorts), np.uint8), self.fitting_postings
        chosen = np.flatnonzero(said)
        spans = [
            fitting_postings.cohort[fitting_postings.ptr[n] : fitting_postings.ptr[n + 1]]
            for n in chosen.tolist()
        ]
        values = np.repeat(said.take(chosen), np.diff(fitting_postings.ptr).take(chosen))
        np.maximum.at(found, np.concatenate([fitting_postings.cohort[:0], *spans]), values)
        return found

    def beside(self, levels: Bytes) -> Bytes:
        """uint8[f]: the best level at which each cohort answers what need be no need of the brief;
        `levels` of every sector.
        """
        found = np.zeros(len(self.cohorts), np.uint8)
        for sector in np.flatnonzero(levels).tolist():
            cohorts = self.columns.postings.of(sector)
            at = self._position.take(cohorts[self._fit.take(cohorts)])
            np.maximum.at(found, at, levels[sector])
        return found

    @cached_property
    def _spans(self) -> list[slice]:
        """Where in the postings each fitting sector stands."""
        ptr = self.columns.postings.ptr
        starts, ends = ptr.take(self.fitting).tolist(), ptr.take(self.fitting + 1).tolist()
        return [slice(start, end) for start, end in zip(starts, ends, strict=True)]

    @cached_property
    def _posted(self) -> Longs:
        """int64[l]: the cohort of each link among all of the segment."""
        return self.posted(self.columns.postings.items)

    @cached_property
    def _fit(self) -> Flags:
        """bool[m]: the cohorts of the segment that answer a need at any level."""
        found = np.zeros(len(self.columns.cohorts.place), np.bool_)
        found[self._posted] = True
        return found

    @cached_property
    def _position(self) -> Longs:
        """int64[m]: of each cohort of the segment that fits its position among these; of the others
        it says nothing.
        """
        found = np.empty(len(self._fit), np.int64)
        found[self.cohorts] = np.arange(len(self.cohorts))
        return found
