"""The first visible sheet of an XLSX file, after a check of what it unpacks to."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from core.languages.messages import Message
from partners.errors import FileFault
from partners.intake.reading.archives import needed_members, open_archive, unpacked
from partners.intake.reading.limits import Limits, too_many_cells
from partners.intake.reading.sheet_size import SharedTexts, SheetSize, refuse_declarations

# From here on a float has no room for all digits of a whole number.
_WHOLE_DIGITS = 10**15


@dataclass(frozen=True)
class WorkbookRows:
    """The rows of a sheet as text, and what a curator should know of the workbook."""

    rows: Iterator[list[str]]
    notices: tuple[str, ...]


def workbook_rows(file: str, content: bytes, limits: Limits) -> WorkbookRows:
    """The rows of the first visible sheet; a merged cell counts in each of its rows.

    Raises `FileFault` for a file that is no workbook or that is larger than the limits.
    """
    with open_archive(file, content, limits) as archive:
        packed, hidden = _checked_copy(file, content, archive, limits)
    try:
        book = CalamineWorkbook.from_filelike(packed)
        named = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        visible = [one.name for one in named if one.visible == SheetVisibleEnum.Visible]
        names = visible or [one.name for one in named]
        if not names:
            raise FileFault(file, 1, "", "the workbook has no sheet")
        sheet = book.get_sheet_by_name(names[0])
        merged = sheet.merged_cell_ranges or []
    except (CalamineError, OSError, IndexError, ValueError, zipfile.BadZipFile) as fault:
        reason = Message("the XLSX file cannot be read: {parser}", parser=fault)
        raise FileFault(file, 1, "", reason) from fault
    if sheet.total_height * sheet.total_width > limits.cells:
        raise FileFault(file, 1, "", too_many_cells(limits))
    return WorkbookRows(_rows(sheet, merged), _notices(names, len(named), hidden))


def _notices(names: Sequence[str], sheets: int, hidden: int) -> tuple[str, ...]:
    found = []
    if sheets > 1:
        others = ", ".join(names[1:6]) + (", …" if len(names) > 6 else "")
        read = Message("only the sheet {sheet} is read", sheet=names[0])
        if others:
            read = Message(
                "only the sheet {sheet} is read, not {others}", sheet=names[0], others=others
            )
        found.append(read)
    if hidden:
        hides = "the workbook has {hidden} hidden rows; those of the sheet are read like the others"
        found.append(Message(hides, hidden=hidden))
    return tuple(found)


def _checked_copy(
    file: str, content: bytes, archive: zipfile.ZipFile, limits: Limits
) -> tuple[io.BytesIO, int]:
    """The workbook with nothing in it but checked members, and the number of hidden rows.

    A copy, so that the reader sees the bytes that were checked and no others.
    """
    texts, sheets, left = SharedTexts(file, limits), [], limits.unpacked_bytes
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for member in needed_members(archive):
            size = SheetSize(file, limits)
            part = texts if member.filename.casefold() == "xl/sharedstrings.xml" else size
            with target.open(member.filename, "w") as packed:
                for block in unpacked(file, content, member, left):
                    left -= len(block)
                    refuse_declarations(file, block)
                    packed.write(_with_errors(part.add(block)))
                packed.write(_with_errors(part.finish()))
            sheets.append((member, size))
    for member, size in sheets:
        if texts.may_grow(size.shared):
            texts.check(size.shared, unpacked(file, content, member, limits.unpacked_bytes))
    copy.seek(0)
    return copy, sum(size.hidden for _, size in sheets)


def _with_errors(plain: bytes) -> bytes:
    # The reader makes an error of a formula an empty cell, unless it is a text.
    return plain.replace(b' t="e"', b' t="str"')


def _rows(
    sheet: CalamineSheet, merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> Iterator[list[str]]:
    """Yield the rows; the value of a merged cell is given to each of its rows.

    Downwards only: a title that is merged across the sheet is one cell, not many of one name.
    """
    starting: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in merged:
        if bottom > top:
            starting.setdefault(top, []).append((left, bottom))
    lasting: dict[int, tuple[int, str]] = {}
    # With the empty cells at the edge, so that row numbers are those of the sheet.
    for number, cells in enumerate(_all_rows(sheet)):
        row = [_text(cell) for cell in cells]
        for column, (bottom, text) in list(lasting.items()):
            if number > bottom:
                del lasting[column]
            elif column < len(row) and not row[column]:
                row[column] = text
        for column, bottom in starting.get(number, ()):
            if column < len(row):
                lasting[column] = (bottom, row[column])
        yield row


def _all_rows(sheet: CalamineSheet) -> Iterator[Sequence[Any]]:
    start = sheet.start or (0, 0)
    above, before = start
    for _ in range(above):
        yield []
    for cells in sheet.iter_rows():
        yield [*([""] * before), *cells] if before else cells


def _text(cell: Any) -> str:
    """The cell as a person would type it: a day without a time, an integer without a point."""
    # Excel has no plain day and no integer: it stores instants and floats.
    if isinstance(cell, str):
        return cell
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time.min else cell.isoformat(" ")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _WHOLE_DIGITS:
        return str(int(cell))
    if isinstance(cell, float):
        # With its exponent: a reader of identifiers sees that digits are lost.
        return f"{cell:E}" if abs(cell) >= _WHOLE_DIGITS else repr(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(cell)
