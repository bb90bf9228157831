"""The wishes of a brief, in codes and base units, and the fit of each sector to its needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from matcher.index.candidate import Offer, Quantity
from matcher.index.csr import Bytes
from matcher.reference.sectors import EMERGING, MANUFACTURING, SectorTables

# Fields of a brief that may be required, in the order in which candidates stop at them; `provinces`
# always are: they bound the search.
WISHES = (
    "provinces",
    "products",
    "processes",
    "materials",
    "order_quantity",
    "lead_time_days",
    "certifications",
    "languages",
    "markets",
    "screening",
)


@dataclass(frozen=True)
class Product:
    """A word (in either language) or an HS code of 4 or 6 digits. `names`: what else such goods
    are called in Chinese; `translated`: the names mean the very word, which is none in Chinese, so
    that a record with goods of these names names it; else one that lists a name itself its kind.
    """

    text: str
    is_hs: bool = False
    names: tuple[str, ...] = ()
    translated: bool = False


@dataclass(frozen=True)
class Wanted:
    """`seeking`: manufacturer or service_provider. Empty or None: not stated.

    `certifications`: those that a partner should hold; `tests_for`: those that a laboratory
    should test for. `product_sectors`: the groups that make goods of the products' names, which
    the sectors need not hold; `specialities`: words for a service that do not name it whole.
    `exclude`: partners that the brief leaves out; `rejected`: those that the firm has rejected.
    """

    seeking: str
    sectors: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    products: tuple[Product, ...] = ()
    product_sectors: tuple[str, ...] = ()
    specialities: tuple[Product, ...] = ()
    processes: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    client_sector: str | None = None
    client_place: str | None = None
    provinces: tuple[str, ...] = ()
    order: Quantity | None = None
    lead_time_days: int | None = None
    certifications: tuple[str, ...] = ()
    tests_for: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    require: frozenset[str] = frozenset()
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    datasets: frozenset[str] = frozenset()
    exclude: frozenset[int] = frozenset()
    rejected: frozenset[int] = frozenset()
    limit: int = 20

    @cached_property
    def seeks_makers(self) -> bool:
        """Is a manufacturer sought, not a service provider?"""
        return self.seeking == "manufacturer"

    @property
    def verb(self) -> str:
        """The verb of the offerings that decide the fit."""
        return "makes" if self.seeks_makers else "serves"

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The sectors or services one of which a partner must fit to be listed."""
        return self.sectors if self.seeks_makers else self.services


# How well an offering answers a need, by what the record documents: the very group or one below
# it; only the division or class above; another group of the division; a division that meets the
# need only through an emerging industry. The last two are worth less than an unknown fact (96),
# for what is documented is something else.
LEVELS = EXACT, WIDER, SIBLING, RELATED = 255, 176, 72, 56
NONE = 0
# What an inferred offering of the very group counts for: more than the wider field, which says
# nothing of the group, and less than what a source states.
INFERRED_LEVEL = 200


class NeedFit(NamedTuple):
    """An offering of `sector` answers `need` at `level`; no offering does at NONE. `inferred`: we
    conclude the offering, and no source states it. `narrowed`: it is the division, and the name
    of the partner says another group of it: cement is no glass.
    """

    need: str
    sector: str
    level: int
    inferred: bool = False
    narrowed: bool = False

    @property
    def value(self) -> int:
        """The level, of an inferred offering a part of it."""
        if self.narrowed:
            return SIBLING
        return self.level * INFERRED_LEVEL // EXACT if self.inferred else self.level


# Of each taxonomy the levels of the needs that were asked for, at most as many as sectors; they go
# when it goes. Each change of partners makes another.
_KNOWN: WeakKeyDictionary[SectorTables, dict[int, Bytes]] = WeakKeyDictionary()


def fit_levels(sectors: SectorTables, need: int) -> Bytes:
    """uint8[S]: how well an offering of each sector answers the need (EXACT … NONE). Kept for all
    briefs: not to be written to.

    A service of another group is no fit at all; a maker of another group of the same
    division may be, and its entry says so.
    """
    known = _KNOWN.setdefault(sectors, {})
    if need not in known:
        known[need] = _compute_fit_levels(sectors, need)
    return known[need]


def _compute_fit_levels(sectors: SectorTables, need: int) -> Bytes:
    kind, top = sectors.kind, sectors.top
    found = np.zeros(len(sectors.codes), np.uint8)  # NONE
    makes = kind == MANUFACTURING
    # From the weakest level to the strongest: a later line overwrites an earlier one.
    if kind[need] == MANUFACTURING:
        found[(kind == EMERGING) & sectors.draws[:, need]] = RELATED
        found[makes & (top == top[need])] = SIBLING
    if kind[need] == EMERGING:
        found[makes & sectors.draws[need]] = RELATED
    found[sectors.covers[:, need]] = WIDER
    found[sectors.covers[need]] = EXACT
    found.setflags(write=False)
    return found


class SectorFits:
    """The fit levels of one brief. `needs`: uint8[S] by each need, one of which a partner must
    answer; `beside`: the same of the services that a maker may offer as well.
    """

    def __init__(self, sectors: SectorTables, wanted: Wanted) -> None:
        self._sectors = sectors
        self._verb = wanted.verb
        beside = wanted.services if wanted.seeks_makers else ()
        self.needs = {code: fit_levels(sectors, sectors.numbers[code]) for code in wanted.needs}
        # Makers of goods of the products' names may make the products: those that name them do.
        if wanted.seeks_makers and wanted.product_sectors:
            at = [sectors.numbers[code] for code in wanted.product_sectors]
            for need, levels in self.needs.items():
                self.needs[need] = levels.copy()
                self.needs[need][at] = np.maximum(levels[at], RELATED)
        self.beside = {code: fit_levels(sectors, sectors.numbers[code]) for code in beside}
        # Offers repeat from partner to partner, so each combination is looked at once.
        self._known: dict[tuple[Offer, ...], tuple[NeedFit, ...]] = {}

    @cached_property
    def best_levels(self) -> Bytes:
        """uint8[S]: the best level at which each sector answers any need."""
        none = np.zeros(len(self._sectors.codes), np.uint8)
        best: Bytes = np.maximum.reduce([none, *self.needs.values()])
        return best

    def fits_of(self, offers: tuple[Offer, ...]) -> tuple[NeedFit, ...]:
        """Each need with each offering that answers it; the same whatever the order of offers."""
        known = self._known.get(offers)
        if known is None:
            found = {fit for need in self.needs for fit in self._fits(need, offers)}
            known = self._known[offers] = tuple(sorted(fit for fit in found if fit.level))
        return known

    def sectors_of(self, offers: tuple[Offer, ...]) -> list[str]:
        """The sectors of the offerings that answer a need, each once."""
        return list(dict.fromkeys(fit.sector for fit in self.fits_of(offers)))

    def fitting_offers(self, offers: tuple[Offer, ...]) -> list[Offer]:
        """The offerings that answer any need of the brief at any level, in their order."""
        return [o for o in offers if any(self._level(need, o) for need in self.needs)]

    def offers_of_verb(self, offers: tuple[Offer, ...]) -> list[Offer]:
        """The offerings that make, where makers are sought, or that serve."""
        verb_of = self._sectors.verb_of
        return [o for o in offers if o.verb == verb_of(o.sector) == self._verb]

    def best_fit(self, need: str, offers: tuple[Offer, ...]) -> NeedFit:
        """The best answer to a need, of the brief or beside it; the first on a tie."""
        fits = list(self._fits(need, offers))
        best = max(fits, key=lambda fit: (fit.value, fit.level), default=NeedFit(need, "", NONE))
        if best.level == WIDER and any(fit.inferred and fit.level == SIBLING for fit in fits):
            return best._replace(narrowed=True)
        return best

    def _fits(self, need: str, offers: tuple[Offer, ...]) -> Iterator[NeedFit]:
        return (
            NeedFit(need, offer.sector, self._level(need, offer), offer.inferred)
            for offer in offers
        )

    def _level(self, need: str, offer: Offer) -> int:
        if offer.verb != self._sectors.verb_of(offer.sector):
            return NONE
        levels = self.needs[need] if need in self.needs else self.beside[need]
        return int(levels[self._sectors.numbers[offer.sector]])
