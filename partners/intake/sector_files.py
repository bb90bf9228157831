"""Load sectors, services, emerging industries and demand from the seed files."""

from __future__ import annotations

from pathlib import Path

from partners.csv_rows import Row, read_rows
from partners.intake.upsert import set_links, upsert
from partners.models import Demand, Sector
from partners.models.place import Confidence

_NAMES = ("code", "name_en", "name_zh", "confidence", "source")
_DIVISION_COLUMNS = (*_NAMES, "isic_rev4_division", "hs_chapters")
_GROUP_COLUMNS = (*_NAMES, "division", "isic_rev4_class", "hs_headings")
_SERVICE_COLUMNS = (*_NAMES, "parent")
_EMERGING_COLUMNS = (*_NAMES, "parent", "manufacturing_codes", "service_codes")
_DEMAND_COLUMNS = (
    "manufacturing_code", "service_code", "intensity", "relative", "band", "basis",
    "confidence", "source",
)  # fmt: skip


def load_taxonomy(folder: Path) -> tuple[int, int]:
    """Upsert all sectors and demand. Returns (number of sectors, number of demand rows)."""
    divisions = list(read_rows(folder / "manufacturing_sectors.csv", _DIVISION_COLUMNS))
    groups = list(read_rows(folder / "manufacturing_groups.csv", _GROUP_COLUMNS))
    services = list(read_rows(folder / "producer_services.csv", _SERVICE_COLUMNS))
    emerging = list(read_rows(folder / "emerging_industries.csv", _EMERGING_COLUMNS))
    # The codes of all four files, because a row may refer to a sector of another file.
    codes = {row.required_text("code") for row in (*divisions, *groups, *services, *emerging)}
    sectors = [_sector(row, "manufacturing", "", "hs_chapters", codes) for row in divisions]
    sectors += [_sector(row, "manufacturing", "division", "hs_headings", codes) for row in groups]
    sectors += [_sector(row, "service", "parent", "", codes) for row in services]
    sectors += [_sector(row, "emerging", "parent", "", codes) for row in emerging]
    upsert(Sector, sectors)
    set_links(Sector.related.through, ("from_sector_id", "to_sector_id"), _related(emerging, codes))
    demand = [
        _demand(row, codes) for row in read_rows(folder / "service_demand.csv", _DEMAND_COLUMNS)
    ]
    upsert(Demand, demand, unique=("sector", "service"))
    return len(sectors), len(demand)


def _related(emerging: list[Row], codes: set[str]) -> list[tuple[str, str]]:
    """Pairs of an emerging industry and a division or service that it draws on."""
    return [
        (row.required_text("code"), code)
        for row in emerging
        for column in ("manufacturing_codes", "service_codes")
        for code in row.code_list(column, codes)
    ]


def _sector(row: Row, kind: str, parent: str, hs: str, codes: set[str]) -> Sector:
    isic = {"hs_chapters": "isic_rev4_division", "hs_headings": "isic_rev4_class"}.get(hs)
    above = row.code_list(parent, codes) if parent else ()
    return Sector(
        code=row.required_text("code"),
        kind=kind,
        parent_id=above[0] if above else None,
        name_en=row.required_text("name_en"),
        name_zh=row.required_text("name_zh"),
        isic=row.text(isic) if isic else "",
        hs=list(row.text_list(hs)) if hs else [],
        confidence=row.choice("confidence", Confidence.values),
        source=row.required_text("source"),
    )


def _demand(row: Row, codes: set[str]) -> Demand:
    return Demand(
        sector_id=row.code("manufacturing_code", codes),
        service_id=row.code("service_code", codes),
        intensity=row.decimal("intensity"),
        relative=row.decimal("relative"),
        band=row.required_text("band"),
        basis=row.required_text("basis"),
        confidence=row.choice("confidence", Confidence.values),
        source=row.required_text("source"),
    )
