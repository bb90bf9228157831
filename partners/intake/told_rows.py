"""What became of the rows of a stored import, in the active language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.languages.translation import stored_text, translated
from partners.intake.reason_words import told_reason
from partners.intake.row_facts import RowRemark
from partners.models import ImportedRow


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A stored row; `reason` and the messages of the `remarks` are told. The reason of an error is
    the message of a remark.
    """

    row: int | None
    ending: str
    key: str
    record_id: int | None
    reason: str
    remarks: tuple[RowRemark, ...]


def told_row(row: ImportedRow) -> ToldRow:
    """The row in the active language."""
    remarks = tuple(map(_told_remark, row.remarks))
    said = {one["message"]: each.message for one, each in zip(row.remarks, remarks, strict=True)}
    reason = said.get(row.reason) or told_reason(translated(row.reason))
    return ToldRow(row.row, row.ending, row.key, row.record_id, reason, remarks)


def _told_remark(stored: Mapping[str, Any]) -> RowRemark:
    facts = {name: value for name, value in stored.items() if name != "template"}
    message = told_reason(stored_text(stored["message"], stored.get("template")))
    return RowRemark(**facts | {"message": message})
