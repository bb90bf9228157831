"""The first sheet of an XLSX file, after a check that the file unpacks to little."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from partners.errors import FileFault
from partners.intake.reading.limits import Limits

# The reference of a cell: a single distant cell would make a huge empty table.
_REFERENCE = re.compile(rb"""<(?:row|c)\s[^>]*?\br\s*=\s*["']([A-Z]{0,7})([0-9]{1,12})["']""")
_BLOCK = 4_000_000


def workbook_lines(file: str, content: bytes, limits: Limits) -> Iterator[list[str]]:
    """Yield the rows of the first sheet as text; a merged cell counts in each of its rows.

    Raises `FileFault` for a file that is no workbook or unpacks beyond the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_members(file, archive, limits)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        # With the empty cells at the edge, so that row numbers are those of the sheet.
        lines = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as fault:
        raise FileFault(file, 1, "", f"it is not an XLSX file: {fault}") from fault
    except (CalamineError, OSError, IndexError, ValueError) as fault:
        raise FileFault(file, 1, "", f"the XLSX file cannot be read: {fault}") from fault
    rows = [[_text(cell) for cell in line] for line in lines]
    _fill_merged(rows, merged)
    yield from rows


def _fill_merged(
    rows: list[list[str]], merged: list[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    """Give the value of a merged cell to each of its rows.

    Downwards only: a title that is merged across the sheet is one cell, not many of one name.
    """
    for (top, left), (bottom, _) in merged:
        if bottom == top or top >= len(rows) or left >= len(rows[top]):
            continue
        for at in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[at]) and not rows[at][left]:
                rows[at][left] = rows[top][left]


def _check_members(file: str, archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    if len(members) > limits.members:
        raise FileFault(file, 1, "", f"packs {len(members)} files; {limits.members} are the most")
    left = limits.unpacked_bytes
    for member in members:
        is_sheet = member.filename.startswith("xl/worksheets/")
        with archive.open(member) as packed:
            tail = b""
            # In blocks, and the bytes themselves counted: the directory of the archive can lie.
            while block := packed.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    most = limits.unpacked_bytes
                    raise FileFault(file, 1, "", f"unpacks to more than {most} bytes")
                if is_sheet:
                    _check_references(file, tail + block, limits)
                    tail = block[-64:]


def _check_references(file: str, plain: bytes, limits: Limits) -> None:
    for letters, digits in _REFERENCE.findall(plain):
        if int(digits) > limits.rows + 1 or _column(letters) > limits.columns:
            where = (letters + digits).decode()
            most = f"{limits.rows} rows of {limits.columns} cells are the most"
            raise FileFault(file, int(digits), letters.decode(), f"a cell at {where}: {most}")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _text(cell: Any) -> str:
    """The cell as a person would type it: a day without a time, an integer without a point."""
    # Excel has no plain day and no integer: it stores instants and floats.
    if isinstance(cell, str):
        return cell
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time.min else cell.isoformat(" ")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(cell)
