"""Run an import: compare the organisations of a file with the base and register them in chunks.

Each chunk is committed with its rows' endings and with what they changed. An import that was killed
and runs again goes on after its last chunk, and ends as one that was not killed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import transaction

from core import clock
from core.bulk.bulk_copy import copy_rows
from core.transactions import allow_idle
from partners.intake.building_records import record_of
from partners.intake.import_report import ImportReport, RowEnding
from partners.intake.known_partners import KnownPartner, read_known_partners, record_keys
from partners.intake.mapping.column_map import ColumnMap
from partners.intake.reading.source_table import SourceTable
from partners.intake.row_facts import RowFacts, RowRemark
from partners.intake.row_groups import READ_TOLD, Progress, read_organisations, remark_possible
from partners.intake.same_organisation import Found
from partners.models import ImportedRow, ImportRun, Record
from partners.registry import duplicates, registration
from partners.registry.planner_statistics import renew_statistics
from partners.registry.record_changes import columns_of, end_records
from partners.registry.records import DatasetRecord, PartnerRecord
from partners.registry.write_lock import lock_partner_writes

CHUNK = 1_000
# So long may a chunk compute without a statement; a hung import holds back other writers no longer.
CHUNK_SECONDS = 120
_WRITTEN = ("created", "attached", "updated")


class ImportCancelled(Exception):
    """The import was cancelled; the chunks that it committed stay until they are undone."""


@dataclass
class RunningImport:
    """One import of a table with its map. `run` is None for a dry run that stores nothing; `whole`:
    records of the dataset that the file does not name are gone.
    """

    table: SourceTable
    map: ColumnMap
    dataset: DatasetRecord
    report: ImportReport
    progress: Progress
    run: ImportRun | None
    whole: bool

    def __post_init__(self) -> None:
        # By key: the partner that a new record is of for certain, and the one that it may be of;
        # and the key of the record of this file that it may be of one organisation with.
        self._same: dict[str, Found[KnownPartner]] = {}
        self._possible: dict[str, Found[KnownPartner]] = {}
        self._possible_in_file: dict[str, Found[str]] = {}
        # What is told of each row, and how many errors and remarks of the report are there.
        self._remarks: defaultdict[int, list[RowRemark]] = defaultdict(list)
        self._indexed = {"errors": 0, "remarks": 0}
        # Rows that ended before the import was killed.
        self._ended: dict[int, RowEnding] = {}
        # The rows whose endings are stored.
        self._stored: set[int] = set()

    def carry_out(self) -> None:
        """Read, compare and register all rows. Raises `ImportCancelled`.

        The caller holds the lock of imports: two that name a new organisation must see each other's
        partner.
        """
        self._load_ended_rows()
        groups, self._possible_in_file = read_organisations(
            self.table, self.map, self.dataset.key, self.report, self.progress
        )
        self._store_rows(self.report.rows)
        self._compare_with_base(groups)
        if not self.report.dry_run:
            registration.save_dataset(dataset=self.dataset)
        keys, total = {facts.key for facts in groups} if self.whole else set(), len(groups)
        while groups:
            self._stop_if_cancelled()
            # What is registered is let go of: the facts of a long list are most of the memory.
            chunk, groups[:CHUNK] = groups[:CHUNK], []
            self._register(chunk)
            self.progress("records", total - len(groups), total)
        if self.whole:
            self._end_absent_records(keys)
        if not self.report.dry_run:
            renew_statistics(sum(self.report.counts[ending] for ending in _WRITTEN))

    def _load_ended_rows(self) -> None:
        if self.run is not None:
            rows = ImportedRow.objects.filter(run=self.run)
            fields = ("row", "ending", "key", "reason", "record")
            for row, ending, key, reason, record in rows.values_list(*fields):
                self._stored.add(row or 0)
                if record is not None:
                    self._ended[row or 0] = RowEnding(row or 0, ending, key, reason)

    def _compare_with_base(self, groups: Sequence[RowFacts]) -> None:
        """Find the partners that the organisations of new keys are, or may be."""
        held = record_keys(self.dataset.key)
        if all(facts.key in held for facts in groups):
            # A second run finds all its records by key, and need not compare any name.
            return
        known = read_known_partners(self.dataset.key)
        # Two records of this file are two by what the file says of both.
        in_file = {f"{self.dataset.key}/{facts.key}" for facts in groups}
        for done, facts in enumerate(groups, 1):
            if done % READ_TOLD == 0 or done == len(groups):
                self.progress("compared", done, len(groups))
            if facts.key in held:
                continue
            identities = facts.identities(with_place=not self.map.facts.unique_names)
            own = known.own.find(identities)
            if own and not (own.is_sure and in_file.isdisjoint(own.owner.records)):
                own = None
            found = own or known.others.find(identities)
            if found and found.is_sure:
                self._same[facts.key] = found
            elif found:
                self._possible[facts.key] = found
                remark_possible(self.report, facts, str(found.owner), found.reason)

    def _register(self, chunk: Sequence[RowFacts]) -> None:
        """Register one chunk in a transaction of its own, and end its rows."""
        self.report.rows += [
            self._ended[facts.number] for facts in chunk if facts.number in self._ended
        ]
        chunk = [facts for facts in chunk if facts.number not in self._ended]
        records = [record_of(facts, self.dataset.key, self.map.facts) for facts in chunk]
        if self.report.dry_run:
            endings = self._endings(chunk, registration.compare_records(records))
            self._store_rows(endings)
        else:
            endings = self._write(chunk, records)
        self.report.rows += endings

    def _endings(
        self, chunk: Sequence[RowFacts], ended: Mapping[tuple[str, str], str]
    ) -> list[RowEnding]:
        """The endings of rows whose records ended so."""
        found = []
        for facts in chunk:
            ending, reason = ended[self.dataset.key, facts.key], ""
            same = self._same.get(facts.key)
            if same and ending in ("created", "attached"):
                ending, reason = "attached", f"{same.owner}: {same.reason}"
            elif ending == "retired":
                ending, reason = "unchanged", "the partner is retired: an import changes nothing"
            found.append(RowEnding(facts.number, ending, facts.key, reason))
        return found

    @transaction.atomic
    def _write(
        self, chunk: Sequence[RowFacts], records: Sequence[PartnerRecord]
    ) -> list[RowEnding]:
        # The facts of a chunk are computed between two statements: some tenths of a second of CPU,
        # and many times that where the machine is busy or was suspended.
        allow_idle(CHUNK_SECONDS)
        # Before anything is read that another writer may be about to change.
        lock_partner_writes()
        keys = [one.key for one in records]
        rows = Record.objects.filter(dataset=self.dataset.key, key__in=keys)
        before = {row.key: columns_of(row) for row in rows}
        user = self.run.by_id if self.run else None
        with pghistory.context(source=str(self.run), user=user):
            registered = registration.register_records(
                records=records,
                attach={
                    (one.dataset, one.key): self._same[one.key].owner.id
                    for one in records
                    if one.key in self._same
                },
                origin=registration.Origin(self.table.file, {one.key: one.number for one in chunk}),
                today=max(clock.today(), self.map.facts.date or clock.today()),
            )
        duplicates.suspect(self._suspicions([one.key for one in records]))
        endings = self._endings(chunk, registered.endings)
        changed = {one.key for one in endings if one.ending in _WRITTEN}
        self._store_rows(
            endings, {row.key: row for row in rows.all() if row.key in changed}, before
        )
        return endings

    def _suspicions(self, keys: Sequence[str]) -> Iterator[duplicates.Suspicion]:
        """Yield which other partners registered records may be of, in the base and in the file."""
        dataset = self.dataset.key
        for key in keys:
            if found := self._possible.get(key):
                yield duplicates.Suspicion(dataset, key, found.owner.id, found.score, found.reason)
        in_file = {key: one for key in keys if (one := self._possible_in_file.get(key))}
        if not in_file:
            return
        others = [one.owner for one in in_file.values()]
        rows = Record.objects.filter(dataset=dataset, key__in=others)
        partners = dict(rows.values_list("key", "partner_id"))
        for key, one in in_file.items():
            if one.owner in partners:
                yield duplicates.Suspicion(dataset, key, partners[one.owner], one.score, one.reason)

    def _store_rows(
        self,
        endings: Sequence[RowEnding],
        changed: Mapping[str, Record] | None = None,
        before: Mapping[str, dict[str, Any]] | None = None,
    ) -> None:
        """Store the endings; `changed` are the records that rows wrote, by key."""
        if self.run is None:
            return
        changed, before = changed or {}, before or {}
        # An import that was killed stored its errors and duplicates before.
        endings = [one for one in endings if not one.row or one.row not in self._stored]
        self._stored.update(one.row for one in endings)
        remarks = self._remarks_by_row()
        copy_rows(
            ImportedRow,
            (
                "run_id",
                "row",
                "ending",
                "key",
                "reason",
                "remarks",
                "record_id",
                "before",
                "digest",
            ),
            (
                (
                    *(self.run.pk, one.row or None, one.ending, one.key, one.reason),
                    *(
                        _json([remark.to_store() for remark in remarks.get(one.row, ())]),
                        record.pk if record else None,
                    ),
                    _json(before[one.key]) if one.key in before else None,
                    record.digest if record else "",
                )
                for one in endings
                for record in [changed.get(one.key)]
            ),
        )

    def _remarks_by_row(self) -> Mapping[int, Sequence[RowRemark]]:
        """The errors and remarks of each row. Each is looked at once, not once a chunk."""
        for told, held in ((self.report.errors, "errors"), (self.report.remarks, "remarks")):
            for one in told[self._indexed[held] :]:
                self._remarks[one.row].append(one)
            self._indexed[held] = len(told)
        return self._remarks

    def _stop_if_cancelled(self) -> None:
        if self.run is not None:
            states = ImportRun.objects.filter(pk=self.run.pk).values_list("state", flat=True)
            if states.get() == ImportRun.State.CANCELLED:
                raise ImportCancelled

    @transaction.atomic
    def _end_absent_records(self, keys: set[str]) -> None:
        """End the records of the dataset that no row names; none where a row could not be read."""
        allow_idle(CHUNK_SECONDS)
        lock_partner_writes()
        absent = [
            row
            for row in Record.objects.filter(dataset=self.dataset.key, gone_on=None)
            if row.key not in keys
        ]
        if self.report.errors:
            self.report.not_ended = len(absent)
            return
        endings = [RowEnding(0, "gone", row.key, "the list names it no more") for row in absent]
        self.report.gone = endings
        if self.report.dry_run:
            return
        before = {row.key: columns_of(row) for row in absent}
        on = self.map.facts.date or clock.today()
        end_records([row.pk for row in absent], on=on, because=f"not in {self.table.file}"[:200])
        self._store_rows(endings, {row.key: row for row in absent}, before)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
