"""The organisations of a table: its rows read by a map, those of one organisation joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core import clock
from partners.errors import RecordFault
from partners.intake.building_records import record_of
from partners.intake.import_report import ImportReport, RowEnding
from partners.intake.mapping.column_map import ColumnMap
from partners.intake.reading.source_table import SourceTable
from partners.intake.row_context import RowContext
from partners.intake.row_facts import (
    CONSTRAINT_ERROR,
    POSSIBLE_DUPLICATE,
    RowFacts,
    RowRefused,
    RowRemark,
    joined,
)
from partners.intake.row_reader import read_row
from partners.intake.same_organisation import Found, KnownOrganisations
from partners.reference.reference_loader import read_atlas, read_taxonomy
from partners.registry.record_validation import RecordValidator

Progress = Callable[[str, int, int], None]
# Rows between two reports of the progress.
READ_TOLD = 500


def read_organisations(
    table: SourceTable, map_: ColumnMap, dataset: str, report: ImportReport, progress: Progress
) -> tuple[list[RowFacts], dict[str, Found[str]]]:
    """The organisations of the rows, in order; later rows of one add facts to its first row. And by
    key those that may be of an earlier organisation of the table, which is named by its key.

    Rows that cannot be read and rows that repeat an organisation end in the report as error and as
    duplicate.
    """
    groups: dict[str, RowFacts] = {}
    possible: dict[str, Found[str]] = {}
    seen: KnownOrganisations[str] = KnownOrganisations(unique_names=map_.facts.unique_names)
    for facts in _readable_rows(table, map_, dataset, report, progress):
        identities = facts.identities(with_place=not map_.facts.unique_names)
        key, reason = facts.key, "the key is given twice"
        if key not in groups:
            found = seen.find(identities)
            if found is None or not found.is_sure:
                groups[key] = facts
                seen.add(identities, key)
                if found:
                    possible[key] = found
                    remark_possible(
                        report, facts, f"row {groups[found.owner].number}", found.reason
                    )
                continue
            key, reason = found.owner, found.reason
        first = groups[key]
        groups[key] = joined(first, facts)
        ended = RowEnding(facts.number, "duplicate", key, f"row {first.number}: {reason}")
        report.rows.append(ended)
    return list(groups.values()), possible


def remark_possible(report: ImportReport, facts: RowFacts, other: str, reason: str) -> None:
    """Remark in the report that a row may be of another organisation that is known."""
    name = facts.name_zh or facts.name_en
    message = f"may be the same organisation as {other}: {reason}"
    report.remarks.append(RowRemark(facts.number, "", POSSIBLE_DUPLICATE, name, message))


def _readable_rows(
    table: SourceTable, map_: ColumnMap, dataset: str, report: ImportReport, progress: Progress
) -> Iterator[RowFacts]:
    atlas, taxonomy = read_atlas(), read_taxonomy()
    context = RowContext(table, map_, atlas, taxonomy)
    # The content of a list may be of today where the clock of this machine is behind.
    today = max(clock.today(), map_.facts.date or clock.today())
    validator = RecordValidator(atlas, taxonomy, today)
    total = len(table.rows)
    for done, row in enumerate(table.take_rows(), 1):
        try:
            facts = read_row(context, row)
            validator.validate(record_of(facts, dataset, map_.facts))
        except RowRefused as refused:
            _refuse(report, refused.remark)
        except RecordFault as fault:
            value, why = str(fault.value), fault.reason
            _refuse(report, RowRemark(row.number, fault.field, CONSTRAINT_ERROR, value, why))
        else:
            report.remarks += facts.remarks
            yield facts
        if done % READ_TOLD == 0 or done == total:
            progress("rows", done, total)


def _refuse(report: ImportReport, remark: RowRemark) -> None:
    report.errors.append(remark)
    report.rows.append(RowEnding(remark.row, "error", "", remark.message))
