"""A province's list from a file: tried first, then put into a draft as one revision.

The file holds the whole list: what it does not name is taken off. A row without a key is new.
"""

import csv
import datetime as dt
import difflib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from django.contrib.auth.models import User
from django.db import transaction

from core.faults import Fault
from partners.models import Place
from priorities.editions import lifecycle
from priorities.editions.draft import PriorityDraft
from priorities.editions.list_validation import validate_rows
from priorities.editions.load_editions import list_in_force, load_drafts
from priorities.editions.priority_keys import assign_keys
from priorities.errors import EditionRefused
from priorities.importing.spreadsheet import TableRow, UnreadableTable
from priorities.models import Edition

COLUMNS = tuple(field.name for field in fields(PriorityDraft))
_MAY_LACK = ("key", "rank", "targets", "places", "published_on", "effective_to")
_DAYS = ("published_on", "effective_from", "effective_to")
_NUMBERS = ("document_year", "rank")
_LISTS = ("targets", "places")
_HEADER = 1


@dataclass(frozen=True)
class RowFault:
    """What is wrong, and where in the file."""

    row: int
    column: str
    value: str
    why: str
    nearest: tuple[str, ...] = ()

    def __str__(self) -> str:
        near = f"; nearest: {', '.join(self.nearest)}" if self.nearest else ""
        return f"row {self.row}, column {self.column or '–'}, “{self.value}”: {self.why}{near}"


@dataclass(frozen=True)
class Trial:
    """What the file would make of the list. With faults nothing is made of it."""

    rows: tuple[PriorityDraft, ...]
    faults: tuple[RowFault, ...]


def try_out(*, province: Place, table: Sequence[TableRow]) -> Trial:
    """Read the rows and check them as a revision would. Nothing is written."""
    faults = _header(table)
    if faults:
        return Trial((), tuple(faults))
    said: list[PriorityDraft] = []
    numbers: list[int] = []
    for row in table:
        wrong = _unreadable(row)
        faults += wrong
        if not wrong:
            said.append(_draft(row))
            numbers.append(row.number)
    current = list_in_force(province.code)
    before = load_drafts(current) if current else ()
    named = assign_keys(province, said)
    if said or not faults:
        faults += [
            _placed(fault, numbers, table) for fault in validate_rows(province, named, before)
        ]
    return Trial(tuple(named), tuple(sorted(faults, key=lambda fault: (fault.row, fault.column))))


def put(*, draft: Edition, table: Sequence[TableRow], by: User, expected_version: int) -> Edition:
    """Make the file's rows the draft's: one revision. Raises `EditionRefused`."""
    trial = try_out(province=draft.province, table=table)
    if trial.faults:
        raise EditionRefused(Fault("", str(fault)) for fault in trial.faults)
    rows = _keyless(trial.rows, table)
    return lifecycle.revise(draft=draft, rows=rows, by=by, expected_version=expected_version)


def put_into_province(*, province: Place, table: Sequence[TableRow], by: User) -> Edition:
    """As `put`, into the province's open draft, or into a new one."""
    with transaction.atomic():
        draft = Edition.objects.open().filter(province=province).first()
        draft = draft or lifecycle.open_draft(province=province.code, by=by)
        return put(draft=draft, table=table, by=by, expected_version=draft.version)


def as_csv(rows: Iterable[PriorityDraft]) -> str:
    """The list as a file that can be put back; with the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        plain = row.plain()
        writer.writerow(
            ";".join(plain[name]) if name in _LISTS else plain[name] for name in COLUMNS
        )
    return "\ufeff" + out.getvalue()


def _header(table: Sequence[TableRow]) -> list[RowFault]:
    if not table:
        raise UnreadableTable("there is no row below the header")
    given = set(table[0].cells)
    unknown = [
        RowFault(_HEADER, name, name, "is no column of a list", _near(name, COLUMNS))
        for name in sorted(given - set(COLUMNS))
    ]
    missing = [
        RowFault(_HEADER, name, "", "the column is missing")
        for name in COLUMNS
        if name not in given and name not in _MAY_LACK
    ]
    return unknown + missing


def _unreadable(row: TableRow) -> list[RowFault]:
    """Cells that cannot be read as a day or a number."""
    found = []
    for name in _DAYS:
        text = row.cells.get(name, "")
        if (text or name == "effective_from") and _day(text) is None:
            found.append(RowFault(row.number, name, text, "is no day such as 2026-02-24"))
    for name in _NUMBERS:
        text = row.cells.get(name, "")
        if (text or name == "document_year") and not (text.isdecimal() and len(text) <= 4):
            found.append(RowFault(row.number, name, text, "is no whole number of up to 4 digits"))
    return found


def _draft(row: TableRow) -> PriorityDraft:
    words = {name: row.cells.get(name, "") for name in COLUMNS}
    return PriorityDraft(
        key=words["key"],
        title=words["title"],
        category=words["category"],
        signal=words["signal"],
        speaker=words["speaker"],
        stage=words["stage"],
        document=words["document"],
        document_year=int(words["document_year"]),
        published_on=_day(words["published_on"]),
        document_precision=words["document_precision"],
        effective_from=dt.date.fromisoformat(words["effective_from"]),
        effective_to=_day(words["effective_to"]),
        precision=words["precision"],
        confidence=words["confidence"],
        quote=words["quote"],
        source=words["source"],
        targets=_codes(words["targets"]),
        places=_codes(words["places"]),
        rank=int(words["rank"]) if words["rank"] else None,
    )


def _keyless(rows: Sequence[PriorityDraft], table: Sequence[TableRow]) -> list[PriorityDraft]:
    """The rows as the file says them: the revision gives the keys that are missing."""
    return [
        replace(row, key=line.cells.get("key", "")) for row, line in zip(rows, table, strict=True)
    ]


def _placed(fault: Fault, numbers: Sequence[int], table: Sequence[TableRow]) -> RowFault:
    """The fault of the list, where the file has it."""
    index, _, column = fault.pointer.strip("/").partition("/")
    if not index.isdecimal():
        return RowFault(_HEADER, "", "", fault.detail, fault.nearest)
    number = numbers[int(index)]
    cells = next(row.cells for row in table if row.number == number)
    return RowFault(number, column, cells.get(column, ""), fault.detail, fault.nearest)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in text.split(";") if code.strip())


def _near(word: str, known: Iterable[str]) -> tuple[str, ...]:
    return tuple(difflib.get_close_matches(word, list(known), 1, 0.5))
