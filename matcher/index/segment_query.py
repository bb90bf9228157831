"""One shard as one brief sees it: which seats answer its needs, and how to ask all of them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.index.columns import Columns
from matcher.index.csr import Bytes, Flags, Longs
from matcher.reference.reference_data import Ground
from matcher.scoring.fitting import Fits
from matcher.scoring.wanted import Wanted


class Links(NamedTuple):
    """Who offers what fits: l links, sector by sector. Those of the n-th fitting sector are
    `ptr[n]:ptr[n + 1]`; `seat` int64[l]: the seat's position among those that fit; `place`
    uint16[l].
    """

    ptr: Longs
    seat: Longs
    place: npt.NDArray[np.uint16]


@dataclass(frozen=True)
class View:
    """A brief's sight of a shard: the f seats that fit, of whom alone anything is asked."""

    ground: Ground
    wanted: Wanted
    fits: Fits
    columns: Columns

    @cached_property
    def fitting(self) -> Longs:
        """The sectors that answer a need at any level and that somebody here offers, rising."""
        offered = self.columns.postings.lengths() > 0
        return np.flatnonzero(self.fits.any_need().astype(np.bool_) & offered)

    @cached_property
    def seats(self) -> Longs:
        """int64[f]: the seats that answer a need at any level, rising. The gate."""
        return np.flatnonzero(self._fit)

    @cached_property
    def place(self) -> npt.NDArray[np.uint16]:
        """uint16[f]: where each is."""
        return self.columns.seats.place.take(self.seats)

    @cached_property
    def links(self) -> Links:
        """Each fitting sector with each seat that offers it."""
        lengths = [span.stop - span.start for span in self._spans]
        return Links(
            np.cumsum([0, *lengths]),
            self._position.take(self._posted),
            self.posted(self.columns.posted_places),
        )

    def posted(self, column: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Of a column of the postings, what it says of the links."""
        return np.concatenate([column[:0], *(column[span] for span in self._spans)])

    def highest(self, said: Bytes) -> Bytes:
        """uint8[f]: for each seat the highest that is said of its links."""
        found = np.zeros(len(self.seats), np.uint8)
        np.maximum.at(found, self.links.seat, said)
        return found

    def best(self, said: Bytes) -> Bytes:
        """uint8[f]: for each seat the highest that is said of a fitting sector that it offers."""
        found, links = np.zeros(len(self.seats), np.uint8), self.links
        chosen = np.flatnonzero(said)
        spans = [links.seat[links.ptr[n] : links.ptr[n + 1]] for n in chosen.tolist()]
        values = np.repeat(said.take(chosen), np.diff(links.ptr).take(chosen))
        np.maximum.at(found, np.concatenate([links.seat[:0], *spans]), values)
        return found

    def beside(self, levels: Bytes) -> Bytes:
        """uint8[f]: the best level at which each seat answers what need be no need of the brief;
        `levels` of every sector.
        """
        found = np.zeros(len(self.seats), np.uint8)
        for sector in np.flatnonzero(levels).tolist():
            seats = self.columns.postings.of(sector)
            at = self._position.take(seats[self._fit.take(seats)])
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
        """int64[l]: the seat of each link among all of the shard."""
        return self.posted(self.columns.postings.items)

    @cached_property
    def _fit(self) -> Flags:
        """bool[m]: the seats of the shard that answer a need at any level."""
        found = np.zeros(len(self.columns.seats.place), np.bool_)
        found[self._posted] = True
        return found

    @cached_property
    def _position(self) -> Longs:
        """int64[m]: of each seat of the shard that fits its position among these; of the others
        it says nothing.
        """
        found = np.empty(len(self._fit), np.int64)
        found[self.seats] = np.arange(len(self.seats))
        return found
