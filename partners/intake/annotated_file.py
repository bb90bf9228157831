"""The file of an import as it was sent, with two columns that say what became of each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from core import tabular
from partners.intake.mapping.fields import KNOWN_HEADERS, OUR_COLUMNS
from partners.intake.reading.source_table import SourceLines, is_workbook, read_lines
from partners.intake.row_facts import RowRemark

_BLANK = ("",) * len(OUR_COLUMNS)


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """The ending of the row of this number, and why it ended so, with what is remarked on it."""

    row: int
    ending: str
    reason: str


@dataclass(frozen=True)
class FileKind:
    """How the annotated copy of a file is written: `suffix` of its name, and its media type."""

    suffix: str
    media_type: str


_XLSX = FileKind(".xlsx", tabular.XLSX)
_CSV = FileKind(".csv", "text/csv; charset=utf-8")


def kind_of_copy(path: Path) -> FileKind:
    """XLSX for an XLSX file, CSV for any other."""
    return _XLSX if is_workbook(path) else _CSV


def explain(reason: str, remarks: Iterable[RowRemark]) -> str:
    """The reason of an ending and the remarks on its row, as one text."""
    said = [] if not reason else [reason]
    for one in remarks:
        text = f"{one.column}: {one.told}" if one.column else one.told
        # The reason of an error repeats its message.
        said = [other for other in said if other != one.message] + [text]
    return "; ".join(said)


def write_annotated(path: Path, file: IO[bytes], outcomes: Iterable[RowOutcome]) -> None:
    """Write the rows of the file at `path` with the outcomes, which are sorted by row.

    Rows keep their numbers; blank ones and a title above the header stay. Cells hold what the
    import read, and no formula. A copy that was annotated before has its columns replaced. Rows are
    written one by one. Raises `FileFault` where the file cannot be read.
    """
    source = read_lines(path, KNOWN_HEADERS)
    lines = _annotated(source, iter(outcomes))
    if is_workbook(path):
        tabular.write_workbook(file, lines)
        return
    _, first = next(lines)
    for text in tabular.csv_lines(first, (cells for _, cells in lines)):
        file.write(text.encode("utf-8"))


def _annotated(
    source: SourceLines, outcomes: Iterator[RowOutcome]
) -> Iterator[tuple[int, Sequence[str]]]:
    ahead: list[tuple[int, Sequence[str]]] = []
    skipped = 0
    for number, line in source.lines:
        ahead.append((number, line))
        if number == source.header:
            skipped = len(_BLANK) if tuple(line[: len(_BLANK)]) == OUR_COLUMNS else 0
            break
    for number, line in ahead:
        first = OUR_COLUMNS if number == source.header else _BLANK
        yield number, (*first, *line[skipped:])
    outcome = next(outcomes, None)
    for number, line in source.lines:
        while outcome is not None and outcome.row < number:
            outcome = next(outcomes, None)
        mine = outcome if outcome is not None and outcome.row == number else None
        first = (mine.ending, mine.reason) if mine else _BLANK
        yield number, (*first, *line[skipped:])
