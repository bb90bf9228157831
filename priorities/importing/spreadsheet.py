"""Read a table from a CSV or XLSX file as rows of text. The limits apply before any parsing.

Text that our own export escaped is read as it was, also where a spreadsheet saved it again.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from core import tabular

# A list has some thirty rows: the limits allow ten times that and keep a hostile file cheap.
MOST_BYTES = 2_000_000
MOST_UNPACKED = 30_000_000
MOST_MEMBERS = 200
MOST_ROWS = 400
MOST_COLUMNS = 60
LONGEST_CELL = 8_000
# The reference of a cell in a sheet: a single distant cell would make a huge empty table.
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([^"']*)["']""")
_CELL = re.compile(rb"([A-Z]{0,3})([0-9]{1,7})")


class UnreadableTable(Exception):
    """The file cannot be read as a table; the text gives the reason. The REST API raises none."""


@dataclass(frozen=True)
class TableRow:
    """A row: `number` as in a spreadsheet, where the header is row 1; `cells`: column -> text."""

    number: int
    cells: Mapping[str, str]


def read_table(name: str, content: bytes) -> list[TableRow]:
    """The rows below the header that are not empty. Raises `UnreadableTable`."""
    if len(content) > MOST_BYTES:
        raise UnreadableTable(f"{name} has {len(content)} bytes; {MOST_BYTES} are the most")
    # By content and not by name: Excel users rename files, and a name proves nothing.
    packed = content.startswith(b"PK")
    found = _workbook(content) if packed else _csv(content)
    lines = list(_capped([tabular.unescape(cell) for cell in line] for line in found))
    if not lines:
        raise UnreadableTable(f"{name} is empty: the first row names the columns")
    header = [cell.strip() for cell in lines[0]]
    duplicates = sorted({column for column in header if column and header.count(column) > 1})
    if duplicates:
        raise UnreadableTable(f"two columns are called {duplicates[0]}")
    return [
        TableRow(number, _cells(number, header, line))
        for number, line in enumerate(lines[1:], 2)
        if any(cell.strip() for cell in line)
    ]


def _cells(number: int, header: list[str], line: list[str]) -> dict[str, str]:
    if any(cell.strip() for cell in line[len(header) :]):
        raise UnreadableTable(f"row {number} has more cells than the header")
    cells = [cell.strip() for cell in line] + [""] * (len(header) - len(line))
    named = dict(zip(header, cells, strict=False))
    if named.pop("", ""):
        raise UnreadableTable(f"row {number} has a cell under no column name")
    return named


def _capped(lines: Iterable[list[str]]) -> Iterator[list[str]]:
    for number, line in enumerate(lines, 1):
        if number > MOST_ROWS + 1:
            raise UnreadableTable(f"there are more than {MOST_ROWS} rows")
        if len(line) > MOST_COLUMNS:
            raise UnreadableTable(f"row {number} has more than {MOST_COLUMNS} cells")
        if any(len(cell) > LONGEST_CELL for cell in line):
            raise UnreadableTable(f"row {number} has a cell of more than {LONGEST_CELL} characters")
        yield line


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
    except csv.Error as fault:
        raise UnreadableTable(f"it is not a CSV file: {fault}") from fault


def _decoded(content: bytes) -> str:
    """The text, from UTF-8 or from GB 18030, in which a Chinese Excel saves CSV."""
    if b"\0" in content:
        raise UnreadableTable("it is neither a CSV nor an XLSX file")
    # In this order: nearly every text is valid GB 18030, and only UTF-8 is valid UTF-8.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableTable("its text is neither UTF-8 nor GB 18030")


def _workbook(content: bytes) -> Iterator[list[str]]:
    """The first sheet, after a check that the file unpacks to little."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _unpack(archive)
        # Without skipping empty cells at the edge, so that row numbers are those of the sheet.
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        lines = sheet.to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as fault:
        raise UnreadableTable(f"it is not an XLSX file: {fault}") from fault
    except (CalamineError, OSError, IndexError, ValueError) as fault:
        raise UnreadableTable(f"the XLSX file cannot be read: {fault}") from fault
    yield from ([_text(cell) for cell in line] for line in lines)


def _unpack(archive: zipfile.ZipFile) -> None:
    """Unpack every member and count its bytes. Raises `UnreadableTable` beyond the limits."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnreadableTable(f"it packs {len(members)} files; {MOST_MEMBERS} are the most")
    # The sizes in the archive's own directory can lie, so the bytes themselves are counted.
    left = MOST_UNPACKED
    for member in members:
        with archive.open(member) as packed:
            plain = packed.read(left + 1)
        left -= len(plain)
        if left < 0:
            raise UnreadableTable(f"it unpacks to more than {MOST_UNPACKED} bytes")
        _check_references(plain)


def _check_references(plain: bytes) -> None:
    """Raise `UnreadableTable` for a sheet with a cell beyond the limits."""
    if b"sheetData" not in plain:
        return
    for reference in _REFERENCE.findall(plain):
        if not _within_limits(reference):
            where = reference[:20].decode(errors="replace")
            raise UnreadableTable(
                f"there is a cell at {where}; {MOST_ROWS} rows of {MOST_COLUMNS} cells are the most"
            )


def _within_limits(reference: bytes) -> bool:
    """Whether the reference, such as C12, or 12 for a row, is well-formed and within the limits."""
    cell = _CELL.fullmatch(reference)
    return cell is not None and int(cell[2]) <= MOST_ROWS + 1 and _column(cell[1]) <= MOST_COLUMNS


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _text(cell: Any) -> str:
    """The cell as a curator would type it: a day without a time, an integer without a point."""
    # Excel has no plain day and no integer: it stores instants and floats.
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time.min else cell.isoformat(" ")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
