"""Provinces, prefectures and clusters from their files into the database."""

from __future__ import annotations

from pathlib import Path

from partners.intake.csv_rows import Row, rows
from partners.intake.upsert import set_links, upsert
from partners.models import Cluster, Place
from partners.models.place import Confidence

_PROVINCE_COLUMNS = (
    "gb2260", "iso3166_2", "name_en", "name_zh", "pinyin", "type", "centroid_lat",
    "centroid_lon", "grid_row", "grid_col", "adjacent", "confidence", "source",
)  # fmt: skip
_PREFECTURE_COLUMNS = (
    "code", "name_zh", "short_name_zh", "name_en", "name_en_note", "pinyin", "kind",
    "province_code", "confidence", "source",
)  # fmt: skip
_CLUSTER_COLUMNS = (
    "cluster", "name_en", "name_zh", "members", "city_members", "affinity", "confidence", "source",
)  # fmt: skip


def load_places(folder: Path) -> tuple[int, int]:
    """Upsert all places and clusters; returns how many of each the files hold."""
    provinces = list(rows(folder / "provinces.csv", _PROVINCE_COLUMNS))
    by_iso = {row.word("iso3166_2"): row.word("gb2260") for row in provinces}
    prefectures = list(rows(folder / "prefectures.csv", _PREFECTURE_COLUMNS))
    by_code = {code: code for code in by_iso.values()}
    by_code |= {row.word("code"): row.code("province_code", by_code) for row in prefectures}
    upsert(Place, [_province(row) for row in provinces])
    upsert(Place, [_prefecture(row) for row in prefectures])
    set_links(
        Place.adjacent.through,
        ("from_place_id", "to_place_id"),
        [
            (by_iso[row.word("iso3166_2")], by_iso[other])
            for row in provinces
            for other in row.codes("adjacent", by_iso)
        ],
    )
    clusters = list(rows(folder / "region_clusters.csv", _CLUSTER_COLUMNS))
    upsert(Cluster, [_cluster(row) for row in clusters])
    set_links(
        Cluster.members.through,
        ("cluster_id", "place_id"),
        [
            (row.word("cluster"), place)
            for row in clusters
            for place in _members(row, by_iso, by_code)
        ],
    )
    return len(provinces) + len(prefectures), len(clusters)


def _province(row: Row) -> Place:
    return Place(
        code=row.word("gb2260"),
        iso=row.word("iso3166_2"),
        kind=row.word("type"),
        name_en=row.word("name_en"),
        name_zh=row.word("name_zh"),
        short_zh=row.word("name_zh"),
        pinyin=row.word("pinyin"),
        latitude=float(row.decimal("centroid_lat")),
        longitude=float(row.decimal("centroid_lon")),
        tile_row=int(row.decimal("grid_row")),
        tile_column=int(row.decimal("grid_col")),
        confidence=row.one_of("confidence", Confidence.values),
        source=row.word("source"),
    )


def _prefecture(row: Row) -> Place:
    return Place(
        code=row.word("code"),
        province_id=row.word("province_code"),
        kind=row.word("kind"),
        name_en=row.word("name_en"),
        name_zh=row.word("name_zh"),
        short_zh=row.word("short_name_zh"),
        pinyin=row.word("pinyin"),
        qualifier=row.text("name_en_note"),
        confidence=row.one_of("confidence", Confidence.values),
        source=row.word("source"),
    )


def _cluster(row: Row) -> Cluster:
    return Cluster(
        code=row.word("cluster"),
        name_en=row.word("name_en"),
        name_zh=row.word("name_zh"),
        affinity=row.one_of("affinity", ("yes", "no")) == "yes",
        confidence=row.one_of("confidence", Confidence.values),
        source=row.word("source"),
    )


def _members(row: Row, by_iso: dict[str, str], provinces: dict[str, str]) -> list[str]:
    """The provinces of the cluster; cities, where given, stand for the provinces they are in."""
    cities = row.codes("city_members", provinces)
    split = {provinces[city] for city in cities}
    whole = [by_iso[iso] for iso in row.codes("members", by_iso)]
    return [code for code in whole if code not in split] + list(cities)
