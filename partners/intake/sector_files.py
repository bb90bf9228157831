"""Manufacturing sectors, services, emerging industries and demand into the database."""

from __future__ import annotations

from pathlib import Path

from partners.intake.csv_rows import Row, rows
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
    """Upsert all sectors and all demand; returns how many of each the files hold."""
    divisions = list(rows(folder / "manufacturing_sectors.csv", _DIVISION_COLUMNS))
    groups = list(rows(folder / "manufacturing_groups.csv", _GROUP_COLUMNS))
    services = list(rows(folder / "producer_services.csv", _SERVICE_COLUMNS))
    emerging = list(rows(folder / "emerging_industries.csv", _EMERGING_COLUMNS))
    codes = {row.word("code") for row in (*divisions, *groups, *services, *emerging)}
    sectors = [_sector(row, "manufacturing", "", "hs_chapters", codes) for row in divisions]
    sectors += [_sector(row, "manufacturing", "division", "hs_headings", codes) for row in groups]
    sectors += [_sector(row, "service", "parent", "", codes) for row in services]
    sectors += [_sector(row, "emerging", "parent", "", codes) for row in emerging]
    upsert(Sector, sectors)
    set_links(Sector.related.through, ("from_sector_id", "to_sector_id"), _related(emerging, codes))
    demand = [_demand(row, codes) for row in rows(folder / "service_demand.csv", _DEMAND_COLUMNS)]
    upsert(Demand, demand, unique=("sector", "service"))
    return len(sectors), len(demand)


def _related(emerging: list[Row], codes: set[str]) -> list[tuple[str, str]]:
    """Each emerging industry with the divisions and the services that it draws on."""
    return [
        (row.word("code"), code)
        for row in emerging
        for column in ("manufacturing_codes", "service_codes")
        for code in row.codes(column, codes)
    ]


def _sector(row: Row, kind: str, parent: str, hs: str, codes: set[str]) -> Sector:
    isic = {"hs_chapters": "isic_rev4_division", "hs_headings": "isic_rev4_class"}.get(hs)
    above = row.codes(parent, codes) if parent else ()
    return Sector(
        code=row.word("code"),
        kind=kind,
        parent_id=above[0] if above else None,
        name_en=row.word("name_en"),
        name_zh=row.word("name_zh"),
        isic=row.text(isic) if isic else "",
        hs=list(row.words(hs)) if hs else [],
        confidence=row.one_of("confidence", Confidence.values),
        source=row.word("source"),
    )


def _demand(row: Row, codes: set[str]) -> Demand:
    return Demand(
        sector_id=row.code("manufacturing_code", codes),
        service_id=row.code("service_code", codes),
        intensity=row.decimal("intensity"),
        relative=row.decimal("relative"),
        band=row.word("band"),
        basis=row.word("basis"),
        confidence=row.one_of("confidence", Confidence.values),
        source=row.word("source"),
    )
