"""What the page of one import shows: its progress, its columns, and its rows by ending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from partners.admin.curator_requests import may_curate
from partners.admin.import_words import (
    CODES,
    STEPS,
    ending_words,
    field_word,
    ordered_endings,
)
from partners.intake.dry_runs import may_be_imported
from partners.intake.import_undo import is_undoable
from partners.intake.mapping.fields import FIELD_NAMES
from partners.intake.row_facts import RowRemark
from partners.intake.stored_file import is_kept
from partners.intake.stored_report import REMARKED, rows_of
from partners.intake.told_rows import told_row
from partners.models import ImportedRow, ImportRun

_ON_A_PAGE = 50
_UNFINISHED = (ImportRun.State.QUEUED, ImportRun.State.RUNNING)


@dataclass(frozen=True)
class Tab:
    """A choice of rows: its name in the address, its words, the number of its rows."""

    ending: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class ShownRow:
    """A row with its ending and the remarks on it, each with its title; `reason`: what no remark
    says."""

    row: ImportedRow
    ending: str
    reason: str
    remarks: tuple[tuple[str, RowRemark], ...]


def import_context(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    """The context of the page of the run."""
    running = run.state in _UNFINISHED
    tabs = [] if running else _tabs(run, request.GET.get("ending"))
    chosen = next((tab.ending for tab in tabs if tab.chosen), "")
    rows = Paginator(rows_of(run, chosen).select_related("record"), _ON_A_PAGE)
    page = rows.get_page(request.GET.get("page"))
    words, counts = ending_words(run), ordered_endings(run)
    curating = may_curate(request)
    return {
        "run": run,
        "running": running,
        "step": STEPS.get(run.step, ""),
        "columns": [
            (field_word(field), ", ".join(run.columns[field]))
            for field in sorted(run.columns, key=list(FIELD_NAMES).index)
        ],
        "read": sum(count for ending, count in counts.items() if ending != "gone"),
        "endings": [(words.get(one, one), one, count) for one, count in counts.items()],
        "tabs": tabs,
        "chosen": chosen,
        "page": page,
        "rows": [_shown(row, words) for row in page] if not running else [],
        "imported": run.imports.defer("content").first(),
        "has_file": run.state == ImportRun.State.DONE and is_kept(run),
        "may_cancel": running and curating,
        "may_import": curating and may_be_imported(run),
        "may_undo": curating and is_undoable(run),
    }


def _tabs(run: ImportRun, asked: str | None) -> list[Tab]:
    """A tab for each ending that some row has. Errors come first where there are some, then what
    is worth a look.
    """
    words = ending_words(run)
    counts = {ending: count for ending, count in ordered_endings(run).items() if count}
    if remarked := rows_of(run, REMARKED).count():
        counts[REMARKED] = remarked
    first = next((one for one in ("error", REMARKED) if one in counts), "")
    chosen = asked if asked is not None and (asked in counts or not asked) else first
    tabs = [Tab("", _("all"), rows_of(run).count(), chosen == "")]
    return tabs + [
        Tab(ending, str(words.get(ending, ending)), count, chosen == ending)
        for ending, count in counts.items()
    ]


def _shown(row: ImportedRow, words: Any) -> ShownRow:
    told = told_row(row)
    remarks = tuple((str(CODES.get(one.code, one.code)), one) for one in told.remarks)
    reason = "" if told.reason in {one.message for one in told.remarks} else told.reason
    return ShownRow(row, str(words.get(row.ending, row.ending)), reason, remarks)
