"""The report of a stored import: what became of each row, to look at and as a table."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, QuerySet

from core import tabular
from partners.models import ImportedRow, ImportRun

REMARKED = "remarked"
_REMARK = ("column", "code", "value", "message", "suggestion")
_HEADER = ("row", "ending", "key", "reason", *_REMARK)


def rows_of(run: ImportRun, ending: str = "") -> QuerySet[ImportedRow]:
    """The rows by their number, those of no row last; with `ending` only those that ended so, with
    `remarked` those of which something is said.
    """
    rows = ImportedRow.objects.filter(run=run).order_by(F("row").asc(nulls_last=True), "pk")
    if ending == REMARKED:
        return rows.exclude(remarks=[])
    return rows.filter(ending=ending) if ending else rows


def report_table(run: ImportRun) -> str:
    """The report as CSV: a line for each row, and one more for each further remark on it."""
    return tabular.csv_text(_HEADER, _lines(run))


def _lines(run: ImportRun) -> Iterator[tuple[object, ...]]:
    for row in rows_of(run).iterator(chunk_size=1_000):
        about = (row.row, row.ending, row.key, row.reason)
        for remark in row.remarks or [{}]:
            yield (*about, *(remark.get(name, "") for name in _REMARK))
