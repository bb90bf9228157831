"""A file as a table of text: its columns, and its rows with their numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from core.languages.messages import Message
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
# What the archive begins with that an XLSX file is.
_ARCHIVE = b"PK"


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
    holds. `rows` is empty once they were taken.
    """

    file: str
    columns: tuple[str, ...]
    rows: list[SourceRow]
    notices: tuple[str, ...] = ()

    def take_rows(self) -> Iterator[SourceRow]:
        """Yield the rows in order. Each is let go of once it was read: the cells of a long list
        need not stay beside the facts that they became.
        """
        rows = self.rows[::-1]
        self.rows.clear()
        while rows:
            yield rows.pop()


@dataclass(frozen=True)
class SourceLines:
    """The lines of a file with their numbers, as they are written in it, blank ones included.

    `header`: the number of the line that names the columns. JSON Lines have a header that is no
    line of the file: number 0. `notices` say what else the file holds.
    """

    lines: Iterator[tuple[int, Sequence[str]]]
    header: int
    notices: tuple[str, ...] = ()


def read_source(
    path: Path, known: Collection[str] = (), limits: Limits = DEFAULT_LIMITS
) -> SourceTable:
    """The table in a CSV, TSV, XLSX or JSON Lines file, told apart by content.

    `known` are keys of likely column names (`header_key`), by which the header is found below a
    title. Raises `FileFault` naming the row.
    """
    found = read_lines(path, known, limits)
    columns: tuple[str, ...] = ()
    rows: list[SourceRow] = []
    for number, line in found.lines:
        if number == found.header:
            columns = _columns(path.name, number, _cells(line))
        elif number > found.header and (row := _row(number, _cells(line), len(columns))):
            rows.append(row)
    if not rows:
        reason = "names the columns, and no row follows: there is nothing to import"
        raise FileFault(path.name, found.header, "", reason)
    return SourceTable(path.name, columns, rows, found.notices)


def read_lines(
    path: Path, known: Collection[str] = (), limits: Limits = DEFAULT_LIMITS
) -> SourceLines:
    """The lines of a file of any of these kinds. Raises `FileFault` naming the row."""
    name = path.name
    content = read_content(path, limits)
    refuse_other_kinds(name, content)
    plain, start, notices = _plain_lines(name, content, limits)
    del content
    lines = within_limits(name, plain, limits, first=start)
    first = list(islice(lines, _HEADER_WITHIN))
    at = _header([_cells(line) for line in first], known)
    if at is None:
        raise FileFault(name, 1, "", "is empty: the first row names the columns")
    return SourceLines(enumerate(chain(first, lines), start), at + start, notices)


def is_workbook(path: Path) -> bool:
    """Whether the file at a path is taken for an XLSX file."""
    with path.open("rb") as file:
        return file.read(len(_ARCHIVE)) == _ARCHIVE


def _plain_lines(
    name: str, content: bytes, limits: Limits
) -> tuple[Iterator[Sequence[str]], int, tuple[str, ...]]:
    """The lines, the number of the first, and notices."""
    if content.startswith(_ARCHIVE):
        book = workbook_rows(name, content, limits)
        return book.rows, 1, book.notices
    encoding = encoding_of(name, content)
    start = content[:4_096].decode(encoding, "ignore").lstrip("\ufeff \t\r\n")[:1]
    if start == "[":
        raise FileFault(name, 1, "", "is a JSON list: give JSON Lines, one object a line")
    if start == "{":
        lines = text_lines(name, content, encoding, limits)
        return json_rows(name, lines, limits), 0, ()
    return delimited_rows(name, content, encoding, limits), 1, ()


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
            reason = Message(
                "is the name of two columns, {first} and {second}: name them apart",
                first=seen[column],
                second=at,
            )
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
