"""A map for a list that has none: guessed from the names of the columns, then from values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from partners.identity.identifiers import valid_identifier
from partners.intake.mapping.column_map import ColumnMap
from partners.intake.mapping.fields import KNOWN_HEADERS, OUR_COLUMNS, is_personal
from partners.intake.reading.cell_text import header_key
from partners.intake.reading.source_table import SourceTable

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
_WEB = re.compile(r"^(https?://|www\.)\S+\.\S+$", re.IGNORECASE)
# What a name of several words may end with and still be the column of its field.
_ENDINGS = ("zh", "cn", "en", "code", "s")


def guess_map(table: SourceTable) -> ColumnMap:
    """The columns that a person would map; a column that is not understood is not read."""
    columns: dict[str, tuple[str, ...]] = {}
    theirs = [column for column in table.columns if column not in OUR_COLUMNS]
    for column in theirs:
        field = None if not column or is_personal(column) else _by_header(column)
        if field:
            columns[field] = (*columns.get(field, ()), column)
    used = {column for named in columns.values() for column in named}
    for at, column in enumerate(table.columns):
        if column in theirs and column not in used and not is_personal(column):
            field = _by_values([row.cells[at] for row in islice(table.rows, _SAMPLE)])
            if field and field not in columns and not _has_name(field, columns):
                columns[field] = (column,)
    return ColumnMap(columns=columns)


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


def _by_values(cells: Sequence[str]) -> str | None:
    filled = [cell for cell in cells if cell]
    if not filled:
        return None
    for field, fits in (
        ("uscc", lambda cell: valid_identifier("uscc", cell.upper())),
        ("lei", lambda cell: valid_identifier("lei", cell.upper())),
        ("website", lambda cell: bool(_WEB.match(cell))),
        ("name", lambda cell: len(cell) < 120 and bool(_COMPANY.search(cell))),
        ("address", lambda cell: len(cell) > 8 and bool(_ADDRESS.search(cell))),
    ):
        if sum(map(fits, filled)) >= _SHARE * len(filled):
            return field
    return None
