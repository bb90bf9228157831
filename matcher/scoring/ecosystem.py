"""`ecosystem`: the article's thesis as a number.

For a maker: how well the providers around it cover what its sector needs more than others
do. For a provider with a client: how near it is, and how much the client's sector uses the
service; without one, the maker's mirror image: how much the makers around it need what it
does. Demand and affinity only, never priorities: policy counts once.

It only adds: who is on record around is never all there is, so few of them score no lower
than an unknown place, and leaving a place out never helps. Nobody is its own surroundings.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from matcher.scoring.candidate import Offer
from matcher.scoring.columns import Columns
from matcher.scoring.fitting import Fits
from matcher.scoring.ground import Ground
from matcher.scoring.part import TOP, UNKNOWN, Judgement, Part, Reason
from matcher.scoring.wanted import Wanted

Offers = tuple[Offer, ...]
# Around means: at least a neighbouring province (Atlas.affinity).
NEAR = 112
# Three counterparts next door, or five in the province's neighbours, are as many as count.
ENOUGH = 3 * TOP
AS_EVERYONE = 128  # the value at relative demand 1; at 2 it is full


@dataclass
class Surroundings:
    """How many partners of the datasets in question do what, where.

    `providers[service group][place]`, `makers[division][place]`: counts.
    """

    ground: Ground
    providers: Mapping[str, Counter[str]] = field(default_factory=dict)
    makers: Mapping[str, Counter[str]] = field(default_factory=dict)
    _near: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _supplied: dict[tuple[str, str, frozenset[str]], Judgement] = field(default_factory=dict)
    _affinity: dict[tuple[str, str], int] = field(default_factory=dict)
    _excess: dict[str, dict[str, int]] = field(default_factory=dict)

    def coverage(self, side: str, code: str, place: str, *, own: bool) -> int:
        """0..255: how well the partners around the place cover a service or a division. `own`:
        the partner judged is one of those counted there, and is left out.
        """
        key = (side, code, place)
        if key not in self._near:
            table = self.providers if side == "providers" else self.makers
            self._near[key] = sum(
                self.affinity(place, other) * count
                for other, count in table.get(code, {}).items()
                if self.affinity(place, other) >= NEAR
            )
        others = self._near[key] - (self.affinity(place, place) if own else 0)
        return min(TOP, max(0, others) * TOP // ENOUGH)

    def affinity(self, one: str, other: str) -> int:
        """`Atlas.affinity`, remembered."""
        if (one, other) not in self._affinity:
            self._affinity[one, other] = self.ground.atlas.affinity(one, other)
        return self._affinity[one, other]

    def excess(self, division: str) -> Mapping[str, int]:
        """Services that the division uses more than others do -> by how much, in hundredths."""
        if division not in self._excess:
            demand = self.ground.taxonomy.demand.items()
            self._excess[division] = {
                service: int((relative - 1) * 100)
                for (sector, service), relative in demand
                if sector == division and (relative - 1) * 100 >= 1
            }
        return self._excess[division]

    def supplied(self, place: str, division: str, own: frozenset[str]) -> Judgement:
        """How well the needs of a division's maker are covered at the place; `own` are those
        that it serves itself.
        """
        key = (place, division, own)
        if key not in self._supplied:
            self._supplied[key] = _supply(self, place, division, own)
        return self._supplied[key]


def survey(ground: Ground, columns: Columns) -> Surroundings:
    """Count who does what where among the columns' partners."""
    providers: dict[str, Counter[str]] = {}
    makers: dict[str, Counter[str]] = {}
    seat = columns["seat"]
    counts = np.bincount(seat.codes, minlength=len(seat.values))
    for (place, offers), count in zip(seat.values, counts.tolist(), strict=True):
        if place is None or not count:
            continue
        for service in _services(ground, offers):
            providers.setdefault(service, Counter())[place] += count
        for division in _divisions(ground, offers):
            makers.setdefault(division, Counter())[place] += count
    return Surroundings(ground, providers, makers)


def _services(ground: Ground, offers: Offers) -> set[str]:
    """The service groups that the offerings document; a class alone documents no group."""
    return {offer.sector for offer in offers if offer.verb == "serves"}


def _divisions(ground: Ground, offers: Offers) -> set[str]:
    return {
        division
        for offer in offers
        if offer.verb == "makes"
        for division in divisions_of(ground, offer.sector)
    }


def divisions_of(ground: Ground, sector: str) -> tuple[str, ...]:
    """The division of a made sector; an emerging industry stands for none of its own."""
    if ground.taxonomy.sectors[sector].kind == "manufacturing":
        return (ground.taxonomy.division(sector),)
    return ()


def parts(ground: Ground, wanted: Wanted, fits: Fits, around: Surroundings) -> list[Part]:
    """One part; what it reads depends on the side that is sought."""
    judge: Callable[[str | None, Offers], Judgement]
    if wanted.seeking == "manufacturer":
        judge = partial(_maker, ground, fits, around)
    else:
        judge = partial(_provider, ground, wanted, fits, around)
    return [Part("ecosystem", "around", "seat", TOP, lambda seat: judge(*seat))]


def lifted(value: int) -> int:
    """0..255 of what is on record around -> from neutral to full."""
    return UNKNOWN + (TOP - UNKNOWN) * value // TOP


def _nobody(ground: Ground, code: str, ask: Reason | None = None) -> Judgement:
    return Judgement(UNKNOWN, known=False, meets=None, reasons=(ground.reason(code),), ask=ask)


def _maker(
    ground: Ground, fits: Fits, around: Surroundings, place: str | None, offers: Offers
) -> Judgement:
    if place is None:
        return _nobody(ground, "ecosystem.no_place", ground.reason("ask.place"))
    if not around.providers:
        return _nobody(ground, "ecosystem.no_providers")
    divisions = [code for sector in fits.sectors(offers) for code in divisions_of(ground, sector)]
    own = _services(ground, offers)
    judged = [
        around.supplied(place, code, frozenset(own.intersection(around.excess(code))))
        for code in dict.fromkeys(divisions)
        if around.excess(code)
    ]
    if not judged:
        return _nobody(ground, "ecosystem.no_demand")
    return max(judged, key=lambda judgement: judgement.value)


def _supply(around: Surroundings, place: str, division: str, own: frozenset[str]) -> Judgement:
    ground = around.ground
    over = around.excess(division)
    covered = {s: around.coverage("providers", s, place, own=s in own) for s in over}
    value = sum(over[s] * covered[s] for s in over) // sum(over.values())
    strongest = sorted(over, key=lambda service: (-over[service], service))
    here = [s for s in strongest if covered[s] >= TOP // 2][:3]
    gaps = [s for s in strongest if covered[s] < TOP // 2][:3]
    reasons = []
    if here:
        reasons.append(
            ground.reason(
                "ecosystem.supplied",
                sector=ground.named(division),
                services=[ground.named(code) for code in here],
            )
        )
    if gaps:
        reasons.append(
            ground.reason(
                "ecosystem.gaps",
                sector=ground.named(division),
                services=[ground.named(code) for code in gaps],
            )
        )
    return Judgement(lifted(value), reasons=tuple(reasons))


def _provider(
    ground: Ground,
    wanted: Wanted,
    fits: Fits,
    around: Surroundings,
    place: str | None,
    offers: Offers,
) -> Judgement:
    services = fits.sectors(offers)
    if place is None:
        return _nobody(ground, "ecosystem.no_place", ground.reason("ask.place"))
    if wanted.client_place is None and wanted.client_sector is None:
        return _mirror(ground, around, place, services, _divisions(ground, offers))
    value, known, reasons = TOP, True, []
    if wanted.client_place is not None:
        value = around.affinity(wanted.client_place, place)
        reasons.append(
            ground.reason(
                f"ecosystem.affinity_{value}",
                place=ground.named(place),
                client=ground.named(wanted.client_place),
            )
        )
    if wanted.client_sector is not None:
        strongest = _demand(ground, wanted.client_sector, services)
        if strongest is None:
            known = False
            value = value * AS_EVERYONE // TOP
            reasons.append(ground.reason("ecosystem.no_demand"))
        else:
            hundredths, service, basis = strongest
            value = value * min(TOP, AS_EVERYONE * hundredths // 100) // TOP
            reasons.append(
                ground.reason(
                    "ecosystem.demand",
                    sector=ground.named(wanted.client_sector),
                    service=ground.named(service),
                    times=f"{hundredths / 100:.2f}",
                    basis=basis,
                )
            )
    return Judgement(lifted(value), known=known, reasons=tuple(reasons))


def _demand(ground: Ground, sector: str, services: list[str]) -> tuple[int, str, str] | None:
    """The strongest relative demand of the sector for one of the services: hundredths, the
    service group, and what the figure rests on. A class documents none of its groups: it
    counts as the least used of them.
    """
    demand, bases = ground.taxonomy.demand, ground.taxonomy.bases
    found = []
    for division in divisions_of(ground, sector):
        for service in services:
            used = [
                (
                    int(demand[division, group] * 100),
                    group,
                    bases.get((division, group), "not said"),
                )
                for group in ground.taxonomy.groups(service)
                if (division, group) in demand
            ]
            if used:
                found.append(min(used))
    return max(found, default=None)


def _mirror(
    ground: Ground, around: Surroundings, place: str, services: list[str], own: set[str]
) -> Judgement:
    """The makers around, by how much more than others their divisions use the service; of a
    class, the least used group.
    """
    offered = [ground.taxonomy.groups(service) for service in services]
    over = {}
    for division, places in around.makers.items():
        if places.total() == (division in own):
            continue
        excess = around.excess(division)
        wants = [min(excess.get(group, 0) for group in groups) for groups in offered]
        if more := max(wants, default=0):
            over[division] = more
    if not over:
        return _nobody(ground, "ecosystem.no_makers")
    covered = {d: around.coverage("makers", d, place, own=d in own) for d in over}
    value = sum(over[d] * covered[d] for d in over) // sum(over.values())
    strongest = sorted(over, key=lambda division: (-over[division], division))[:3]
    return Judgement(
        lifted(value),
        reasons=(
            ground.reason(
                "ecosystem.makers", sectors=[ground.named(division) for division in strongest]
            ),
        ),
    )
