"""What a file may hold at most, and the form of a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from partners.errors import FileFault


@dataclass(frozen=True)
class Limits:
    """The most that a file may hold: bytes as stored and unpacked, rows, cells of a row, signs of
    a cell.
    """

    file_bytes: int = 64_000_000
    unpacked_bytes: int = 512_000_000
    members: int = 500
    rows: int = 250_000
    columns: int = 200
    cell: int = 20_000


DEFAULT_LIMITS = Limits()
# Letters and digits only: the brackets of a Chinese name stay as the source wrote them.
_NARROW = {
    **{0xFF10 + at: chr(0x30 + at) for at in range(10)},
    **{0xFF21 + at: chr(0x41 + at) for at in range(26)},
    **{0xFF41 + at: chr(0x61 + at) for at in range(26)},
    **dict.fromkeys((0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, 0xAD), ""),
}
_SPACES = re.compile(r"\s+")
_EMPTY = frozenset(("-", "--", "—", "/", "n/a", "na", "nan", "none", "null", "#n/a", "无", "暂无"))


def clean_cell(text: str) -> str:
    """The text of a cell with single spaces and narrow letters and digits; a mark for "no value"
    becomes an empty text.
    """
    if not text.isascii():
        text = text.translate(_NARROW)
    text = _SPACES.sub(" ", text.strip())
    return "" if text.casefold() in _EMPTY else text


def within_limits(
    file: str, lines: Iterable[Sequence[str]], limits: Limits
) -> Iterator[Sequence[str]]:
    """Yield the lines; raise `FileFault` naming the row at the first one beyond a limit."""
    for number, line in enumerate(lines, 1):
        if number > limits.rows + 1:
            raise FileFault(file, number, "", f"there are more than {limits.rows} rows: split it")
        if len(line) > limits.columns:
            raise FileFault(file, number, "", f"has more than {limits.columns} cells")
        for at, cell in enumerate(line, 1):
            if len(cell) > limits.cell:
                reason = f"the cell has more than {limits.cell} characters"
                raise FileFault(file, number, str(at), reason)
        yield line
