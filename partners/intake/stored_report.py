"""The report of a stored import: what became of each row, to look at and as a table."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.db.models import F, QuerySet
from django.utils.translation import get_language, override

from core import tabular
from core.languages.messages import Message
from partners.errors import ImportRefused
from partners.intake.annotated_file import RowOutcome, explain, kind_of_copy, write_annotated
from partners.intake.import_report import HEADER
from partners.intake.stored_file import is_kept, write_file
from partners.intake.told_rows import told_row
from partners.models import ImportedRow, ImportRun

REMARKED = "remarked"
_REMARK = HEADER[4:]


@dataclass(frozen=True)
class AnnotatedCopy:
    """The file of an import with what became of its rows: open at its start, and to be closed."""

    file: IO[bytes]
    name: str
    media_type: str


def rows_of(run: ImportRun, ending: str = "") -> QuerySet[ImportedRow]:
    """The rows by their number, those of no row last; with `ending` only those that ended so, with
    `remarked` those of which something is said.
    """
    rows = ImportedRow.objects.filter(run=run).order_by(F("row").asc(nulls_last=True), "pk")
    if ending == REMARKED:
        return rows.exclude(remarks=[])
    return rows.filter(ending=ending) if ending else rows


def report_table(run: ImportRun) -> Iterator[str]:
    """Return the lines of the report as CSV: a line for each row, and one more for each further
    remark on it. What is said of a row is in the language that is active at the call.
    """
    return tabular.csv_lines(HEADER, _lines(run, get_language() or "en"))


def annotated_copy(run: ImportRun) -> AnnotatedCopy:
    """The file that was sent, with two columns that say what became of each row.

    Raises `ImportRefused` where the import is not over, or its file is not kept any longer.
    """
    if run.state != ImportRun.State.DONE:
        raise ImportRefused(
            Message(
                "import {pk} of {file} into {dataset} is {state}: what became of its rows is known "
                "when it ends",
                pk=run.pk,
                file=run.file,
                dataset=run.dataset,
                state=run.state,
            )
        )
    if not is_kept(run):
        raise ImportRefused(
            Message("the file of import {pk} is not kept any longer: send it again", pk=run.pk)
        )
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    with tempfile.TemporaryDirectory(prefix="import") as folder:
        path = Path(folder) / (Path(run.file).name or "file")
        write_file(run, path)
        kind = kind_of_copy(path)
        write_annotated(path, copy, _outcomes(run))
    copy.seek(0)
    return AnnotatedCopy(copy, f"{path.stem}-annotated{kind.suffix}", kind.media_type)


def _outcomes(run: ImportRun) -> Iterator[RowOutcome]:
    rows = rows_of(run).exclude(row=None).defer("before", "digest")
    for row in rows.iterator(chunk_size=1_000):
        said = told_row(row)
        yield RowOutcome(row.row or 0, row.ending, explain(said.reason, said.remarks))


def _lines(run: ImportRun, language: str) -> Iterator[tuple[object, ...]]:
    for row in rows_of(run).iterator(chunk_size=1_000):
        with override(language):
            said = told_row(row)
        about = (said.row, said.ending, said.key, said.reason)
        for remark in said.remarks or (None,):
            yield (*about, *(getattr(remark, name, "") for name in _REMARK))
