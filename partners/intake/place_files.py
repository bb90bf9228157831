"""Load provinces, prefectures and clusters from the seed files into the database."""

from __future__ import annotations

from pathlib import Path

from partners.csv_rows import Row, read_rows
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
    """Upsert all places and clusters. Returns (number of places, number of clusters)."""
    provinces = list(read_rows(folder / "provinces.csv", _PROVINCE_COLUMNS))
    by_iso = {row.required_text("iso3166_2"): row.required_text("gb2260") for row in provinces}
    prefectures = list(read_rows(folder / "prefectures.csv", _PREFECTURE_COLUMNS))
    # Place code -> code of its province; a province is its own.
    by_code = {code: code for code in by_iso.values()}
    by_code |= {
        row.required_text("code"): row.code("province_code", by_code) for row in prefectures
    }
    # Provinces first: a prefecture refers to its province by a foreign key.
    upsert(Place, [_province(row) for row in provinces])
    upsert(Place, [_prefecture(row) for row in prefectures])
    set_links(
        Place.adjacent.through,
        ("from_place_id", "to_place_id"),
        [
            (by_iso[row.required_text("iso3166_2")], by_iso[other])
            for row in provinces
            for other in row.code_list("adjacent", by_iso)
        ],
    )
    clusters = list(read_rows(folder / "region_clusters.csv", _CLUSTER_COLUMNS))
    upsert(Cluster, [_cluster(row) for row in clusters])
    set_links(
        Cluster.members.through,
        ("cluster_id", "place_id"),
        [
            (row.required_text("cluster"), place)
            for row in clusters
            for place in _members(row, by_iso, by_code)
        ],
    )
    return len(provinces) + len(prefectures), len(clusters)


def _province(row: Row) -> Place:
    return Place(
        code=row.required_text("gb2260"),
        iso=row.required_text("iso3166_2"),
        kind=row.required_text("type"),
        name_en=row.required_text("name_en"),
        name_zh=row.required_text("name_zh"),
        short_zh=row.required_text("name_zh"),
        pinyin=row.required_text("pinyin"),
        latitude=float(row.decimal("centroid_lat")),
        longitude=float(row.decimal("centroid_lon")),
        tile_row=int(row.decimal("grid_row")),
        tile_column=int(row.decimal("grid_col")),
        confidence=row.choice("confidence", Confidence.values),
        source=row.required_text("source"),
    )


def _prefecture(row: Row) -> Place:
    return Place(
        code=row.required_text("code"),
        province_id=row.required_text("province_code"),
        kind=row.required_text("kind"),
        name_en=row.required_text("name_en"),
        name_zh=row.required_text("name_zh"),
        short_zh=row.required_text("short_name_zh"),
        pinyin=row.required_text("pinyin"),
        qualifier=row.text("name_en_note"),
        confidence=row.choice("confidence", Confidence.values),
        source=row.required_text("source"),
    )


def _cluster(row: Row) -> Cluster:
    return Cluster(
        code=row.required_text("cluster"),
        name_en=row.required_text("name_en"),
        name_zh=row.required_text("name_zh"),
        affinity=row.choice("affinity", ("yes", "no")) == "yes",
        confidence=row.choice("confidence", Confidence.values),
        source=row.required_text("source"),
    )


def _members(row: Row, by_iso: dict[str, str], provinces: dict[str, str]) -> list[str]:
    """The codes of the cluster's places: its provinces, of some only the listed cities."""
    cities = row.code_list("city_members", provinces)
    split = {provinces[city] for city in cities}
    whole = [by_iso[iso] for iso in row.code_list("members", by_iso)]
    # GBA lists nine cities of Guangdong; the rest of the province must not count as a member.
    return [code for code in whole if code not in split] + list(cities)
