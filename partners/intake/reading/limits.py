"""What a file may hold at most: the only place of these numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.languages.messages import Message
from partners.errors import FileFault


@dataclass(frozen=True)
class Limits:
    """The most that a file may hold.

    `file_bytes` as stored, `unpacked_bytes` of a workbook, `members` files in a workbook; `rows`,
    `columns`, and `cells` of the table, rows times columns; characters of a `cell` and of a `line`;
    `text`: characters of all cells of a workbook.
    """

    file_bytes: int = 64_000_000
    unpacked_bytes: int = 250_000_000
    members: int = 500
    rows: int = 250_000
    # The golden copy of GLEIF has more than 300 columns.
    columns: int = 500
    cells: int = 4_000_000
    cell: int = 20_000
    line: int = 1_000_000
    text: int = 150_000_000


DEFAULT_LIMITS = Limits()


def within_limits(
    file: str, lines: Iterable[Sequence[str]], limits: Limits, *, first: int = 1
) -> Iterator[Sequence[str]]:
    """Yield the lines; raise `FileFault` naming the row at the first one beyond a limit.

    `first` is the number of the first line.
    """
    cells = 0
    for number, line in enumerate(lines, first):
        cells += len(line)
        check_size(file, number, len(line), cells, limits)
        for at, cell in enumerate(line, 1):
            if len(cell) > limits.cell:
                reason = Message("the cell has more than {most} characters", most=limits.cell)
                raise FileFault(file, number, str(at), reason)
        yield line


def check_size(file: str, number: int, width: int, cells: int, limits: Limits) -> None:
    """Raise `FileFault` where a row, its cells, or the cells up to it are too many."""
    if width > limits.columns:
        raise FileFault(
            file, number, "", Message("has more than {most} cells", most=limits.columns)
        )
    if number > limits.rows + 1:
        reason = Message("there are more than {most} rows: split it", most=limits.rows)
        raise FileFault(file, number, "", reason)
    if cells > limits.cells:
        raise FileFault(file, number, "", too_many_cells(limits))


def too_many_cells(limits: Limits) -> str:
    """The reason why a table is refused for its size."""
    return Message("there are more than {most} cells: split it", most=limits.cells)
