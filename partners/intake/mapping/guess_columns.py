"""A map for a list that has none: guessed from the names of the columns, then from values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from partners.identity.identifiers import valid_identifier
from partners.intake.mapping.column_map import ColumnMap
from partners.intake.mapping.fields import KNOWN_HEADERS, OUR_COLUMNS, is_personal
from partners.intake.reading.cell_text import header_key
from partners.intake.reading.source_table import SourceTable
from partners.intake.values import cell_values, organisation_values
from partners.intake.values.cell_values import CellFault
from partners.intake.values.sector_cells import hs_code

_SAMPLE = 200
_SHARE = 0.6
_COMPANY = re.compile(
    r"(公司|厂|集团|研究院|研究所|合作社|中心)[)）]?$"
    r"|\b(co|ltd|limited|inc|corp|corporation|company|factory|gmbh|group|llc|plc)\b\.?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"[路街道号镇村]|\b(road|rd|street|st|town|district|zone|avenue)\b", re.IGNORECASE
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")
# 600519.SH, as the market's data services write it; a code without its exchange may be any number.
_STOCK = re.compile(r"^\d{6}\.(SH|SS|SZ|BJ)$", re.IGNORECASE)
_WEB = re.compile(r"^(https?://|www\.)\S+\.\S+$", re.IGNORECASE)
# What a name of several words may end with and still be the column of its field.
_ENDINGS = ("zh", "cn", "en", "code", "s")
# Fewer values tell a wrong column from a column with errors.
_FEW_VALUES = 10
# The fields whose values have a form of their own.
_READERS: Mapping[str, Callable[[str], object]] = {
    "minimum_order": cell_values.read_quantity,
    "monthly_capacity": cell_values.read_quantity,
    "lead_time_days": cell_values.read_days,
    "export_years": cell_values.read_number,
    "valid_from": cell_values.read_day,
    "valid_until": cell_values.read_day,
    "employees": organisation_values.read_headcount,
    "size_class": organisation_values.read_size_class,
    "founded": organisation_values.read_year,
    "hs": hs_code,
}


def guess_map(table: SourceTable) -> ColumnMap:
    """The columns that a person would map; a column that is not understood is not read."""
    columns: dict[str, tuple[str, ...]] = {}
    theirs = [column for column in table.columns if column not in OUR_COLUMNS]
    for column in theirs:
        field = None if not column or is_personal(column) else _by_header(column)
        if field and _is_readable(field, _sample(table, column)):
            columns[field] = (*columns.get(field, ()), column)
    used = {column for named in columns.values() for column in named}
    for column in table.columns:
        if column in theirs and column not in used and not is_personal(column):
            field = _by_values(_sample(table, column))
            if field and field not in columns and not _has_name(field, columns):
                columns[field] = (column,)
    # What numbers the rows of a list of listed firms also says which firms they are.
    keys = () if "stock" in columns else columns.get("key", ())[:1]
    if keys and _by_values(_sample(table, keys[0])) == "stock":
        columns["stock"] = keys
    return ColumnMap(columns=columns)


def _sample(table: SourceTable, column: str) -> list[str]:
    at = table.columns.index(column)
    return [row.cells[at] for row in islice(table.rows, _SAMPLE) if row.cells[at]]


def _is_readable(field: str, cells: Sequence[str]) -> bool:
    """Whether a column may hold the field: one named after it may hold another thing, as Large Cap
    under size_class. Each of its rows would be an error.
    """
    read = _READERS.get(field)
    if read is None or len(cells) < _FEW_VALUES:
        return True
    return sum(_can_read(read, cell) for cell in cells) >= _SHARE * len(cells)


def _can_read(read: Callable[[str], object], cell: str) -> bool:
    try:
        read(cell)
    except CellFault:
        return False
    return True


def _has_name(field: str, columns: dict[str, tuple[str, ...]]) -> bool:
    """Whether the field is a name and a better column for the name is known."""
    return field == "name" and any(name in columns for name in ("name", "name_zh", "name_en"))


def _by_header(column: str) -> str | None:
    key = header_key(column)
    if key in KNOWN_HEADERS:
        return KNOWN_HEADERS[key]
    for ending in _ENDINGS:
        if key.endswith(ending) and key.removesuffix(ending) in KNOWN_HEADERS:
            return KNOWN_HEADERS[key.removesuffix(ending)]
    return None


def _by_values(filled: Sequence[str]) -> str | None:
    if not filled:
        return None
    for field, fits in (
        ("uscc", lambda cell: valid_identifier("uscc", cell.upper())),
        ("lei", lambda cell: valid_identifier("lei", cell.upper())),
        ("stock", lambda cell: bool(_STOCK.match(cell))),
        ("website", lambda cell: bool(_WEB.match(cell))),
        ("name", lambda cell: len(cell) < 120 and bool(_COMPANY.search(cell))),
        ("address", lambda cell: len(cell) > 8 and bool(_ADDRESS.search(cell))),
    ):
        if sum(map(fits, filled)) >= _SHARE * len(filled):
            return field
    return None
