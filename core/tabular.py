"""Write tables as CSV that no spreadsheet runs as formulas. With `core.workbook` the only writer of
tables.

Text that a spreadsheet would read as a formula gets an apostrophe before it; `unescape` takes
exactly that apostrophe off again.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

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
