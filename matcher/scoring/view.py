"""One shard as one brief sees it: which seats answer its needs, and how to ask all of them."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

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
        sizes = seats.sizes()
        if len(out):
            sizes = sizes - np.bincount(self.columns.seat_of(out), minlength=len(sizes))
        wanted = np.array([one in datasets for one in self.columns.book.datasets], np.bool_)
        return np.where(wanted.take(seats.dataset), sizes, 0) if not wanted.all() else sizes


@dataclass(frozen=True)
class View:
    """A brief's sight of a shard."""

    ground: Ground
    wanted: Wanted
    fits: Fits
    columns: Columns

    def holders(self, sector: int) -> Longs:
        """The seats that offer the sector."""
        return self.columns.postings.of(sector).astype(np.int64)

    @cached_property
    def fitting(self) -> tuple[int, ...]:
        """The sectors that answer a need at any level."""
        return tuple(np.flatnonzero(self.fits.any_need()).tolist())

    def links(self) -> Iterator[tuple[int, Longs]]:
        """Each fitting sector with the seats that offer it."""
        for sector in self.fitting:
            yield sector, self.holders(sector)

    def highest(self, say: Callable[[int, Longs], Bytes]) -> Bytes:
        """uint8[m]: for each seat the highest that is said of it and one of its fitting sectors;
        0 for those without one.
        """
        found = np.zeros(len(self.columns.seats.place), np.uint8)
        for sector, seats in self.links():
            found[seats] = np.maximum(found.take(seats), say(sector, seats))
        return found

    def highest_number(self, by_sector: Longs) -> Longs:
        """int64[m]: the highest number of a seat's fitting sectors, at least 0."""
        found = np.zeros(len(self.columns.seats.place), np.int64)
        for sector, seats in self.links():
            found[seats] = np.maximum(found.take(seats), by_sector[sector])
        return found

    def best_level(self, levels: Bytes) -> Bytes:
        """uint8[m]: for each seat the best level at which it answers a need."""
        found = np.zeros(len(self.columns.seats.place), np.uint8)
        for sector in np.flatnonzero(levels).tolist():
            seats = self.holders(sector)
            found[seats] = np.maximum(found.take(seats), levels[sector])
        return found

    @cached_property
    def fit(self) -> Flags:
        """bool[m]: the seats that answer a need at any level. The gate."""
        return self.best_level(self.fits.any_need()) > 0
