"""Simulated partners: skewed as the real economy is, and as incomplete as real records are."""

from __future__ import annotations

from collections.abc import Sequence

from demonstration.facts import facts_of
from demonstration.geography import GARMENT_TOWNS, Geography, Town
from demonstration.makers import Firm, Makers
from demonstration.providers import Providers
from demonstration.random_choice import Chance
from demonstration.services import RESEARCH
from partners.reference.atlas import Atlas
from partners.reference.taxonomy import Taxonomy
from partners.registry.records import DatasetRecord, PartnerRecord

DATASET = DatasetRecord(
    key="demonstration",
    name="Demonstration",
    simulated=True,
    notice="Simulated record: generated for demonstration, not a real organisation",
)

# Of every twenty: a workshop of Panyu, one of another garment town, thirteen other makers, four
# providers, and one that is both.
_ROUND = 20
_PANYU, _GARMENT_TOWN, _PROVIDERS_FROM, _BOTH = 0, 1, 15, 19


def records(
    taxonomy: Taxonomy,
    atlas: Atlas,
    towns: Sequence[Town],
    *,
    count: int = 3_000,
    seed: int = 2026,
) -> list[PartnerRecord]:
    """The first `count` partners of the seed. The nth is the same whatever the count."""
    geography = Geography(atlas, towns)
    makers, providers = Makers(taxonomy, geography), Providers(taxonomy, geography)
    return [_record(Chance(seed, n), n, makers, providers) for n in range(count)]


def _record(chance: Chance, number: int, makers: Makers, providers: Providers) -> PartnerRecord:
    firm = _firm(chance, number, makers, providers)
    title = f"Demo {number + 1:04d}"
    name_en = f"{title} {firm.where.name_en} {firm.trade[0]} {firm.kind[0]} (simulated)"
    where_zh, trade_zh, kind_zh = firm.where.name_zh, firm.trade[1], firm.kind[1]
    facts = facts_of(chance, firm, speaker=f"{title} (simulated)")
    return PartnerRecord(
        dataset=DATASET.key,
        key=f"demo-{number + 1:04d}",
        name_en=name_en,
        name_zh=f"示例{number + 1:04d}{where_zh}{trade_zh}{kind_zh}（模拟）",
        form=_form(chance, firm),
        place=firm.where.place,
        note=firm.where.note,
        offerings=firm.offerings,
        profile=facts.profile,
        certificates=facts.certificates,
        evidence=facts.evidence,
    )


def _firm(chance: Chance, number: int, makers: Makers, providers: Providers) -> Firm:
    turn, seat = divmod(number, _ROUND)
    if seat == _PANYU:
        return makers.workshop(chance, "Panyu")
    if seat == _GARMENT_TOWN:
        return makers.workshop(chance, chance.pick(GARMENT_TOWNS))
    if seat == _BOTH:
        return providers.beside_goods(chance, makers.any(chance))
    if seat >= _PROVIDERS_FROM:
        return providers.any(chance, turn * (_BOTH - _PROVIDERS_FROM) + seat - _PROVIDERS_FROM)
    return makers.any(chance)


def _form(chance: Chance, firm: Firm) -> str:
    research = firm.sector.startswith(RESEARCH) and chance.happens(25)
    return "research_institute" if research else "company"
