"""A file as a table of text: its columns, and its rows with their numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from partners.errors import FileFault
from partners.intake.reading.cell_text import clean_cell, header_key
from partners.intake.reading.encodings import encoding_of
from partners.intake.reading.file_content import read_content
from partners.intake.reading.file_kinds import refuse_other_kinds
from partners.intake.reading.json_lines import json_rows
from partners.intake.reading.limits import DEFAULT_LIMITS, Limits, within_limits
from partners.intake.reading.text_tables import delimited_rows, text_lines
from partners.intake.reading.workbooks import workbook_rows

_HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row: `number` as in a spreadsheet, whose first row is 1; a cell for each column.

    `surplus`: the row has filled cells beyond the columns.
    """

    number: int
    cells: tuple[str, ...]
    surplus: bool = False


@dataclass(frozen=True)
class SourceTable:
    """The columns and the rows of a file; blank rows are left out.

    A column without a name is called by its position: column 3. `notices` say what else the file
    holds.
    """

    file: str
    columns: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Lines:
    """The lines of a file, the number of the first, and notices. JSON Lines have a header that is
    no line of the file: number 0.
    """

    lines: Iterator[Sequence[str]]
    first: int = 1
    notices: tuple[str, ...] = ()


def read_source(
    path: Path, known: Collection[str] = (), limits: Limits = DEFAULT_LIMITS
) -> SourceTable:
    """The table in a CSV, TSV, XLSX or JSON Lines file, told apart by content.

    `known` are keys of likely column names (`header_key`), by which the header is found below a
    title. Raises `FileFault` naming the row.
    """
    name = path.name
    content = read_content(path, limits)
    refuse_other_kinds(name, content)
    found = _lines(name, content, limits)
    del content
    lines = within_limits(name, found.lines, limits, first=found.first)
    return _table(name, lines, known, found)


def _lines(name: str, content: bytes, limits: Limits) -> _Lines:
    if content.startswith(b"PK"):
        book = workbook_rows(name, content, limits)
        return _Lines(book.rows, notices=book.notices)
    encoding = encoding_of(name, content)
    start = content[:4_096].decode(encoding, "ignore").lstrip("\ufeff \t\r\n")[:1]
    if start == "[":
        raise FileFault(name, 1, "", "is a JSON list: give JSON Lines, one object a line")
    if start == "{":
        lines = text_lines(name, content, encoding, limits)
        return _Lines(json_rows(name, lines, limits), first=0)
    return _Lines(delimited_rows(name, content, encoding, limits))


def _table(
    name: str, lines: Iterator[Sequence[str]], known: Collection[str], found: _Lines
) -> SourceTable:
    first = [_cells(line) for line in islice(lines, _HEADER_WITHIN)]
    at = _header(first, known)
    if at is None:
        raise FileFault(name, 1, "", "is empty: the first row names the columns")
    start = found.first
    columns = _columns(name, at + start, first[at])
    rows = [
        _row(at + start + 1 + n, cells, len(columns)) for n, cells in enumerate(first[at + 1 :])
    ]
    rows += [
        _row(number, _cells(line), len(columns))
        for number, line in enumerate(lines, len(first) + start)
    ]
    filled = tuple(row for row in rows if row is not None)
    if not filled:
        reason = "names the columns, and no row follows: there is nothing to import"
        raise FileFault(name, at + start, "", reason)
    return SourceTable(name, columns, filled, found.notices)


def _cells(line: Sequence[str]) -> tuple[str, ...]:
    return tuple([clean_cell(cell) if cell else "" for cell in line])


def _header(lines: Sequence[Sequence[str]], known: Collection[str]) -> int | None:
    """The position of the line that most looks like the names of columns; None: all are blank."""
    filled = [at for at, line in enumerate(lines) if any(line)]
    if not filled:
        return None
    hits = {at: sum(header_key(cell) in known for cell in lines[at] if cell) for at in filled}
    best = max(filled, key=lambda at: (hits[at], -at))
    if hits[best]:
        return best
    # A title is one cell above a table of several.
    return next((at for at in filled if sum(map(bool, lines[at])) > 1), filled[0])


def _columns(name: str, number: int, cells: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns up to the last that has one."""
    columns = list(cells)
    while columns and not columns[-1]:
        columns.pop()
    columns = [column or f"column {at}" for at, column in enumerate(columns, 1)]
    seen: dict[str, int] = {}
    for at, column in enumerate(columns, 1):
        if column in seen:
            reason = f"is the name of two columns, {seen[column]} and {at}: name them apart"
            raise FileFault(name, number, column, reason)
        seen[column] = at
    return tuple(columns)


def _row(number: int, cells: tuple[str, ...], width: int) -> SourceRow | None:
    if not any(cells):
        return None
    surplus = any(cells[width:])
    if len(cells) != width:
        cells = cells[:width] + ("",) * (width - len(cells))
    return SourceRow(number, cells, surplus)
