"""A file as a table of text: its columns, and its rows with their numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core import tabular
from partners.errors import FileFault
from partners.intake.reading.limits import DEFAULT_LIMITS, Limits, clean_cell, within_limits
from partners.intake.reading.text_tables import decode, delimited_lines, json_lines
from partners.intake.reading.workbooks import workbook_lines

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
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
    """The columns and the rows of a file; blank rows are left out."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[SourceRow, ...]


def read_source(
    path: Path, known: Collection[str] = (), limits: Limits = DEFAULT_LIMITS
) -> SourceTable:
    """The table in a CSV, TSV, XLSX or JSON Lines file, told apart by content.

    `known` are keys of likely column names (`header_key`), by which the header is found below a
    title. Raises `FileFault` naming the row.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise FileFault(name, 1, "", f"has {size} bytes; {limits.file_bytes} are the most")
        content = path.read_bytes()
    except OSError as fault:
        raise FileFault(name, 1, "", f"cannot be read: {fault.strerror}") from fault
    lines = within_limits(name, _lines(name, content, limits), limits)
    return _table(name, lines, known)


def header_key(name: str) -> str:
    """The form in which names of columns are compared: letters and digits in lower case."""
    return "".join(sign for sign in clean_cell(name).casefold() if sign.isalnum())


def _lines(name: str, content: bytes, limits: Limits) -> Iterator[list[str]]:
    # By content and not by name: people rename files, and a name proves nothing.
    if content.startswith(b"PK"):
        return workbook_lines(name, content, limits)
    if content.startswith(_OLD_WORKBOOK):
        raise FileFault(name, 1, "", "is an XLS file of Excel 97: save it as XLSX or CSV")
    text = decode(name, content)
    start = text.lstrip()[:1]
    if start == "[":
        raise FileFault(name, 1, "", "is a JSON list: give JSON Lines, one object a line")
    return json_lines(name, text) if start == "{" else delimited_lines(name, text)


def _table(name: str, lines: Iterator[Sequence[str]], known: Collection[str]) -> SourceTable:
    first = [_cells(line) for line in islice(lines, _HEADER_WITHIN)]
    at = _header(first, known)
    if at is None:
        raise FileFault(name, 1, "", "is empty: the first row names the columns")
    columns = list(first[at])
    while columns and not columns[-1]:
        columns.pop()
    _check_columns(name, at + 1, columns)
    rows = [_row(at + 2 + n, cells, len(columns)) for n, cells in enumerate(first[at + 1 :])]
    start = len(first) + 1
    rows += [_row(number, _cells(line), len(columns)) for number, line in enumerate(lines, start)]
    return SourceTable(name, tuple(columns), tuple(row for row in rows if row is not None))


def _cells(line: Sequence[str]) -> tuple[str, ...]:
    return tuple(clean_cell(tabular.unescape(cell)) if cell else "" for cell in line)


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


def _check_columns(name: str, number: int, columns: Sequence[str]) -> None:
    seen: set[str] = set()
    for column in columns:
        if column and column in seen:
            raise FileFault(name, number, column, "is the name of two columns")
        seen.add(column)


def _row(number: int, cells: tuple[str, ...], width: int) -> SourceRow | None:
    if not any(cells):
        return None
    surplus = any(cells[width:])
    if len(cells) != width:
        cells = cells[:width] + ("",) * (width - len(cells))
    return SourceRow(number, cells, surplus)
