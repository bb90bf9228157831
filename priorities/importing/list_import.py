"""A province's list from a file: checked first, then put into a draft as one revision.

The file holds the whole list: a priority that it omits is removed. A row without a key is new.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from core import tabular
from core.faults import Fault
from partners.models import Place
from partners.names.nearest import nearest_names
from priorities.editions import lifecycle
from priorities.editions.list_validation import validate_rows
from priorities.editions.load_editions import list_in_force, load_rows
from priorities.editions.priority_keys import assign_keys
from priorities.editions.rows import FIELDS, PriorityRow
from priorities.errors import EditionRefused
from priorities.importing.spreadsheet import TableRow, UnreadableTable
from priorities.models import Edition

_OPTIONAL = (
    "key", "rank", "targets", "places", "published_on", "effective_to", "document_zh",
    "summary_zh", "paragraph", "section", "anchor", "emphasis", "reviewed",
)  # fmt: skip
_LISTS = ("targets", "places")
_HEADER = 1


@dataclass(frozen=True)
class RowFault:
    """A fault, and its cell in the file."""

    row: int
    column: str
    value: str
    why: str
    nearest: tuple[str, ...] = ()

    def __str__(self) -> str:
        near = f"; nearest: {', '.join(self.nearest)}" if self.nearest else ""
        return f"row {self.row}, column {self.column or '–'}, “{self.value}”: {self.why}{near}"


@dataclass(frozen=True)
class ImportCheck:
    """The rows that the file would put into the draft; none if it has faults in the header."""

    rows: tuple[PriorityRow, ...]
    faults: tuple[RowFault, ...]


def check_table(*, province: Place, table: Sequence[TableRow]) -> ImportCheck:
    """Read the rows and check them as a revision would. Writes nothing.

    Raises `UnreadableTable` for a table without rows, and `EditionRefused` for unknown keys.
    """
    faults = _header_faults(table)
    if faults:
        return ImportCheck((), tuple(faults))
    rows: list[PriorityRow] = []
    lines: list[TableRow] = []
    for line in table:
        row, wrong = _read_row(line)
        faults += wrong
        if row is not None:
            rows.append(row)
            lines.append(line)
    before = load_rows(list_in_force(province.code))
    named = assign_keys(province, rows)
    # Unreadable rows alone are no empty list: the fault of an empty list would mislead.
    if rows or not faults:
        faults += [_locate(fault, lines) for fault in validate_rows(province, named, before)]
    return ImportCheck(
        tuple(named), tuple(sorted(faults, key=lambda fault: (fault.row, fault.column)))
    )


def import_into_draft(
    *, draft: Edition, table: Sequence[TableRow], by: User, expected_version: int
) -> Edition:
    """Replace the draft's rows by the file's, in one revision. Raises `EditionRefused`."""
    check = check_table(province=draft.province, table=table)
    if check.faults:
        raise EditionRefused(Fault("", str(fault)) for fault in check.faults)
    # Without the keys that the check assigned: the revision assigns them under its lock.
    rows = [
        replace(row, key=line.cells.get("key", ""))
        for row, line in zip(check.rows, table, strict=True)
    ]
    return lifecycle.revise(draft=draft, rows=rows, by=by, expected_version=expected_version)


def import_into_province(*, province: Place, table: Sequence[TableRow], by: User) -> Edition:
    """As `import_into_draft`, into the province's open draft, or into a new one."""
    with transaction.atomic():
        draft = Edition.objects.open().filter(province=province).first()
        draft = draft or lifecycle.open_draft(province=province.code, by=by)
        return import_into_draft(draft=draft, table=table, by=by, expected_version=draft.version)


def list_as_csv(rows: Iterable[PriorityRow]) -> str:
    """The list as a file that can be imported again."""
    return tabular.csv_text(FIELDS, (_cells(row.as_json()) for row in rows))


def _cells(values: Mapping[str, Any]) -> list[Any]:
    return [";".join(values[name]) if name in _LISTS else values[name] for name in FIELDS]


def _header_faults(table: Sequence[TableRow]) -> list[RowFault]:
    if not table:
        raise UnreadableTable("there is no row below the header")
    given, columns = set(table[0].cells), FIELDS
    unknown = [
        RowFault(
            _HEADER, name, name, "is not a list column", tuple(nearest_names(name, columns)[:1])
        )
        for name in sorted(given - set(columns))
    ]
    missing = [
        RowFault(_HEADER, name, "", "the column is missing")
        for name in FIELDS
        if name not in given and name not in _OPTIONAL
    ]
    return unknown + missing


def _read_row(line: TableRow) -> tuple[PriorityRow | None, list[RowFault]]:
    """The row, or the faults of the cells that cannot be read."""
    values: dict[str, Any] = {}
    faults = []
    for name in FIELDS:
        text = line.cells.get(name, "")
        read, why = _READERS.get(name, (str, ""))
        try:
            values[name] = None if name in _NULLABLE and not text else read(text)
        except ValueError:
            faults.append(RowFault(line.number, name, text, why))
    return (None if faults else PriorityRow.from_fields(values)), faults


def _number(text: str) -> int:
    # Longer numbers would overflow the column; `int` itself would accept signs and underscores.
    if not (text.isdecimal() and len(text) <= 4):
        raise ValueError(text)
    return int(text)


def _yes_or_no(text: str) -> bool:
    # A file without the column holds what a curator wrote, and so has read.
    known = {"": True, "yes": True, "true": True, "no": False, "false": False}
    if text.casefold() not in known:
        raise ValueError(text)
    return known[text.casefold()]


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in text.split(";") if code.strip())


_DAY = (dt.date.fromisoformat, "is not a date such as 2026-02-24")
_NUMBER = (_number, "is not a whole number of up to 4 digits")
_CODES = (_codes, "")
# Column -> the function that reads its cell, and the fault of a cell that it cannot read.
_READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "published_on": _DAY,
    "effective_from": _DAY,
    "effective_to": _DAY,
    "document_year": _NUMBER,
    "rank": _NUMBER,
    "paragraph": _NUMBER,
    "reviewed": (_yes_or_no, "is neither yes nor no"),
    "targets": _CODES,
    "places": _CODES,
}
_NULLABLE = ("published_on", "effective_to", "rank", "paragraph")


def _locate(fault: Fault, lines: Sequence[TableRow]) -> RowFault:
    """The fault of a list, with its cell in the file."""
    index, _, column = fault.pointer.strip("/").partition("/")
    if not index.isdecimal():
        return RowFault(_HEADER, "", "", str(fault.detail), tuple(fault.nearest))
    line = lines[int(index)]
    value = line.cells.get(column, "")
    return RowFault(line.number, column, value, str(fault.detail), tuple(fault.nearest))
