"""Simulated service providers, and makers that serve as well."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from demonstration.geography import Geography
from demonstration.makers import Firm
from demonstration.random_choice import Chance
from demonstration.services import BESIDE_GOODS, HANDLES_GOODS, PROVIDER_NAMES, SERVICES
from demonstration.sizes import Scale
from partners.reference.taxonomy import Taxonomy
from partners.registry.records import OfferingRecord


class Providers:
    """Draws providers from a taxonomy and a geography."""

    def __init__(self, taxonomy: Taxonomy, geography: Geography) -> None:
        self._geography = geography
        self._users: dict[str, list[tuple[str, int]]] = {}
        for (division, service), relative in sorted(taxonomy.demand.items()):
            # Squared: a provider turns to those who use its service most.
            weight = int(relative * relative * 100)
            self._users.setdefault(service, []).append((division, weight))

    def any(self, chance: Chance, turn: int) -> Firm:
        """The provider whose turn it is: the first ones go round all services; none is absent."""
        services = list(SERVICES)
        first = (
            services[turn]
            if turn < len(services)
            else chance.weighed([(code, row.weight) for code, row in SERVICES.items()])
        )
        return Firm(
            where=self._geography.of_provider(chance),
            trade=(SERVICES[first].trade_en, SERVICES[first].trade_zh),
            kind=chance.pick(PROVIDER_NAMES),
            sector=first,
            scale=_goods_scale(chance) if first.startswith(HANDLES_GOODS) else None,
            offerings=self._offerings(chance, first),
        )

    def beside_goods(self, chance: Chance, maker: Firm) -> Firm:
        """The maker, with a service or two for firms like itself."""
        served = chance.several(BESIDE_GOODS, 1 + chance.below(2))
        division = maker.sector[:3]
        more = tuple(OfferingRecord("serves", code, for_sectors=(division,)) for code in served)
        return replace(maker, offerings=maker.offerings + more)

    def _offerings(self, chance: Chance, first: str) -> tuple[OfferingRecord, ...]:
        near = [
            (code, row.weight)
            for code, row in SERVICES.items()
            if code[:4] == first[:4] and code != first
        ]
        codes = [first, *(chance.several(near, 1 + chance.below(2)) if chance.happens(40) else ())]
        return tuple(
            OfferingRecord("serves", code, for_sectors=self._for_sectors(chance, code))
            for code in codes
        )

    def _for_sectors(self, chance: Chance, service: str) -> tuple[str, ...]:
        if not chance.happens(60):
            return ()
        return tuple(chance.several(self._users.get(service, ()), 1 + chance.below(3)))


def _goods_scale(chance: Chance) -> Scale:
    return Scale(
        size="small",
        unit=chance.weighed([("piece", 70), ("cubic metre", 30)]),
        order=Decimal(chance.step(10, 300, 10)),
        days=chance.step(2, 15, 1),
        capacity=Decimal(chance.step(5_000, 100_000, 5_000)),
    )
