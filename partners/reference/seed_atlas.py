"""Places and clusters of the seed files, for what needs no database. No Django here.

A test compares them with what the database gives for the same files.
"""

from __future__ import annotations

from pathlib import Path

from partners.csv_rows import Row, read_rows
from partners.reference.atlas import Atlas, ClusterRow, PlaceRow


def read_seed_atlas(folder: Path) -> Atlas:
    """Provinces, prefectures and clusters of a folder such as `seeds`. Raises `FileFault`."""
    provinces = list(read_rows(folder / "provinces.csv", ("gb2260", "iso3166_2", "adjacent")))
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
    for row in read_rows(folder / "prefectures.csv", ("code", "province_code", "short_name_zh")):
        places[row.required_text("code")] = PlaceRow(
            code=row.required_text("code"),
            province=row.required_text("province_code"),
            name_en=row.required_text("name_en"),
            name_zh=row.required_text("name_zh"),
            short_zh=row.required_text("short_name_zh"),
            pinyin=row.required_text("pinyin"),
            qualifier=row.text("name_en_note"),
        )
    clusters = read_rows(folder / "region_clusters.csv", ("cluster", "members", "city_members"))
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
