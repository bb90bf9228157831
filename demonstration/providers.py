"""Draw simulated service providers, and services for makers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from demonstration.geography import Geography
from demonstration.makers import SimulatedFirm
from demonstration.random_choice import SeededRandom
from demonstration.services import HANDLES_GOODS, PROVIDER_NAMES, SERVICES, SERVICES_OF_MAKERS
from demonstration.sizes import Scale
from partners.reference.taxonomy import Taxonomy
from partners.registry.records import OfferingRecord


class Providers:
    """Draws providers from a taxonomy and a geography."""

    def __init__(self, taxonomy: Taxonomy, geography: Geography) -> None:
        self._geography = geography
        self._users: dict[str, list[tuple[str, int]]] = {}
        for (division, service), relative in sorted(taxonomy.demand.items()):
            # Squared: providers specialise in the divisions that use their service most.
            weight = int(relative * relative * 100)
            self._users.setdefault(service, []).append((division, weight))

    def draw_provider(self, rng: SeededRandom, turn: int) -> SimulatedFirm:
        """Draw the provider number `turn`.

        The first ones take the services in order, so that no service is absent.
        """
        services = list(SERVICES)
        first = (
            services[turn]
            if turn < len(services)
            else rng.weighted_choice([(code, row.weight) for code, row in SERVICES.items()])
        )
        return SimulatedFirm(
            where=self._geography.location_of_provider(rng),
            trade=(SERVICES[first].trade_en, SERVICES[first].trade_zh),
            kind=rng.choice(PROVIDER_NAMES),
            sector=first,
            scale=_goods_scale(rng) if first.startswith(HANDLES_GOODS) else None,
            offerings=self._offerings(rng, first),
        )

    def add_services(self, rng: SeededRandom, maker: SimulatedFirm) -> SimulatedFirm:
        """Return the maker with one or two services for its own division added."""
        served = rng.sample(SERVICES_OF_MAKERS, 1 + rng.integer_below(2))
        division = maker.sector[:3]
        more = tuple(OfferingRecord("serves", code, for_sectors=(division,)) for code in served)
        return replace(maker, offerings=maker.offerings + more)

    def _offerings(self, rng: SeededRandom, first: str) -> tuple[OfferingRecord, ...]:
        near = [
            (code, row.weight)
            for code, row in SERVICES.items()
            if code[:4] == first[:4] and code != first
        ]
        codes = [first, *(rng.sample(near, 1 + rng.integer_below(2)) if rng.happens(40) else ())]
        return tuple(
            OfferingRecord("serves", code, for_sectors=self._for_sectors(rng, code))
            for code in codes
        )

    def _for_sectors(self, rng: SeededRandom, service: str) -> tuple[str, ...]:
        if not rng.happens(60):
            return ()
        return tuple(rng.sample(self._users.get(service, ()), 1 + rng.integer_below(3)))


def _goods_scale(rng: SeededRandom) -> Scale:
    return Scale(
        size="small",
        unit=rng.weighted_choice([("piece", 70), ("cubic metre", 30)]),
        order=Decimal(rng.step(10, 300, 10)),
        days=rng.step(2, 15, 1),
        capacity=Decimal(rng.step(5_000, 100_000, 5_000)),
    )
