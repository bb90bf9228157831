"""Import a list of organisations from a file into a dataset.

Every row ends as created, attached (its record joins a partner that is known), updated, unchanged,
duplicate or error. Chunks are committed one by one; an import that was killed and is run again ends
as one that was not, because a record is found again by its key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction

from core import clock
from partners.errors import FileFault, RecordFault
from partners.identity import Identity
from partners.intake.building_records import record_of
from partners.intake.import_lock import one_import_at_a_time
from partners.intake.import_report import ImportReport, RowEnding
from partners.intake.known_partners import KnownPartner, read_known_partners, record_keys
from partners.intake.mapping.column_map import ColumnMap, ListFacts, check_columns
from partners.intake.mapping.fields import KNOWN_HEADERS
from partners.intake.mapping.guess_columns import guess_map
from partners.intake.reading.source_table import SourceTable, read_source
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
from partners.models import Dataset
from partners.reference.reference_loader import read_atlas, read_taxonomy
from partners.registry import duplicates, registration
from partners.registry.record_validation import RecordValidator
from partners.registry.records import DatasetRecord, PartnerRecord

Progress = Callable[[str, int, int], None]
CHUNK = 1_000
_READ_TOLD = 500
_WRITTEN = ("created", "updated")
_KEY = re.compile(r"[-a-zA-Z0-9_]{1,40}")


@dataclass(frozen=True)
class ImportRequest:
    """What to import, and whereto. `map`: None guesses one; `name` and `notice`: of the dataset,
    "" takes those of the map, of the dataset that exists, or a plain sentence.
    """

    path: Path
    dataset: str
    map: ColumnMap | None = None
    name: str = ""
    notice: str = ""
    dry_run: bool = False


def import_file(request: ImportRequest, progress: Progress | None = None) -> ImportReport:
    """Import a file and report on each row; a dry run writes nothing.

    Raises `FileFault` where the file or the map cannot be used at all.
    """
    table = read_source(request.path, KNOWN_HEADERS)
    map_ = request.map or guess_map(table)
    check_columns(map_, table.file, table.columns)
    dataset = _dataset(request, map_.facts)
    about = _about(map_.facts, dataset)
    used = map_.used_columns()
    report = ImportReport(
        file=table.file,
        dataset=dataset.key,
        dry_run=request.dry_run,
        columns=map_.columns,
        unread_columns=[column for column in table.columns if column and column not in used],
    )
    running = _Import(table, replace(map_, facts=about), dataset, report, progress or _silent)
    running.run(dry_run=request.dry_run)
    return report


def _silent(what: str, done: int, total: int) -> None:
    """Show no progress."""


class _Import:
    """One import: read all rows, join those of one organisation, register in chunks."""

    def __init__(
        self,
        table: SourceTable,
        map_: ColumnMap,
        dataset: DatasetRecord,
        report: ImportReport,
        progress: Progress,
    ) -> None:
        self._table, self._map, self._dataset = table, map_, dataset
        self._report, self._progress = report, progress
        # By key: the partner that a new record is of for certain, and the one that it may be of.
        self._same: dict[str, Found[KnownPartner]] = {}
        self._possible: dict[str, Found[KnownPartner]] = {}

    def run(self, *, dry_run: bool) -> None:
        groups = self._joined(self._readable_rows())
        # One import at a time: two that name a new organisation must see each other's partner.
        with one_import_at_a_time():
            self._compared_with_base(groups, record_keys(self._dataset.key))
            if not dry_run:
                registration.save_dataset(dataset=self._dataset)
            for start in range(0, len(groups), CHUNK):
                self._register(groups[start : start + CHUNK], dry_run=dry_run)
                self._progress("records", min(start + CHUNK, len(groups)), len(groups))

    def _readable_rows(self) -> list[RowFacts]:
        atlas, taxonomy = read_atlas(), read_taxonomy()
        context = RowContext(self._table, self._map, atlas, taxonomy)
        # The content of a list may be of today where the clock of this machine is behind.
        today = max(clock.today(), self._map.facts.date or clock.today())
        validator = RecordValidator(atlas, taxonomy, today)
        found: list[RowFacts] = []
        total = len(self._table.rows)
        for done, row in enumerate(self._table.rows, 1):
            try:
                facts = read_row(context, row)
                validator.validate(record_of(facts, self._dataset.key, self._map.facts))
            except RowRefused as refused:
                self._refuse(refused.remark)
            except RecordFault as fault:
                value, why = str(fault.value), fault.reason
                self._refuse(RowRemark(row.number, fault.field, CONSTRAINT_ERROR, value, why))
            else:
                found.append(facts)
                self._report.remarks += facts.remarks
            if done % _READ_TOLD == 0 or done == total:
                self._progress("rows", done, total)
        return found

    def _refuse(self, remark: RowRemark) -> None:
        self._report.errors.append(remark)
        self._report.rows.append(RowEnding(remark.row, "error", "", remark.message))

    def _end(self, row: int, ending: str, key: str, reason: str = "") -> None:
        self._report.rows.append(RowEnding(row, ending, key, reason))

    def _joined(self, rows: Sequence[RowFacts]) -> list[RowFacts]:
        """The organisations of the rows, in order; later rows of one add facts to the first."""
        groups: dict[str, RowFacts] = {}
        seen: KnownOrganisations[str] = KnownOrganisations(
            unique_names=self._map.facts.unique_names
        )
        for facts in rows:
            key, reason = facts.key, "the key is given twice"
            if key not in groups:
                found = seen.find(self._identities(facts))
                if found is None or not found.is_sure:
                    groups[key] = facts
                    seen.add(self._identities(facts), key)
                    if found:
                        self._remark_possible(
                            facts, f"row {groups[found.owner].number}", found.reason
                        )
                    continue
                key, reason = found.owner, found.reason
            first = groups[key]
            groups[key] = joined(first, facts)
            self._end(facts.number, "duplicate", key, f"row {first.number}: {reason}")
        return list(groups.values())

    def _identities(self, facts: RowFacts) -> tuple[Identity, ...]:
        return facts.identities(with_place=not self._map.facts.unique_names)

    def _remark_possible(self, facts: RowFacts, other: str, reason: str) -> None:
        name = facts.name_zh or facts.name_en
        message = f"may be the same organisation as {other}: {reason}"
        remark = RowRemark(facts.number, "", POSSIBLE_DUPLICATE, name, message)
        self._report.remarks.append(remark)

    def _compared_with_base(self, groups: Sequence[RowFacts], held: Collection[str]) -> None:
        """Find the partners that the organisations of new keys are, or may be."""
        if all(facts.key in held for facts in groups):
            # A second run finds all its records by key, and need not compare any name.
            return
        known = read_known_partners(self._dataset.key)
        # Two records of this file are two by what the file says of both.
        in_file = {f"{self._dataset.key}/{facts.key}" for facts in groups}
        for done, facts in enumerate(groups, 1):
            if done % _READ_TOLD == 0 or done == len(groups):
                self._progress("compared", done, len(groups))
            if facts.key in held:
                continue
            own = known.own.find(self._identities(facts))
            if own and not (own.is_sure and in_file.isdisjoint(own.owner.records)):
                own = None
            found = own or known.others.find(self._identities(facts))
            if found and found.is_sure:
                self._same[facts.key] = found
            elif found:
                self._possible[facts.key] = found
                self._remark_possible(facts, str(found.owner), found.reason)

    def _register(self, chunk: Sequence[RowFacts], *, dry_run: bool) -> None:
        """Register one chunk in a transaction of its own, and end its rows."""
        records = [record_of(facts, self._dataset.key, self._map.facts) for facts in chunk]
        endings = registration.compare_records(records)
        changed = [one for one in records if endings[one.dataset, one.key] in _WRITTEN]
        if changed and not dry_run:
            self._write(changed, {facts.key: facts.number for facts in chunk})
        for facts in chunk:
            ending, reason = endings[self._dataset.key, facts.key], ""
            if ending == "created" and (same := self._same.get(facts.key)):
                ending, reason = "attached", f"{same.owner}: {same.reason}"
            elif ending == "retired":
                ending, reason = "unchanged", "the partner is retired: an import changes nothing"
            self._end(facts.number, ending, facts.key, reason)

    @transaction.atomic
    def _write(self, records: Sequence[PartnerRecord], rows: Mapping[str, int]) -> None:
        registration.register_records(
            records=records,
            attach={
                (one.dataset, one.key): self._same[one.key].owner.id
                for one in records
                if one.key in self._same
            },
            origin=registration.Origin(self._table.file, rows),
            today=max(clock.today(), self._map.facts.date or clock.today()),
        )
        duplicates.suspect(
            duplicates.Suspicion(one.dataset, one.key, found.owner.id, found.score, found.reason)
            for one in records
            if (found := self._possible.get(one.key))
        )


def _dataset(request: ImportRequest, facts: ListFacts) -> DatasetRecord:
    if not _KEY.fullmatch(request.dataset):
        reason = "is not a key of a dataset: 1 to 40 letters, digits, - and _"
        raise FileFault(request.path.name, 1, request.dataset[:60], reason)
    held = Dataset.objects.filter(pk=request.dataset).first()
    if held and held.simulated:
        reason = "is a simulated dataset: real organisations never stand in it"
        raise FileFault(request.path.name, 1, request.dataset, reason)
    name = request.name or (held.name if held else "") or facts.name or request.dataset
    notice = request.notice or facts.notice or (held.notice if held else "")
    default = f"From the file {request.path.name}; what it does not say is unknown."
    return DatasetRecord(request.dataset, name[:120], simulated=False, notice=notice or default)


def _about(facts: ListFacts, dataset: DatasetRecord) -> ListFacts:
    """The facts of the list with a speaker and a source: no fact is without them."""
    source = facts.source or dataset.name
    if facts.licence:
        source = f"{source} ({facts.licence})"
    return replace(facts, source=source, speaker=facts.speaker or dataset.name)
