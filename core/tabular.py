"""Write tables as CSV, JSON Lines and XLSX that no spreadsheet runs as formulas. The only writer of
tables.

In CSV, text that a spreadsheet would read as a formula gets an apostrophe before it; `unescape`
takes exactly that apostrophe off again. In XLSX no cell is a formula. All are written row by row,
so that a table of any length takes the memory of one row.

Two libraries write XLSX. `write_sheets` uses rustpy-xlsxwriter, which takes a fifth of the time
(benchmarks, job T). A format of its is that of a whole column: `write_workbook`, which keeps the
numbers of rows and decides cell by cell what is a number and what is marked as text, needs
XlsxWriter. A test holds that both write the same cells.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, BinaryIO, TypeAlias

import orjson
from rustpy_xlsxwriter import Format, write_worksheets
from xlsxwriter import Workbook

# Spaces, control and zero-width characters, which a spreadsheet may skip, and quotation marks.
_SKIPPED = (
    r"""["'\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u1680\u180e"""
    r"""\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]*"""
)
_SIGNS = "-=+@＝＋－＠"
# Quotation marks do not help where a spreadsheet splits by another separator than the comma, as
# Excel does in half of Europe: so what follows a semicolon, tab or line break counts as a start.
_START = rf"(?:\A(?={_SKIPPED}[{_SIGNS}\t\r\n])|(?<=[;\t\r\n])(?={_SKIPPED}[{_SIGNS}]))"
_FORMULA = re.compile(_START)
_ESCAPED = re.compile(f"{_START}'")
# No formula begins without one of these: most texts hold none, and are not looked at twice.
_SUSPECT = re.compile(rf"[{_SIGNS}\t\r\n]")

# Excel recognises UTF-8 by this mark.
_MARK = "\ufeff"

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel keeps fifteen digits of a number, and reads 0012 as 12.
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})|-?(?:0|[1-9]\d{0,9})\.\d{0,4}[1-9]")
# The most that Excel keeps in a cell.
_LONGEST = 32_767
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XLSX_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
# The apostrophe of Excel: the text stays a text when somebody edits the cell.
_KEPT_AS_TEXT = {"num_format": "@", "quote_prefix": True}
_TEXT = Format().set_num_format("@").set_text_wrap().set_align("top")
_OTHER = Format().set_align("top")
_HEADER = Format().set_bold().set_background_color("#DDE5EE").set_align("top")
# A spreadsheet keeps fifteen digits of a number.
_MOST = 10**15

Cell: TypeAlias = str | int | float | Decimal | None


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, which is unique, and how a sheet shows it. `width` is in
    characters; `text`: its cells are texts, and stay texts when somebody edits them.
    """

    name: str
    width: float = 14
    text: bool = True


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook. `rows` are read once; each has a cell for each column."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def csv_text(header: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """The table as CSV, to be encoded as UTF-8. None is an empty cell, an int, float or Decimal a
    number; all else is quoted text, escaped.
    """
    return "".join(csv_lines(header, rows))


def csv_lines(header: Sequence[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield the same table line by line, so that a long one takes the memory of a line."""
    out = io.StringIO()
    write = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC).writerow
    write(map(_cell, header))
    yield _MARK + out.getvalue()
    for row in rows:
        # One buffer for all lines: to make one a line took a third of the time.
        out.seek(0)
        out.truncate()
        write(map(_cell, row))
        yield out.getvalue()


def json_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield a JSON object for each row, by the names of the header, each on a line of its own.
    Nothing is escaped: no spreadsheet opens it.
    """
    for row in rows:
        named = dict(zip(header, row, strict=True))
        yield orjson.dumps(named, default=_plain, option=orjson.OPT_APPEND_NEWLINE)


def write_sheets(file: BinaryIO, sheets: Sequence[Sheet]) -> None:
    """Write an XLSX workbook: the header of each sheet stays in sight, has filters, and its columns
    have their widths. Texts are texts, whatever they begin with: no formula, no link, no number.
    What an exception of `rows` stops is not written.
    """
    names = [sheet.name for sheet in sheets]
    write_worksheets(
        [(sheet.name, _records(sheet)) for sheet in sheets],
        file,
        freeze_panes={name: {"row": 1, "col": 0} for name in names},
        autofilter=dict.fromkeys(names, True),
        header_format=dict.fromkeys(names, _HEADER),
        column_widths={
            sheet.name: {one.name: one.width for one in sheet.columns} for sheet in sheets
        },
        column_formats={
            sheet.name: {one.name: _TEXT if one.text else _OTHER for one in sheet.columns}
            for sheet in sheets
        },
    )


def _records(sheet: Sheet) -> Iterator[dict[str, str | int | float | None]]:
    """The rows as rustpy-xlsxwriter takes them. It writes the header with the first row: a table
    without rows has an empty one.
    """
    header, some = [column.name for column in sheet.columns], False
    for row in sheet.rows:
        some = True
        # Most texts are written as they are; to call a function for each cell cost a third.
        cells = [
            value
            if type(value) is str and value.isprintable() and len(value) <= _LONGEST
            else _sheet_cell(value)
            for value in row
        ]
        yield dict(zip(header, cells, strict=True))
    if not some:
        yield dict.fromkeys(header)


def _sheet_cell(value: Cell) -> str | int | float | None:
    if isinstance(value, str):
        return _NOT_XML.sub("", value)[:_LONGEST]
    if value is None or -_MOST < value < _MOST:
        return float(value) if isinstance(value, Decimal) else value
    # A number that a spreadsheet would round, or that is none.
    return str(value)


def _plain(value: object) -> float | str:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} is no value of a cell")


def write_workbook(file: IO[bytes], rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Write one XLSX sheet of rows, each with its number, the first row being 1; numbers ascend.

    A text that is a number as Excel writes it becomes a number; no other text changes, but that
    signs which XML cannot hold are left out.
    """
    with Workbook(file, _XLSX_OPTIONS) as book:
        sheet = book.add_worksheet()
        kept_as_text = book.add_format(_KEPT_AS_TEXT)
        for number, cells in rows:
            for column, cell in enumerate(cells):
                if _NUMBER.fullmatch(cell):
                    sheet.write_number(number - 1, column, float(cell))
                elif text := _NOT_XML.sub("", cell)[:_LONGEST]:
                    style = None if escape(text) == text else kept_as_text
                    sheet.write_string(number - 1, column, text, style)


def escape(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet could see a formula begin."""
    return _FORMULA.sub("'", text) if _SUSPECT.search(text) else text


def unescape(cell: str) -> str:
    """The text that `escape` made the cell of. Raises nothing: other text stays as it is."""
    return _ESCAPED.sub("", cell)


def _cell(value: object) -> str | int | float | Decimal:
    if value is None:
        return ""
    if isinstance(value, int) or (isinstance(value, float | Decimal) and math.isfinite(value)):
        return value
    return escape(str(value))
