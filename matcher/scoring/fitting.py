"""Which offering answers which need, and how well."""

from typing import NamedTuple

import numpy as np

from matcher.index.candidate import Offer
from matcher.index.csr import Bytes
from matcher.reference.reference_data import ReferenceData
from matcher.reference.sectors import EMERGING, MANUFACTURING, SERVICE, Sectors
from matcher.scoring.wanted import Wanted

# How well an offering answers a need, by what the record documents.
LEVELS = EXACT, WIDER, SIBLING, RELATED = 255, 176, 72, 56
NONE = 0


class Fitting(NamedTuple):
    """An offering of `sector` answers `need` at `level`; none does at NONE."""

    need: str
    sector: str
    level: int


def levels(sectors: Sectors, need: int) -> Bytes:
    """uint8[S]: how well an offering of each sector answers the need (EXACT … NONE).

    A service of another group is no fit at all; a maker of another group of the same
    division may be, and says so.
    """
    kind, top = sectors.kind, sectors.top
    found = np.full(len(sectors.codes), NONE, np.uint8)
    makes = kind == MANUFACTURING
    if kind[need] == MANUFACTURING:
        found[(kind == EMERGING) & sectors.draws[:, top[need]]] = RELATED
        found[makes & (top == top[need])] = SIBLING
    if kind[need] == EMERGING:
        found[makes & sectors.draws[need].take(top)] = RELATED
    found[sectors.covers[:, need]] = WIDER
    found[sectors.covers[need]] = EXACT
    return found


def does(sectors: Sectors, offer: Offer) -> bool:
    """Is the verb the sector's own? Who serves the makers of knitwear does not make it."""
    kind = int(sectors.kind[sectors.numbers[offer.sector]])
    return (kind == SERVICE) == (offer.verb == "serves")


def verb_of(reference: ReferenceData, need: str) -> str:
    """What a partner does with it: a service is served, all else is made."""
    sectors = reference.sectors
    return "serves" if sectors.kind[sectors.numbers[need]] == SERVICE else "makes"


class Fits:
    """What of a record answers one brief. Records repeat, so each is looked at once.

    `by_need`: the levels of what a partner must do, one of which it must fit; `beside`: of the
    services that a maker may do as well.
    """

    def __init__(self, reference: ReferenceData, wanted: Wanted) -> None:
        self._ground, self._needs = reference, wanted.needs
        besides = wanted.services if wanted.seeking == "manufacturer" else ()
        self.by_need = {need: self._levels(need) for need in wanted.needs}
        self.beside = {need: self._levels(need) for need in besides}
        self._every: dict[tuple[Offer, ...], tuple[Fitting, ...]] = {}

    def any_need(self) -> Bytes:
        """uint8[S]: the best level at which each sector answers any need."""
        none = np.zeros(len(self._ground.sectors.codes), np.uint8)
        best: Bytes = np.maximum.reduce([none, *self.by_need.values()])
        return best

    def every(self, offers: tuple[Offer, ...]) -> tuple[Fitting, ...]:
        """Each need with each offering that answers it; the same whatever their order."""
        known = self._every.get(offers)
        if known is None:
            pairs = ((need, offer) for offer in offers for need in self._needs)
            found = {Fitting(n, offer.sector, self._level(n, offer)) for n, offer in pairs}
            known = self._every[offers] = tuple(sorted(one for one in found if one.level))
        return known

    def sectors(self, offers: tuple[Offer, ...]) -> list[str]:
        """What the fitting offerings make or do, each once."""
        return list(dict.fromkeys(one.sector for one in self.every(offers)))

    def offers(self, offers: tuple[Offer, ...]) -> list[Offer]:
        """Those that answer any need of the brief at any level, in their order."""
        return [o for o in offers if any(self._level(need, o) for need in self._needs)]

    def best(self, need: str, offers: tuple[Offer, ...]) -> Fitting:
        """The best answer to a need, of the brief or beside it; the first on a tie."""
        found = [Fitting(need, offer.sector, self._level(need, offer)) for offer in offers]
        return max(found, key=lambda one: one.level, default=Fitting(need, "", NONE))

    def _levels(self, need: str) -> Bytes:
        return levels(self._ground.sectors, self._ground.sectors.numbers[need])

    def _level(self, need: str, offer: Offer) -> int:
        sectors = self._ground.sectors
        found = self.by_need[need] if need in self.by_need else self.beside[need]
        return int(found[sectors.numbers[offer.sector]]) if does(sectors, offer) else NONE
