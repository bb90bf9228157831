"""Places, taxonomy and priority lists of the seeds without a database, as scoring reads them.

A test compares all of it with what the database gives for the same files.
"""

from fractions import Fraction
from functools import cache
from pathlib import Path

from partners.csv_rows import Row, read_rows
from partners.reference.atlas import Atlas, ClusterRow, PlaceRow
from partners.reference.taxonomy import SectorRow, Taxonomy
from priorities.editions.rows import EditionRow
from priorities.importing.seed_rows import read_seed_lists

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


@cache
def atlas() -> Atlas:
    """Provinces, prefectures and clusters."""
    provinces = list(read_rows(SEEDS / "provinces.csv", ("gb2260", "iso3166_2", "adjacent")))
    by_iso = {row.required_text("iso3166_2"): row.required_text("gb2260") for row in provinces}
    places = {
        row.required_text("gb2260"): PlaceRow(
            code=row.required_text("gb2260"),
            province=row.required_text("gb2260"),
            name_en=row.required_text("name_en"),
            name_zh=row.required_text("name_zh"),
            iso=row.required_text("iso3166_2"),
            short_zh=row.required_text("name_zh"),
            pinyin=row.required_text("pinyin"),
            adjacent=tuple(sorted(by_iso[iso] for iso in row.text_list("adjacent"))),
        )
        for row in provinces
    }
    for row in read_rows(SEEDS / "prefectures.csv", ("code", "province_code", "short_name_zh")):
        places[row.required_text("code")] = PlaceRow(
            code=row.required_text("code"),
            province=row.required_text("province_code"),
            name_en=row.required_text("name_en"),
            name_zh=row.required_text("name_zh"),
            short_zh=row.required_text("short_name_zh"),
            pinyin=row.required_text("pinyin"),
            qualifier=row.text("name_en_note"),
        )
    clusters = read_rows(SEEDS / "region_clusters.csv", ("cluster", "members", "city_members"))
    return Atlas(
        places, {row.required_text("cluster"): _cluster(row, by_iso, places) for row in clusters}
    )


def _cluster(row: Row, by_iso: dict[str, str], places: dict[str, PlaceRow]) -> ClusterRow:
    """A cluster of cities where its row names any, which replace their provinces."""
    cities = row.text_list("city_members")
    split = {places[city].province for city in cities}
    whole = [by_iso[iso] for iso in row.text_list("members") if by_iso[iso] not in split]
    return ClusterRow(
        row.required_text("cluster"),
        row.required_text("name_en"),
        row.required_text("name_zh"),
        row.required_text("affinity") == "yes",
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
    used = list(read_rows(SEEDS / "service_demand.csv", columns))
    keys = [
        (row.required_text("manufacturing_code"), row.required_text("service_code")) for row in used
    ]
    return Taxonomy(
        {row.code: row for row in sectors},
        {key: Fraction(row.decimal("relative")) for key, row in zip(keys, used, strict=True)},
        {key: row.required_text("basis") for key, row in zip(keys, used, strict=True)},
    )


def _sectors(name: str, kind: str, parent: str, hs: str) -> list[SectorRow]:
    related = ("manufacturing_codes", "service_codes") if kind == "emerging" else ()
    return [
        SectorRow(
            code=row.required_text("code"),
            kind=kind,
            name_en=row.required_text("name_en"),
            name_zh=row.required_text("name_zh"),
            parent=row.text(parent) if parent else "",
            hs=row.text_list(hs) if hs else (),
            related=tuple(sorted(code for column in related for code in row.text_list(column))),
        )
        for row in read_rows(SEEDS / f"{name}.csv", ("code", "name_en", "name_zh"))
    ]


@cache
def editions() -> dict[str, EditionRow]:
    """The first edition of each province."""
    return {code: first.as_edition() for code, first in read_seed_lists(SEEDS).items()}
