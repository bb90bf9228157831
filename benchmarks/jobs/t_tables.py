"""Job T: a table of 24 columns as people download it: XLSX by rustpy-xlsxwriter, which the product
uses, beside XlsxWriter in constant memory with its string options off, openpyxl's writer, CSV and
JSON Lines.

Each writes in a process of its own, so that its peak of memory is its own. The seconds are of CPU
and include the making of the rows, which are the same for all: two columns of numbers in six, and
texts of some 30 characters, with Chinese ones in each.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from tempfile import TemporaryFile
from typing import BinaryIO

from benchmarks.rows import Options, Row, peak_mb, worked
from core import tabular
from core.tabular import Cell, Column, Sheet

_COLUMNS = tuple(Column(f"column_{at}", 12, text=at % 6 > 1) for at in range(24))
_HEADER = [column.name for column in _COLUMNS]
# Excel holds 1,048,576 rows, the header among them.
_MOST = 1_000_000
_OFF = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def run(options: Options) -> Iterator[Row]:
    for size in options.sizes:
        count = min(size, _MOST)
        ours, *others = (_measured(name, count) for name in _WRITERS)
        for name, (seconds, megabytes, written) in zip(_WRITERS, (ours, *others), strict=True):
            note = f"CPU, 24 columns, {written / 1e6:.1f} MB"
            ratio = seconds / ours[0]
            yield Row("T", name, f"{count:,}", seconds, ratio, peak_mb=megabytes, note=note)


def _measured(name: str, count: int) -> tuple[float, int, int]:
    """Seconds of CPU, the peak of memory in MB, and the bytes written."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
        return pool.submit(_write, name, count).result()


def _write(name: str, count: int) -> tuple[float, int, int]:
    with TemporaryFile() as file:
        seconds, _ = worked(partial(_WRITERS[name], file, _rows(count)))
        return seconds, peak_mb(), file.seek(0, 2)


def _rows(count: int) -> Iterator[Sequence[Cell]]:
    for row in range(count):
        yield [_cell(row, at) for at in range(len(_COLUMNS))]


def _cell(row: int, at: int) -> Cell:
    match at % 6:
        case 0:
            return row * 7 + at
        case 1:
            return round(row / 7 + at, 2)
    return f"text of column {at}, row {row} 中文"


def _ours(file: BinaryIO, rows: Iterator[Sequence[Cell]]) -> None:
    tabular.write_sheets(file, [Sheet("Rows", _COLUMNS, rows)])


def _xlsxwriter(file: BinaryIO, rows: Iterator[Sequence[Cell]]) -> None:
    from xlsxwriter import Workbook  # noqa: TID251 - what we compare with

    with Workbook(file, _OFF) as book:
        sheet = book.add_worksheet("Rows")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, _HEADER)
        for number, row in enumerate(rows, 1):
            for at, value in enumerate(row):
                write = sheet.write_string if isinstance(value, str) else sheet.write_number
                write(number, at, value)


def _openpyxl(file: BinaryIO, rows: Iterator[Sequence[Cell]]) -> None:
    from openpyxl import Workbook  # noqa: TID251 - what we compare with

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Rows")
    sheet.freeze_panes = "A2"
    sheet.append(_HEADER)
    for row in rows:
        sheet.append(row)
    book.save(file)


def _csv(file: BinaryIO, rows: Iterator[Sequence[Cell]]) -> None:
    file.writelines(line.encode() for line in tabular.csv_lines(_HEADER, rows))


def _json_lines(file: BinaryIO, rows: Iterator[Sequence[Cell]]) -> None:
    file.writelines(tabular.json_lines(_HEADER, rows))


_WRITERS: Mapping[str, Callable[[BinaryIO, Iterator[Sequence[Cell]]], None]] = {
    "ours: XLSX": _ours,
    "XlsxWriter": _xlsxwriter,
    "openpyxl, write only": _openpyxl,
    "ours: CSV": _csv,
    "ours: JSON Lines": _json_lines,
}
