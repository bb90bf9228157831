"""Places, taxonomy and priority lists of the seeds without a database, as scoring reads them.

A test compares all of it with what the database gives for the same files.
"""

from fractions import Fraction
from functools import cache
from pathlib import Path

from partners.csv_rows import read_rows
from partners.reference.atlas import Atlas
from partners.reference.seed_atlas import read_seed_atlas
from partners.reference.taxonomy import SectorRow, Taxonomy
from priorities.editions.rows import EditionRow
from priorities.importing.seed_rows import read_seed_lists

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


@cache
def atlas() -> Atlas:
    """Provinces, prefectures and clusters."""
    return read_seed_atlas(SEEDS)


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
