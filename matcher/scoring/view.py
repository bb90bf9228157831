"""One shard as one brief sees it: which seats answer its needs, and how to ask all of them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.scoring.columns import Bytes, Columns, Flags, Longs
from matcher.scoring.fitting import Fits
from matcher.scoring.ground import Ground
from matcher.scoring.wanted import Wanted


@dataclass(frozen=True)
class Shard:
    """Some of the partners. Those in the rows `gone` (rising) are no longer what the columns say:
    they stand in another shard, or nowhere.
    """

    columns: Columns
    gone: Longs = field(default_factory=lambda: np.zeros(0, np.int64))

    def sizes(self, datasets: Collection[str], without: Longs | None = None) -> Longs:
        """int64[m]: how many of each seat there are in the datasets, without those gone (and
        without the rows given).
        """
        seats = self.columns.seats
        out = self.gone if without is None else np.union1d(self.gone, without)
        sizes = seats.sizes
        if len(out):
            sizes = sizes - np.bincount(self.columns.seat_of(out), minlength=len(sizes))
        wanted = np.array([one in datasets for one in self.columns.book.datasets], np.bool_)
        return sizes if wanted.all() else sizes * wanted.take(seats.dataset)


class Link(NamedTuple):
    """A sector and the seats that offer it (rising), with their places; the first of them is at
    `start` of the postings.
    """

    sector: int
    start: int
    seats: Longs
    place: npt.NDArray[np.uint16]


@dataclass(frozen=True)
class View:
    """A brief's sight of a shard."""

    ground: Ground
    wanted: Wanted
    fits: Fits
    columns: Columns

    @cached_property
    def fitting(self) -> tuple[int, ...]:
        """The sectors that answer a need at any level."""
        return tuple(np.flatnonzero(self.fits.any_need()).tolist())

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Each fitting sector with the seats that offer it."""
        postings, place = self.columns.postings, self.columns.seats.place
        return tuple(
            Link(sector, int(postings.ptr[sector]), seats, place.take(seats))
            for sector in self.fitting
            for seats in (postings.of(sector),)
        )

    def highest(self, say: Callable[[Link], Bytes | int]) -> Bytes:
        """uint8[m]: for each seat the highest that is said of it and one of its fitting sectors;
        0 for those without one.
        """
        found = np.zeros(len(self.columns.seats.place), np.uint8)
        for link in self.links:
            found[link.seats] = np.maximum(found.take(link.seats), say(link))
        return found

    @cached_property
    def answered(self) -> tuple[Bytes, ...]:
        """For each need of the brief, uint8[signatures]: the best level at which it is answered."""
        return tuple(self.columns.signatures.highest(one) for one in self.fits.by_need.values())

    @cached_property
    def beside(self) -> tuple[Bytes, ...]:
        """The same for the services that a maker may do as well."""
        return tuple(self.columns.signatures.highest(one) for one in self.fits.beside.values())

    @cached_property
    def fit(self) -> Flags:
        """bool[m]: the seats that answer a need at any level. The gate."""
        found = np.zeros(len(self.columns.seats.place), np.bool_)
        for link in self.links:
            found[link.seats] = True
        return found
