"""A small world to score in: nine places, two clusters, a few sectors, and random partners."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from matcher.index.candidate import (
    Candidate,
    Certificates,
    CodeList,
    EvidenceItem,
    HeldCertificate,
    Offer,
    Quantity,
)
from matcher.index.encode import encode_columns
from matcher.index.segment import Segment
from matcher.reference.reference_data import (
    ListsInForce,
    ReferenceData,
    build_reference_data,
)
from matcher.scoring import ranking
from matcher.scoring.compiled_brief import compile_brief
from matcher.scoring.coverage import Coverage, count_coverage
from matcher.scoring.criterion import Criterion
from matcher.scoring.entry import RankedEntry
from matcher.scoring.ranking import Ranking
from matcher.scoring.wanted import Product, Wanted
from partners.reference.atlas import Atlas, ClusterRow, PlaceRow
from partners.reference.taxonomy import SectorRow, Taxonomy
from priorities.editions.rows import EditionRow, PriorityRow

TODAY = dt.date(2026, 6, 1)
LIFTS = {"pledged": 102, "launched": 153, "under way": 204, "delivered": 255}
GUANGDONG, GUANGZHOU, SHENZHEN, MEIZHOU = "440000", "440100", "440300", "441400"
HUNAN, CHANGSHA, ZHEJIANG, HANGZHOU, HONG_KONG = "430000", "430100", "330000", "330100", "810000"
_PLACES = (
    (GUANGDONG, GUANGDONG, "Guangdong", "广东", (HUNAN, HONG_KONG)),
    (GUANGZHOU, GUANGDONG, "Guangzhou", "广州", ()),
    (SHENZHEN, GUANGDONG, "Shenzhen", "深圳", ()),
    (MEIZHOU, GUANGDONG, "Meizhou", "梅州", ()),
    (HUNAN, HUNAN, "Hunan", "湖南", (GUANGDONG,)),
    (CHANGSHA, HUNAN, "Changsha", "长沙", ()),
    (ZHEJIANG, ZHEJIANG, "Zhejiang", "浙江", ()),
    (HANGZHOU, ZHEJIANG, "Hangzhou", "杭州", ()),
    (HONG_KONG, HONG_KONG, "Hong Kong", "香港", (GUANGDONG,)),
)
PLACES = tuple(code for code, *_ in _PLACES)
ATLAS = Atlas(
    {
        code: PlaceRow(code, province, en, zh, adjacent=adjacent)
        for code, province, en, zh, adjacent in _PLACES
    },
    {
        "GBA": ClusterRow("GBA", "Bay Area", "大湾区", True, (GUANGZHOU, SHENZHEN, HONG_KONG)),
        "COAST": ClusterRow("COAST", "Coast", "沿海", False, (GUANGDONG, ZHEJIANG)),
    },
)

_SECTORS = (
    SectorRow("C17", "manufacturing", "Textiles", "纺织业", hs=("50", "60")),
    SectorRow("C18", "manufacturing", "Apparel", "服装业", hs=("61", "62")),
    SectorRow("C181", "manufacturing", "Woven garments", "机织服装", "C18", ("6203",)),
    SectorRow("C182", "manufacturing", "Knitted garments", "针织服装", "C18", ("6105", "6110")),
    SectorRow("C39", "manufacturing", "Electronics", "电子设备", hs=("85",)),
    SectorRow("C391", "manufacturing", "Computers", "计算机", "C39", ("8471",)),
    SectorRow("EI-AI", "emerging", "AI", "人工智能", related=("C39",)),
    SectorRow("EI-AITERM", "emerging", "AI devices", "智能终端", "EI-AI", related=("C39",)),
    SectorRow("PS01", "service", "Technical services", "研发设计"),
    SectorRow("PS011", "service", "R&D and design", "研发与设计", "PS01"),
    SectorRow("PS013", "service", "Legal services", "法律服务", "PS01"),
    SectorRow("PS02", "service", "Freight", "货物运输"),
    SectorRow("PS021", "service", "Road freight", "公路货运", "PS02"),
    SectorRow("PS03", "service", "Information", "信息服务"),
    SectorRow("PS032", "service", "Software", "软件服务", "PS03"),
    SectorRow("PS033", "service", "E-commerce support", "电子商务支持", "PS03"),
    SectorRow("PS09", "service", "Trade", "批发与贸易"),
)
MADE = ("C17", "C18", "C181", "C182", "C39", "C391", "EI-AI", "EI-AITERM")
DONE = tuple(row.code for row in _SECTORS if row.kind == "service")
TAXONOMY = Taxonomy(
    {row.code: row for row in _SECTORS},
    {
        (sector, service): Fraction(relative)
        for sector, uses in {
            "C17": {"PS011": "0.8", "PS013": "0.6", "PS021": "1.5", "PS032": "0.5", "PS033": "1.1"},
            "C18": {"PS011": "1.6", "PS013": "0.7", "PS021": "1.2", "PS032": "0.4", "PS033": "1.9"},
            # Nobody has said how much of PS033 electronics uses.
            "C39": {"PS011": "1.4", "PS013": "1.3", "PS021": "0.9", "PS032": "2.1"},
        }.items()
        for service, relative in uses.items()
    },
)


def priority(key: str, *targets: str, **said: Any) -> PriorityRow:
    """A launched promise of a government, in force, about the whole province."""
    row = PriorityRow(
        key=key,
        title_en=f"Priority {key}",
        title_zh=f"优先事项 {key}",
        signal="support",
        speaker="government",
        stage="launched",
        emphasis="headline",
        effective_from=dt.date(2026, 1, 1),
        targets=targets,
        document="Work report",
        summary_en="…",
        source="http://a.example/1 ; http://b.example/2",
    )
    return replace(row, **said)


def edition(province: str, *rows: PriorityRow, complete: bool = False) -> EditionRow:
    return EditionRow(province, 1, complete, rows)


_REFERENCE = build_reference_data(ATLAS, TAXONOMY)


def reference(*editions: EditionRow) -> ReferenceData:
    return with_lists(_REFERENCE, {one.province: one for one in editions}, TODAY)


def with_lists(
    reference: ReferenceData, editions: Mapping[str, EditionRow], day: dt.date | None = None
) -> ReferenceData:
    """The same places and sectors under other lists, on the same day if no other is given."""
    return replace(reference, lists=ListsInForce(editions, day or reference.lists.day))


def pieces(amount: int | str, dimension: str = "count") -> Quantity:
    return Quantity(dimension, Decimal(amount))


def listed(*codes: str, complete: bool = True) -> CodeList:
    """Languages or markets, said to be all unless told otherwise."""
    return CodeList(frozenset(codes), complete)


def makes(sector: str = "C182", **said: Any) -> Offer:
    return Offer("makes", sector, **said)


def serves(sector: str = "PS033", **said: Any) -> Offer:
    return Offer("serves", sector, **said)


def knitter(pk: int = 1, **facts: Any) -> Candidate:
    """A maker that meets all that `knitwear()` wishes, with room to be better at each."""
    known: dict[str, Any] = {
        "datasets": "list",
        "place": GUANGZHOU,
        "offers": (makes(products=("knitted shirts",), hs=("6105",)),),
        "minimum_order": pieces(100),
        "lead_time_days": 8,
        "monthly_capacity": pieces(1000),
        "certificates": Certificates((HeldCertificate("ISO 9001", None, dt.date(2027, 1, 1)),)),
        "languages": listed("en", "zh"),
        "markets": listed("DE", "US"),
        "proofs": (EvidenceItem("declared", "the partner", dt.date(2026, 5, 1)),),
    }
    return Candidate(pk, **(known | facts))


def shopkeeper(pk: int = 1, **facts: Any) -> Candidate:
    """A provider that meets all that `storefront()` wishes."""
    return knitter(pk, **({"offers": (serves(for_sectors=("C18",)),)} | facts))


def knitwear(**said: Any) -> Wanted:
    """150 knitted shirts in 10 days, sold abroad."""
    brief = Wanted(
        seeking="manufacturer",
        sectors=("C182",),
        products=(Product("knitted shirts"),),
        order=pieces(150),
        lead_time_days=10,
        certifications=("ISO 9001",),
        languages=("en",),
        markets=("DE",),
        datasets=frozenset({"list"}),
        limit=1000,
    )
    return replace(brief, **said)


def storefront(**said: Any) -> Wanted:
    """E-commerce support for an apparel maker in Guangzhou."""
    brief = Wanted(
        seeking="service_provider",
        services=("PS033",),
        client_sector="C18",
        client_place=GUANGZHOU,
        order=pieces(150),
        lead_time_days=10,
        certifications=("ISO 9001",),
        languages=("en",),
        markets=("DE",),
        datasets=frozenset({"list"}),
        limit=1000,
    )
    return replace(brief, **said)


def rank(
    on: ReferenceData,
    candidates: Iterable[Candidate],
    wanted: Wanted,
    coverage: Coverage | None = None,
) -> Ranking:
    known = {one.id: one for one in candidates}
    segments = [Segment(encode_columns(on, known.values()))]
    return ranking.rank(
        compile_brief(on, wanted),
        segments,
        lambda ids: {pk: known[pk] for pk in ids},
        coverage or count_coverage(on, segments, wanted.datasets),
    )


def criteria_of(on: ReferenceData, wanted: Wanted) -> tuple[Criterion, ...]:
    """All criteria of a brief, where there is no partner at all."""
    return compile_brief(on, wanted).criteria(count_coverage(on, (), ()))


def order(ranking: Ranking) -> list[int]:
    return [entry.partner for entry in ranking.entries]


def entry_of(
    on: ReferenceData, candidate: Candidate, wanted: Wanted, *others: Candidate
) -> RankedEntry:
    """The candidate's entry; the others stand beside it."""
    entries = rank(on, (candidate, *others), wanted).entries
    return next(entry for entry in entries if entry.partner == candidate.id)


def values(entry: RankedEntry) -> Mapping[str, int]:
    return {one.name: one.value for one in entry.components}


def codes(entry: RankedEntry, component: str) -> list[str]:
    """The codes of a component's reasons."""
    return [
        reason.code for one in entry.components if one.name == component for reason in one.because
    ]
