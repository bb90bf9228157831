"""Generate simulated partners: distributed like the real economy, incomplete like real records."""

from __future__ import annotations

from collections.abc import Sequence

from demonstration.facts import facts_of
from demonstration.geography import GARMENT_TOWNS, Geography, Town
from demonstration.makers import Makers, SimulatedFirm
from demonstration.providers import Providers
from demonstration.random_choice import SeededRandom
from demonstration.services import RESEARCH
from partners.reference.atlas import Atlas
from partners.reference.taxonomy import Taxonomy
from partners.registry.records import DatasetRecord, PartnerRecord

DATASET = DatasetRecord(
    key="demonstration",
    name="Demonstration",
    simulated=True,
    notice="Simulated record: generated for demonstration, not a real organisation",
    name_zh="演示数据",
    notice_zh="模拟记录：为演示而生成，并非真实机构",
)

# Each twenty hold a workshop of Panyu, a workshop of another garment town, thirteen other makers,
# four providers, and a partner that is both. A fixed cycle, not a draw: small sets hold all kinds.
_CYCLE = 20
_PANYU, _GARMENT_TOWN, _PROVIDERS_FROM, _BOTH = 0, 1, 15, 19


def generate_records(
    taxonomy: Taxonomy,
    atlas: Atlas,
    towns: Sequence[Town],
    *,
    count: int = 3_000,
    seed: int = 2026,
) -> list[PartnerRecord]:
    """Return the first `count` partners of the seed. The nth partner does not depend on `count`."""
    # Each partner draws from a stream of its own, so that a longer set only appends.
    geography = Geography(atlas, towns)
    makers, providers = Makers(taxonomy, geography), Providers(taxonomy, geography)
    return [_record(SeededRandom(seed, n), n, makers, providers) for n in range(count)]


def _record(rng: SeededRandom, number: int, makers: Makers, providers: Providers) -> PartnerRecord:
    firm = _firm(rng, number, makers, providers)
    title = f"Demo {number + 1:04d}"
    name_en = f"{title} {firm.where.name_en} {firm.trade[0]} {firm.kind[0]} (simulated)"
    where_zh, trade_zh, kind_zh = firm.where.name_zh, firm.trade[1], firm.kind[1]
    facts = facts_of(rng, firm, speaker=f"{title} (simulated)")
    return PartnerRecord(
        dataset=DATASET.key,
        key=f"demo-{number + 1:04d}",
        name_en=name_en,
        name_zh=f"示例{number + 1:04d}{where_zh}{trade_zh}{kind_zh}（模拟）",
        form=_form(rng, firm),
        place=firm.where.place,
        note=firm.where.note,
        offerings=firm.offerings,
        profile=facts.profile,
        certificates=facts.certificates,
        evidence=facts.evidence,
    )


def _firm(rng: SeededRandom, number: int, makers: Makers, providers: Providers) -> SimulatedFirm:
    turn, position = divmod(number, _CYCLE)
    if position == _PANYU:
        return makers.draw_workshop(rng, "Panyu")
    if position == _GARMENT_TOWN:
        return makers.draw_workshop(rng, rng.choice(GARMENT_TOWNS))
    if position == _BOTH:
        return providers.add_services(rng, makers.draw_maker(rng))
    if position >= _PROVIDERS_FROM:
        return providers.draw_provider(
            rng, turn * (_BOTH - _PROVIDERS_FROM) + position - _PROVIDERS_FROM
        )
    return makers.draw_maker(rng)


def _form(rng: SeededRandom, firm: SimulatedFirm) -> str:
    research = firm.sector.startswith(RESEARCH) and rng.happens(25)
    return "research_institute" if research else "company"
