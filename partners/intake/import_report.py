"""What became of each row of an import."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path

from core import tabular
from partners.intake.annotated_file import RowOutcome, explain
from partners.intake.row_facts import RowRemark

ENDINGS = ("created", "attached", "updated", "unchanged", "duplicate", "error")
GONE = "gone"
# The columns of a report as a table.
HEADER = (
    "row", "ending", "key", "reason", "column", "code", "value", "message", "suggestion",
)  # fmt: skip


_NONE = ("",) * 5


@dataclass(frozen=True, slots=True)
class RowEnding:
    """The ending of a row, the key of its record, and the reason where there is one.

    `row` is 0 for a record that is gone because no row names it.
    """

    row: int
    ending: str
    key: str = ""
    reason: str = ""


@dataclass
class ImportReport:
    """The endings of all rows; `errors` say why rows were refused, `remarks` what was left out of
    rows that were not; `notices`: what else the file holds, and is not read. `gone` are the records
    that a whole list names no more, `not_ended` the number of those that stay because rows have
    errors; `run` is the number of the stored import.
    """

    file: str
    dataset: str
    dry_run: bool
    columns: Mapping[str, Sequence[str]]
    unread_columns: Sequence[str]
    notices: Sequence[str] = ()
    rows: list[RowEnding] = field(default_factory=list)
    errors: list[RowRemark] = field(default_factory=list)
    remarks: list[RowRemark] = field(default_factory=list)
    gone: list[RowEnding] = field(default_factory=list)
    not_ended: int = 0
    run: int | None = None

    @property
    def counts(self) -> Mapping[str, int]:
        """Ending -> number of rows, also of endings that no row has."""
        found = Counter(row.ending for row in self.rows)
        counts = {ending: found[ending] for ending in ENDINGS}
        return counts | {GONE: len(self.gone)} if self.gone else counts

    def summary(self) -> str:
        """The number of rows read and of each ending, a line each."""
        lines = [f"rows read: {len(self.rows)}"]
        lines += [f"{ending}: {count}" for ending, count in self.counts.items()]
        if self.not_ended:
            lines.append(f"not ended as gone, because rows have errors: {self.not_ended}")
        return "\n".join(lines)

    def outcomes(self) -> Iterator[RowOutcome]:
        """Yield the ending of each row with all that is said of it, by row."""
        remarks = self._remarks()
        for one in sorted(self.rows, key=lambda one: one.row):
            yield RowOutcome(one.row, one.ending, explain(one.reason, remarks.get(one.row, ())))

    def write(self, path: Path) -> None:
        """Write the report: as a table where the name ends with .csv, else as JSON.

        It is written row by row: the text of a long report is never held as a whole.
        """
        table = path.suffix.casefold() == ".csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(tabular.csv_lines(HEADER, self._lines()) if table else self._document())

    def _lines(self) -> Iterator[tuple[object, ...]]:
        """Yield a line for each row, and one more for each further remark on it."""
        remarks = self._remarks()
        for one in self._sorted_rows():
            about = (one.row or None, one.ending, one.key, one.reason)
            said = map(_cells, remarks.get(one.row, ()))
            yield from ((*about, *cells) for cells in (said if one.row in remarks else (_NONE,)))

    def _remarks(self) -> Mapping[int, Sequence[RowRemark]]:
        """Row -> the errors and remarks on it."""
        found: defaultdict[int, list[RowRemark]] = defaultdict(list)
        for one in chain(self.errors, self.remarks):
            found[one.row].append(one)
        return found

    def _sorted_rows(self) -> Iterator[RowEnding]:
        """Yield the endings by row, and then the records that are gone."""
        yield from sorted(self.rows, key=lambda one: one.row)
        yield from self.gone

    def _document(self) -> Iterator[str]:
        """Yield the pieces of the report as JSON."""
        about = {
            "file": self.file,
            "dataset": self.dataset,
            "dry_run": self.dry_run,
            "columns": {name: list(columns) for name, columns in self.columns.items()},
            "unread_columns": list(self.unread_columns),
            "notices": list(self.notices),
            "rows_read": len(self.rows),
            "endings": dict(self.counts),
        }
        yield json.dumps(about, ensure_ascii=False, indent=1).removesuffix("\n}")
        lists: Mapping[str, Iterable[RowEnding | RowRemark]] = {
            "errors": self.errors,
            "remarks": self.remarks,
            "rows": self._sorted_rows(),
        }
        for name, items in lists.items():
            yield f',\n "{name}": ['
            for at, one in enumerate(items):
                yield ("," if at else "") + "\n  " + json.dumps(asdict(one), ensure_ascii=False)
            yield "\n ]"
        yield "\n}\n"


def _cells(remark: RowRemark) -> tuple[str, ...]:
    return (remark.column, remark.code, remark.value, remark.message, remark.suggestion)
