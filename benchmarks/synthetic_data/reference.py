"""What the census stands on: real places, sectors and demand; made-up lists for all provinces."""

import datetime as dt
from fractions import Fraction
from functools import cache

import numpy as np

from benchmarks.parties import DAY, STAGES, real_atlas, seed
from matcher.reference.reference_data import (
    ListsInForce,
    ReferenceData,
    build_reference_data,
)
from partners.reference.taxonomy import SectorRow, Taxonomy
from priorities.editions.rows import EditionRow, PriorityRow

PRIORITIES = 12  # in each province
_SIGNALS = ("support", "support", "strength", "shortage", "context")
_SPEAKERS = ("government", "government", "government", "press")


@cache
def reference() -> ReferenceData:
    """Numbered as the database's own places and sectors are. Of a province's priorities one in
    four counts in one city only; every eighth list is complete.
    """
    atlas, taxonomy = real_atlas(), _taxonomy()
    rng = np.random.default_rng(2)
    editions = {}
    for n, province in enumerate(sorted({row.province for row in atlas.places.values()})):
        cities = [code for code, row in atlas.places.items() if row.province == province]
        rows = tuple(
            _priority(rng, f"{province}-{n}", list(taxonomy.sectors), cities)
            for n in range(PRIORITIES)
        )
        editions[province] = EditionRow(province, 1, n % 8 == 7, rows)
    return build_reference_data(atlas, taxonomy, ListsInForce(editions, DAY))


def _priority(
    rng: np.random.Generator, key: str, sectors: list[str], cities: list[str]
) -> PriorityRow:
    return PriorityRow(
        key=key,
        title="made up",
        signal=str(rng.choice(_SIGNALS)),
        speaker=str(rng.choice(_SPEAKERS)),
        stage=str(rng.choice(STAGES)),
        effective_from=dt.date(2026, 1, 1),
        targets=tuple(str(one) for one in rng.choice(sectors, 3, replace=False)),
        places=(str(rng.choice(cities)),) if rng.random() < 0.25 else (),
    )


def _taxonomy() -> Taxonomy:
    divisions = [_sector(row, "manufacturing", "", "hs_chapters") for row in _made("sectors")]
    groups = [_sector(row, "manufacturing", "division", "hs_headings") for row in _made("groups")]
    services = [_sector(row, "service", "parent") for row in seed("producer_services")]
    emerging = [_sector(row, "emerging", "parent") for row in seed("emerging_industries")]
    demand = {
        (row["manufacturing_code"], row["service_code"]): Fraction(row["relative"])
        for row in seed("service_demand")
    }
    rows = (*divisions, *groups, *services, *emerging)
    return Taxonomy({row.code: row for row in rows}, demand)


def _made(what: str) -> list[dict[str, str]]:
    return seed(f"manufacturing_{what}")


def _sector(row: dict[str, str], kind: str, parent: str = "", hs: str = "") -> SectorRow:
    drawn = (row.get("manufacturing_codes", ""), row.get("service_codes", ""))
    return SectorRow(
        row["code"],
        kind,
        row["name_en"],
        row["name_zh"],
        row[parent] if parent else "",
        tuple(one for one in row[hs].split(";") if one) if hs else (),
        tuple(code for codes in drawn for code in codes.split(";") if code),
    )
