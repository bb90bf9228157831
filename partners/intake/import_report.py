"""What became of each row of an import."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from core import tabular
from partners.intake.row_facts import RowRemark

ENDINGS = ("created", "attached", "updated", "unchanged", "duplicate", "error")
GONE = "gone"


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
    rows that were not. `gone` are the records that a whole list names no more, `not_ended` the
    number of those that stay because rows have errors; `run` is the number of the stored import.
    """

    file: str
    dataset: str
    dry_run: bool
    columns: Mapping[str, Sequence[str]]
    unread_columns: Sequence[str]
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

    def write(self, path: Path) -> None:
        """Write the report: as a table where the name ends with .csv, else as JSON."""
        if path.suffix.casefold() == ".csv":
            path.write_text(self._table(), "utf-8")
        else:
            path.write_text(json.dumps(self._document(), ensure_ascii=False, indent=1), "utf-8")

    def _table(self) -> str:
        said = {one.row: one for one in reversed([*self.errors, *self.remarks])}
        header = (
            "row",
            "ending",
            "key",
            "reason",
            "column",
            "code",
            "value",
            "message",
            "suggestion",
        )
        return tabular.csv_text(
            header,
            (
                (one.row, one.ending, one.key, one.reason, *_cells(said.get(one.row)))
                for one in self._sorted_rows()
            ),
        )

    def _sorted_rows(self) -> list[RowEnding]:
        """The endings by row, and then the records that are gone."""
        return [*sorted(self.rows, key=lambda one: one.row), *self.gone]

    def _document(self) -> dict[str, object]:
        return {
            "file": self.file,
            "dataset": self.dataset,
            "dry_run": self.dry_run,
            "columns": {name: list(columns) for name, columns in self.columns.items()},
            "unread_columns": list(self.unread_columns),
            "rows_read": len(self.rows),
            "endings": dict(self.counts),
            "errors": [asdict(one) for one in self.errors],
            "remarks": [asdict(one) for one in self.remarks],
            "rows": [asdict(one) for one in self._sorted_rows()],
        }


def _cells(remark: RowRemark | None) -> tuple[str, ...]:
    if remark is None:
        return ("",) * 5
    return (remark.column, remark.code, remark.value, remark.message, remark.suggestion)
