"""Places, taxonomy and priority lists of the seeds without a database, as scoring reads them.

A test compares all of it with what the database gives for the same files.
"""

import datetime as dt
from fractions import Fraction
from functools import cache
from pathlib import Path

from partners.intake.csv_rows import Row, rows
from partners.reference.atlas import Atlas, ClusterRow, PlaceRow
from partners.reference.taxonomy import SectorRow, Taxonomy
from priorities.editions.rows import EditionRow, PriorityRow

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


@cache
def atlas() -> Atlas:
    """Provinces, prefectures and clusters."""
    provinces = list(rows(SEEDS / "provinces.csv", ("gb2260", "iso3166_2", "adjacent")))
    by_iso = {row.word("iso3166_2"): row.word("gb2260") for row in provinces}
    places = {
        row.word("gb2260"): PlaceRow(
            code=row.word("gb2260"),
            province=row.word("gb2260"),
            name_en=row.word("name_en"),
            name_zh=row.word("name_zh"),
            iso=row.word("iso3166_2"),
            short_zh=row.word("name_zh"),
            pinyin=row.word("pinyin"),
            adjacent=tuple(sorted(by_iso[iso] for iso in row.words("adjacent"))),
        )
        for row in provinces
    }
    for row in rows(SEEDS / "prefectures.csv", ("code", "province_code", "short_name_zh")):
        places[row.word("code")] = PlaceRow(
            code=row.word("code"),
            province=row.word("province_code"),
            name_en=row.word("name_en"),
            name_zh=row.word("name_zh"),
            short_zh=row.word("short_name_zh"),
            pinyin=row.word("pinyin"),
            qualifier=row.text("name_en_note"),
        )
    clusters = rows(SEEDS / "region_clusters.csv", ("cluster", "members", "city_members"))
    return Atlas(places, {row.word("cluster"): _cluster(row, by_iso, places) for row in clusters})


def _cluster(row: Row, by_iso: dict[str, str], places: dict[str, PlaceRow]) -> ClusterRow:
    """A cluster of cities where its row names any, which replace their provinces."""
    cities = row.words("city_members")
    split = {places[city].province for city in cities}
    whole = [by_iso[iso] for iso in row.words("members") if by_iso[iso] not in split]
    return ClusterRow(
        row.word("cluster"),
        row.word("name_en"),
        row.word("name_zh"),
        row.word("affinity") == "yes",
        tuple(sorted((*whole, *cities))),
    )


@cache
def taxonomy() -> Taxonomy:
    """Divisions, groups, services and emerging industries, with the demand for services."""
    sectors = [
        *_sectors("manufacturing_sectors", "manufacturing", "", "hs_chapters"),
        *_sectors("manufacturing_groups", "manufacturing", "division", "hs_headings"),
        *_sectors("producer_services", "service", "parent", ""),
        *_sectors("emerging_industries", "emerging", "parent", ""),
    ]
    columns = ("manufacturing_code", "service_code", "relative", "basis")
    used = list(rows(SEEDS / "service_demand.csv", columns))
    keys = [(row.word("manufacturing_code"), row.word("service_code")) for row in used]
    return Taxonomy(
        {row.code: row for row in sectors},
        {key: Fraction(row.decimal("relative")) for key, row in zip(keys, used, strict=True)},
        {key: row.word("basis") for key, row in zip(keys, used, strict=True)},
    )


def _sectors(name: str, kind: str, parent: str, hs: str) -> list[SectorRow]:
    related = ("manufacturing_codes", "service_codes") if kind == "emerging" else ()
    return [
        SectorRow(
            code=row.word("code"),
            kind=kind,
            name_en=row.word("name_en"),
            name_zh=row.word("name_zh"),
            parent=row.text(parent) if parent else "",
            hs=row.words(hs) if hs else (),
            related=tuple(sorted(code for column in related for code in row.words(column))),
        )
        for row in rows(SEEDS / f"{name}.csv", ("code", "name_en", "name_zh"))
    ]


@cache
def editions() -> dict[str, EditionRow]:
    """The first edition of each province: an excerpt."""
    found: dict[str, list[PriorityRow]] = {}
    for row in rows(SEEDS / "provincial_priorities.csv", ("id", "stance", "target_codes")):
        found.setdefault(row.word("province_code"), []).append(_priority(row))
    return {code: EditionRow(code, 1, False, tuple(some)) for code, some in found.items()}


def _priority(row: Row) -> PriorityRow:
    ends = row.text("effective_to")
    return PriorityRow(
        key=row.word("id"),
        title=row.word("title"),
        signal=row.word("signal"),
        speaker=row.word("speaker"),
        stage=row.word("stance"),
        effective_from=dt.date.fromisoformat(row.word("effective_from")),
        effective_to=dt.date.fromisoformat(ends) if ends else None,
        targets=tuple(sorted(set(row.words("target_codes")))),
        places=tuple(sorted(set(row.words("city_codes")))),
        rank=int(row.text("rank") or 0),
        document=row.word("document"),
        summary=row.text("evidence"),
        source=row.word("source"),
    )
