"""Write tables as CSV and XLSX that no spreadsheet runs as formulas. The only writer of tables.

In CSV, text that a spreadsheet would read as a formula gets an apostrophe before it; `unescape`
takes exactly that apostrophe off again. In XLSX no cell is a formula. Both are written row by row,
so that a table of any length takes the memory of one row.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO

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


def csv_text(header: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """The table as CSV, to be encoded as UTF-8. None is an empty cell, an int, float or Decimal a
    number; all else is quoted text, escaped.
    """
    return "".join(csv_lines(header, rows))


def csv_lines(header: Sequence[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield the same table line by line, so that a long one takes the memory of a line."""
    yield _MARK + _line(header)
    yield from map(_line, rows)


def _line(row: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC).writerow(map(_cell, row))
    return out.getvalue()


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
    return _FORMULA.sub("'", text)


def unescape(cell: str) -> str:
    """The text that `escape` made the cell of. Raises nothing: other text stays as it is."""
    return _ESCAPED.sub("", cell)


def _cell(value: object) -> str | int | float | Decimal:
    if value is None:
        return ""
    if isinstance(value, int) or (isinstance(value, float | Decimal) and math.isfinite(value)):
        return value
    return escape(str(value))
