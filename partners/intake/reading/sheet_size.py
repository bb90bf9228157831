"""The size that the XML of a sheet claims, counted before a reader makes room for it."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable

from core.languages.messages import Message
from partners.errors import FileFault
from partners.intake.reading.limits import Limits, too_many_cells

# The reference of a row or a cell, wherever it stands in a tag: one distant cell would make a huge
# empty table. Any prefix of a namespace, any width of digits. The letter comes first, because a
# search for a letter is much faster than one for a place between letters.
_REFERENCE = re.compile(rb"""r(?<![\w.:-]r)\s*=\s*["']([A-Za-z]{0,7})([0-9]+)["']""")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row[\s/>]")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_SHARED_TEXT = re.compile(rb"<(?:[\w.-]+:)?si[\s/>]")
_SHARED_CELL = re.compile(rb"""t(?<![\w.:-]t)\s*=\s*["']s["']""")
_SHARED_VALUE = re.compile(
    rb"""\bt\s*=\s*["']s["'][^>]*>\s*<(?:[\w.-]+:)?v[^>]*>\s*([0-9]{1,9})\s*<"""
)
_HIDDEN = re.compile(rb"""<(?:[\w.-]+:)?row\s[^>]*\bhidden\s*=\s*["'](?:1|true)["']""")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_SHEET = re.compile(rb"<(?:[\w.-]+:)?sheetData")
_LONGEST_TAG = 65_536


def refuse_declarations(file: str, block: bytes) -> None:
    """Raise `FileFault` for a declaration of entities: no spreadsheet writes one, and entities of
    entities grow without end.
    """
    if _DECLARATION.search(block):
        raise FileFault(file, 1, "", "declares XML entities, as no spreadsheet does")


class SheetSize:
    """Counts rows, columns and cells of one sheet, block by block.

    `shared`: number of cells that name a shared text; `hidden`: number of hidden rows. `add` and
    `finish` raise `FileFault` naming the cell beyond the limits.
    """

    def __init__(self, file: str, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._tail = b""
        self._rows = self._cells = self._last_row = self._last_column = 0
        self.shared = self.hidden = 0

    def add(self, block: bytes) -> bytes:
        """Count a block of the XML and return what was counted; an incomplete tag at its end waits
        for the next block.
        """
        plain = self._tail + block
        cut = plain.rfind(b"<")
        if cut < 0 or len(plain) - cut > _LONGEST_TAG:
            cut = len(plain)
        self._tail = plain[cut:]
        self._count(plain[:cut])
        return plain[:cut]

    def finish(self) -> bytes:
        """Count and return the rest."""
        self._count(self._tail)
        return self._tail

    def _count(self, plain: bytes) -> None:
        # Cells before rows, which have no letters: a fault names the column where it can.
        for letters, digits in sorted(set(_REFERENCE.findall(plain)), reverse=True):
            self._refer(letters, digits)
        self._cells += len(_CELL.findall(plain))
        self._rows += len(_ROW.findall(plain))
        self.shared += len(_SHARED_CELL.findall(plain))
        self.hidden += len(_HIDDEN.findall(plain))
        # Cells without a reference follow each other.
        implied = max(len(_CELL.findall(row)) for row in plain.split(b"row"))
        self._last_column = max(self._last_column, implied)
        height = max(self._last_row, self._rows)
        if height > self._limits.rows + 1 or implied > self._limits.columns:
            raise FileFault(self._file, height, "", self._most())
        if max(self._cells, self._last_column * height) > self._limits.cells:
            raise FileFault(self._file, height, "", too_many_cells(self._limits))

    def _refer(self, letters: bytes, digits: bytes) -> None:
        row = int(digits) if len(digits) < 12 else 10**12
        column = _column(letters)
        if row > self._limits.rows + 1 or column > self._limits.columns:
            where = (letters + digits[:12]).decode()
            reason = Message("a cell at {cell}: {most}", cell=where, most=self._most())
            raise FileFault(self._file, row, letters.decode(), reason)
        self._last_row = max(self._last_row, row)
        self._last_column = max(self._last_column, column)

    def _most(self) -> str:
        return Message(
            "{rows} rows of {columns} cells are the most",
            rows=self._limits.rows,
            columns=self._limits.columns,
        )


class SharedTexts:
    """Measures the texts that cells share: a reader copies a text for each cell that names it."""

    def __init__(self, file: str, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._sizes: array[int] = array("L")
        self._open = 0
        self._tail = b""

    def add(self, block: bytes) -> bytes:
        """Measure a block of the shared texts and return what was measured. Raises `FileFault`
        where there are too many.
        """
        plain = self._tail + block
        if _SHEET.search(plain):
            raise FileFault(self._file, 1, "", "the XLSX file is damaged: a sheet among its texts")
        # A tag at the end may be cut.
        cut = max(plain.rfind(b"<"), len(plain) - _LONGEST_TAG)
        self._tail = plain[cut:]
        first, *rest = map(len, _SHARED_TEXT.split(plain[:cut]))
        if not rest:
            self._open += first
        else:
            self._sizes.extend((self._open + first, *rest[:-1]))
            self._open = rest[-1]
        if len(self._sizes) > self._limits.cells:
            reason = Message("shares more than {most} texts", most=self._limits.cells)
            raise FileFault(self._file, 1, "", reason)
        return plain[:cut]

    def finish(self) -> bytes:
        """Measure and return the rest."""
        rest, self._tail = self._tail, b""
        self._open += len(rest)
        return rest

    def may_grow(self, cells: int) -> bool:
        """Whether so many cells could make more text of the shared ones than the limit."""
        return cells * max(max(self._sizes, default=0), self._open) > self._limits.text

    def check(self, cells: int, blocks: Iterable[bytes]) -> None:
        """Raise `FileFault` where the cells of a sheet repeat too much text."""
        # What stands before the first text is no text.
        sizes = [*self._sizes[1:], self._open]
        longest, total, found, tail = max(sizes, default=0), 0, 0, b""
        for block in blocks:
            plain = tail + block
            cut = max(plain.rfind(b"<"), len(plain) - _LONGEST_TAG)
            tail = plain[cut:]
            # The value of a cell may be cut from its tag: such a cell counts as the longest text.
            for number in _SHARED_VALUE.findall(plain[:cut]):
                found += 1
                total += sizes[int(number)] if int(number) < len(sizes) else 0
        total += max(cells - found - 1_000, 0) * longest
        if total > self._limits.text:
            reason = Message(
                "its cells repeat long texts: more than {most} characters", most=self._limits.text
            )
            raise FileFault(self._file, 1, "", reason)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
