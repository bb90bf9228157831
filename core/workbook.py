"""Write a table as an XLSX file whose cells are texts and numbers. No cell is a formula.

With `core.tabular` the only writer of tables. Rows are written one by one, so that a table of any
length takes the memory of one row.
"""

import re
from collections.abc import Iterable, Sequence
from typing import IO

from xlsxwriter import Workbook

from core import tabular

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel keeps fifteen digits of a number, and reads 0012 as 12.
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})|-?(?:0|[1-9]\d{0,9})\.\d{0,4}[1-9]")
# The most that Excel keeps in a cell.
_LONGEST = 32_767
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
# The apostrophe of Excel: the text stays a text when somebody edits the cell.
_KEPT_AS_TEXT = {"num_format": "@", "quote_prefix": True}


def write_workbook(file: IO[bytes], rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Write one sheet of rows, each with its number, the first row being 1; numbers ascend.

    A text that is a number as Excel writes it becomes a number; no other text changes, but that
    signs which XML cannot hold are left out.
    """
    with Workbook(file, _OPTIONS) as book:
        sheet = book.add_worksheet()
        kept_as_text = book.add_format(_KEPT_AS_TEXT)
        for number, cells in rows:
            for column, cell in enumerate(cells):
                if _NUMBER.fullmatch(cell):
                    sheet.write_number(number - 1, column, float(cell))
                elif text := _NOT_XML.sub("", cell)[:_LONGEST]:
                    style = None if tabular.escape(text) == text else kept_as_text
                    sheet.write_string(number - 1, column, text, style)
