"""Draw simulated makers: their goods, place and scale."""

from __future__ import annotations

import re
from dataclasses import dataclass

from demonstration.geography import Geography, Location
from demonstration.goods import GOODS, PAIRS
from demonstration.industries import GROUP_QUANTITY_KINDS, GROUP_TRADES, GROUP_WEIGHTS, INDUSTRIES
from demonstration.random_choice import SeededRandom
from demonstration.sizes import SIZE_NAMES, Scale, scale_of, size_of
from partners.reference.taxonomy import SectorRow, Taxonomy
from partners.registry.records import OfferingRecord

_Words = tuple[str, str, str]  # English, Chinese, HS code


@dataclass(frozen=True)
class SimulatedFirm:
    """The true facts of a simulated firm; its record holds a part of them.

    `export_focused`: it sells abroad and maintains its record.
    """

    where: Location
    trade: tuple[str, str]
    kind: tuple[str, str]
    sector: str
    scale: Scale | None
    offerings: tuple[OfferingRecord, ...]
    export_focused: bool = False


class Makers:
    """Draws makers from a taxonomy and a geography."""

    def __init__(self, taxonomy: Taxonomy, geography: Geography) -> None:
        self._sectors = taxonomy.sectors
        self._geography = geography
        self._groups: dict[str, list[tuple[str, int]]] = {}
        self._emerging: dict[str, list[str]] = {}
        for code in sorted(taxonomy.sectors):
            row = taxonomy.sectors[code]
            if row.kind == "manufacturing" and row.parent:
                weight = GROUP_WEIGHTS.get(code, 4 if code in GOODS else 1)
                self._groups.setdefault(row.parent, []).append((code, weight))
            for division in row.related if row.kind == "emerging" else ():
                self._emerging.setdefault(division, []).append(code)

    def draw_maker(self, rng: SeededRandom) -> SimulatedFirm:
        """Draw a maker of any industry, in proportion to the industries' weights."""
        division = rng.weighted_choice([(code, row.weight) for code, row in INDUSTRIES.items()])
        group = rng.weighted_choice(self._groups[division])
        where = self._geography.location_of_maker(rng, division)
        return self._firm(rng, group, where)

    def draw_workshop(self, rng: SeededRandom, town: str) -> SimulatedFirm:
        """Draw a garment workshop of the town: small lots, short lead times, exports."""
        group = rng.weighted_choice([("C182", 75), ("C181", 25)])
        return self._firm(rng, group, self._geography.location_named(town), export_focused=True)

    def _firm(
        self, rng: SeededRandom, group: str, where: Location, *, export_focused: bool = False
    ) -> SimulatedFirm:
        division = self._sectors[group].parent
        goods = self._goods(rng, group)
        quantity_kind = GROUP_QUANTITY_KINDS.get(group, INDUSTRIES[division].quantity_kind)
        if goods and goods[0][0] in PAIRS:
            quantity_kind = "pair"
        size = (
            rng.weighted_choice([("workshop", 88), ("small", 12)])
            if export_focused
            else size_of(rng, quantity_kind)
        )
        industry = INDUSTRIES[division]
        return SimulatedFirm(
            where=where,
            trade=GROUP_TRADES.get(group, (industry.trade_en, industry.trade_zh)),
            kind=rng.choice(SIZE_NAMES[size]),
            sector=group,
            scale=scale_of(rng, quantity_kind, size),
            offerings=self._offerings(rng, group, size, goods),
            export_focused=export_focused,
        )

    def _offerings(
        self, rng: SeededRandom, group: str, size: str, goods: list[_Words]
    ) -> tuple[OfferingRecord, ...]:
        division = self._sectors[group].parent
        main = OfferingRecord(
            verb="makes",
            sector=group,
            products=tuple(word for english, chinese, _ in goods for word in (english, chinese)),
            hs=tuple(dict.fromkeys(hs for _, _, hs in goods if hs)),
        )
        others = [(code, weight) for code, weight in self._groups[division] if code != group]
        more = rng.sample(others, 1) if rng.happens(18) else []
        # Emerging industries are mostly served by larger firms.
        if size in ("medium", "large") and division in self._emerging and rng.happens(40):
            more.append(rng.choice(self._emerging[division]))
        return (main, *(OfferingRecord("makes", code) for code in more))

    def _goods(self, rng: SeededRandom, group: str) -> list[_Words]:
        listed = GOODS.get(group)
        if listed:
            return rng.sample([(row, 1) for row in listed], 1 + rng.integer_below(3))
        row = self._sectors[group]
        return [words] if (words := _derived(row, rng)) else []


def _derived(row: SectorRow, rng: SeededRandom) -> _Words | None:
    """The sector's own name as product words, with one of its headings; None if unsuitable."""
    english = re.sub(r"^(Manufacture|Processing) of ", "", row.name_en)
    chinese = re.sub(r"(制造业|制造|加工|业)$", "", row.name_zh)
    headings = [heading for heading in row.hs if len(heading) == 4]
    if english.startswith("Other") or max(len(english), len(chinese)) > 80:
        return None
    return english, chinese, rng.choice(headings) if headings else ""
