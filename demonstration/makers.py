"""Simulated makers: what they make, where, and on which scale."""

from __future__ import annotations

import re
from dataclasses import dataclass

from demonstration.geography import Geography, Where
from demonstration.goods import GOODS, PAIRS
from demonstration.industries import GROUP_SORTS, GROUP_TRADES, GROUP_WEIGHTS, INDUSTRIES
from demonstration.random_choice import Chance
from demonstration.sizes import SIZE_NAMES, Scale, scale_of, size_of
from partners.reference.taxonomy import SectorRow, Taxonomy
from partners.registry.records import OfferingRecord

_Words = tuple[str, str, str]  # English, Chinese, HS code


@dataclass(frozen=True)
class Firm:
    """What is true of one simulated firm. `eager`: it sells abroad and keeps its record up."""

    where: Where
    trade: tuple[str, str]
    kind: tuple[str, str]
    sector: str
    scale: Scale | None
    offerings: tuple[OfferingRecord, ...]
    eager: bool = False


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

    def any(self, chance: Chance) -> Firm:
        """A maker of any industry, in proportion to the industries' weights."""
        division = chance.weighed([(code, row.weight) for code, row in INDUSTRIES.items()])
        group = chance.weighed(self._groups[division])
        where = self._geography.of_maker(chance, division)
        return self._firm(chance, group, where)

    def workshop(self, chance: Chance, town: str) -> Firm:
        """A garment workshop of the town: small lots, fast, sold abroad."""
        group = chance.weighed([("C182", 75), ("C181", 25)])
        return self._firm(chance, group, self._geography.named(town), eager=True)

    def _firm(self, chance: Chance, group: str, where: Where, *, eager: bool = False) -> Firm:
        division = self._sectors[group].parent
        goods = self._goods(chance, group)
        sort = GROUP_SORTS.get(group, INDUSTRIES[division].sort)
        if goods and goods[0][0] in PAIRS:
            sort = "pair"
        size = chance.weighed([("workshop", 88), ("small", 12)]) if eager else size_of(chance, sort)
        industry = INDUSTRIES[division]
        return Firm(
            where=where,
            trade=GROUP_TRADES.get(group, (industry.trade_en, industry.trade_zh)),
            kind=chance.pick(SIZE_NAMES[size]),
            sector=group,
            scale=scale_of(chance, sort, size),
            offerings=self._offerings(chance, group, size, goods),
            eager=eager,
        )

    def _offerings(
        self, chance: Chance, group: str, size: str, goods: list[_Words]
    ) -> tuple[OfferingRecord, ...]:
        division = self._sectors[group].parent
        main = OfferingRecord(
            verb="makes",
            sector=group,
            products=tuple(word for english, chinese, _ in goods for word in (english, chinese)),
            hs=tuple(dict.fromkeys(hs for _, _, hs in goods if hs)),
        )
        others = [(code, weight) for code, weight in self._groups[division] if code != group]
        more = chance.several(others, 1) if chance.happens(18) else []
        # New industries are the business of larger firms.
        if size in ("medium", "large") and division in self._emerging and chance.happens(40):
            more.append(chance.pick(self._emerging[division]))
        return (main, *(OfferingRecord("makes", code) for code in more))

    def _goods(self, chance: Chance, group: str) -> list[_Words]:
        listed = GOODS.get(group)
        if listed:
            return chance.several([(row, 1) for row in listed], 1 + chance.below(3))
        row = self._sectors[group]
        return [words] if (words := _derived(row, chance)) else []


def _derived(row: SectorRow, chance: Chance) -> _Words | None:
    """The sector's own name as a product word, under one of its headings."""
    english = re.sub(r"^(Manufacture|Processing) of ", "", row.name_en)
    chinese = re.sub(r"(制造业|制造|加工|业)$", "", row.name_zh)
    headings = [heading for heading in row.hs if len(heading) == 4]
    if english.startswith("Other") or max(len(english), len(chinese)) > 80:
        return None
    return english, chinese, chance.pick(headings) if headings else ""
