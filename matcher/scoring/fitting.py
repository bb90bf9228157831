"""Which offering answers which need, and how well."""

from typing import NamedTuple

from matcher.scoring.candidate import Offer
from matcher.scoring.ground import Ground
from matcher.scoring.wanted import Wanted

# How well an offering answers a need, by what the record documents.
EXACT, WIDER, SIBLING, RELATED, NONE = 255, 176, 72, 56, 0


class Fitting(NamedTuple):
    """An offering of `sector` answers `need` at `level`; none does at NONE."""

    need: str
    sector: str
    level: int


def level(ground: Ground, need: str, offer: Offer) -> int:
    """How well one offering answers one need (EXACT … NONE).

    A service of another group is no fit at all; a maker of another group of the same
    division may be, and says so.
    """
    taxonomy = ground.taxonomy
    if offer.verb != verb_of(ground, need):
        return NONE
    if taxonomy.covers(need, offer.sector):
        return EXACT
    if taxonomy.covers(offer.sector, need):
        return WIDER
    kinds = {taxonomy.sectors[need].kind, taxonomy.sectors[offer.sector].kind}
    if kinds == {"manufacturing"}:
        return SIBLING if taxonomy.division(need) == taxonomy.division(offer.sector) else NONE
    if kinds == {"manufacturing", "emerging"}:
        return RELATED if _draws_on(ground, need, offer.sector) else NONE
    return NONE


def verb_of(ground: Ground, need: str) -> str:
    """What a partner does with it: a service is served, all else is made."""
    return "serves" if ground.taxonomy.sectors[need].kind == "service" else "makes"


def _draws_on(ground: Ground, one: str, other: str) -> bool:
    taxonomy = ground.taxonomy
    emerging, made = sorted((one, other), key=lambda code: taxonomy.sectors[code].kind)
    return taxonomy.division(made) in taxonomy.sectors[emerging].related


class Fits:
    """What of a record answers one brief. Records repeat, so each is looked at once."""

    def __init__(self, ground: Ground, wanted: Wanted) -> None:
        self._ground, self._needs = ground, wanted.needs
        self._levels: dict[tuple[str, str, str], int] = {}
        self._every: dict[tuple[Offer, ...], tuple[Fitting, ...]] = {}

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

    def _level(self, need: str, offer: Offer) -> int:
        key = (need, offer.verb, offer.sector)
        if key not in self._levels:
            self._levels[key] = level(self._ground, need, offer)
        return self._levels[key]
