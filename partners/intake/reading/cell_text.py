"""The form in which the text of a cell is read, and the form in which names of columns compare."""

from __future__ import annotations

import re
from functools import lru_cache

from core import tabular

# Letters and digits only: the brackets of a Chinese name stay as the source wrote them.
_NARROW: dict[int, str] = {
    **{0xFF10 + at: chr(0x30 + at) for at in range(10)},
    **{0xFF21 + at: chr(0x41 + at) for at in range(26)},
    **{0xFF41 + at: chr(0x61 + at) for at in range(26)},
}
# Signs that nobody sees: byte order marks, zero widths, soft hyphens, and marks of direction, with
# which a name could be made to look like another.
_UNSEEN: dict[int, str] = dict.fromkeys(
    (
        0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
    ),
    "",
)  # fmt: skip
_CONTROLS: dict[int, str] = dict.fromkeys(
    (at for at in (*range(0x20), *range(0x7F, 0xA0)) if not chr(at).isspace()), ""
)
_SIGNS = _NARROW | _UNSEEN | _CONTROLS
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_SPACES = re.compile(r"\s+")
# ="0012" and '0012: how programs keep a spreadsheet from reading digits as a number.
_AS_TEXT = re.compile(r"""^(?:="(?P<formula>[^"]*)"|'(?P<marked>\d.*))$""")
_EMPTY = frozenset(("-", "--", "—", "/", "n/a", "na", "nan", "none", "null", "#n/a", "无", "暂无"))


@lru_cache(maxsize=16_384)
def clean_cell(text: str) -> str:
    """The text of a cell with single spaces, narrow letters and digits, and no sign that nobody
    sees; a mark for "no value" becomes an empty text.

    The cache also keeps one copy of equal cells, such as those of a column of cities.
    """
    text = tabular.unescape(text)
    if not text.isascii() or _CONTROL.search(text):
        text = text.translate(_SIGNS)
    text = _SPACES.sub(" ", text.strip())
    if text[:1] in ("=", "'") and (marked := _AS_TEXT.match(text)):
        text = (marked["formula"] or marked["marked"] or "").strip()
    return "" if text.casefold() in _EMPTY else text


@lru_cache(maxsize=4_096)
def header_key(name: str) -> str:
    """The form in which names of columns are compared: letters and digits in lower case."""
    return "".join(sign for sign in clean_cell(name).casefold() if sign.isalnum())
