"""One shard as one brief sees it: which seats answer its needs, and how to ask all of them."""

from collections.abc import Callable, Collection, Iterator
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
    """A sector and seats that offer it (rising), with their places; `at`: where they stand in the
    postings; `told`: whether they offer a part of the sector as well.
    """

    sector: int
    at: slice | Longs
    seats: Longs
    place: npt.NDArray[np.uint16]
    told: bool = False


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
        """Each fitting sector with the seats for which it fits."""
        return tuple(link for sector in self.fitting for link in self._links(sector))

    def _links(self, sector: int) -> Iterator[Link]:
        postings, place = self.columns.postings, self.columns.seats.place
        start, seats = int(postings.ptr[sector]), postings.of(sector)
        if sector not in self.wide:
            yield Link(sector, slice(start, start + len(seats)), seats, place.take(seats))
            return
        alone = self.wide[sector].take(self.columns.seats.signature.take(seats))
        for told in (False, True) if self.fits.any_need(told=True)[sector] else (False,):
            at = np.flatnonzero(alone != told)
            some = seats.take(at)
            yield Link(sector, start + at, some, place.take(some), told)

    @cached_property
    def wide(self) -> dict[int, Flags]:
        """The sectors wider than a need: bool[signatures] of those that offer nothing below."""
        levels = (*self.fits.by_need.items(), *self.fits.beside.items())
        sectors = {n for need, one in levels for n in np.flatnonzero(one != self.fits.told[need])}
        return {n: self._alone(n) for n in sorted(map(int, sectors))}

    def _alone(self, sector: int) -> Flags:
        below = self.ground.sectors.covers[sector].astype(np.uint8) * 2
        below[sector] = 1
        alone: Flags = self.columns.signatures.highest(below) == 1
        return alone

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
        return tuple(self._best(need, one) for need, one in self.fits.by_need.items())

    @cached_property
    def beside(self) -> tuple[Bytes, ...]:
        """The same for the services that a maker may do as well."""
        return tuple(self._best(need, one) for need, one in self.fits.beside.items())

    def _best(self, need: str, levels: Bytes) -> Bytes:
        """uint8[signatures]: a sector of which a part is offered as well counts as it is told."""
        told = self.fits.told[need]
        found = self.columns.signatures.highest(told)
        for sector in np.flatnonzero(levels != told).tolist():
            np.maximum(found, levels[sector], out=found, where=self.wide[sector])
        return found

    @cached_property
    def fit(self) -> Flags:
        """bool[m]: the seats that answer a need at any level. The gate."""
        found = np.zeros(len(self.columns.seats.place), np.bool_)
        for link in self.links:
            found[link.seats] = True
        return found
