"""Register records; with `retirement`, `merging` and `gone_records` the only writer of records.

(dataset, key) identifies a record: registering it again updates it, and a record of equal content
changes nothing. A new record gets a partner of its own, or joins the one that the caller names.
A record of a retired partner changes nothing, because a curator's decision takes precedence over an
import.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from core import clock, counters
from core.bulk.bulk_copy import copy_rows
from core.languages.messages import Message
from partners.errors import RecordFault, format_choices
from partners.models import Dataset, Partner, PartnersChange, Record
from partners.reference.reference_loader import read_atlas, read_taxonomy
from partners.registry.facts_as_json import digest, facts_to_json
from partners.registry.partner_facts import NOT_LISTED, create_partners, refresh_partners
from partners.registry.record_validation import RecordValidator
from partners.registry.records import DatasetRecord, PartnerRecord, normalize_record
from partners.registry.write_lock import lock_partner_writes

# Records per round of queries: large enough to make the queries few, small enough to hold the
# facts of one round in memory.
_CHUNK = 500
# The columns of a record that an import changes.
CHANGED_COLUMNS = ("facts", "digest", "file", "row", "gone_on", "gone_because")
RecordKey = tuple[str, str]


@dataclass(frozen=True)
class Origin:
    """Where records were read: the name of the file, and the row of each key."""

    file: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Registered:
    """How each record ended, by (dataset, key): created with a partner of its own, attached to
    another partner, updated, unchanged, or retired: ignored because its partner is retired.
    """

    endings: Mapping[RecordKey, str]

    @property
    def counts(self) -> Mapping[str, int]:
        """Ending -> number of records, of the endings that occur."""
        return dict(Counter(self.endings.values()))


@transaction.atomic
def save_dataset(*, dataset: DatasetRecord) -> Dataset:
    """Create the dataset, or update its names, kind and notices."""
    lock_partner_writes()
    row, _ = Dataset.objects.update_or_create(
        key=dataset.key,
        defaults={
            "name": dataset.name,
            "simulated": dataset.simulated,
            "notice": dataset.notice,
            "name_zh": dataset.name_zh,
            "notice_zh": dataset.notice_zh,
        },
    )
    return row


@transaction.atomic
def register_records(
    *,
    records: Iterable[PartnerRecord],
    attach: Mapping[RecordKey, int] | None = None,
    origin: Origin | None = None,
    today: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Registered:
    """Create or update the records and what their partners' records say together, in one
    transaction.

    `attach`: (dataset, key) of a new record -> the partner that it is of. A partner that was merged
    is followed; a record whose partner is retired by now gets one of its own.
    Evidence must not be from after `today`, by default the present day in China. `progress` is
    called with (records done, records in all). Raises `RecordFault` at the first fault; then
    nothing is written.
    """
    lock_partner_writes()
    normalized = [normalize_record(record) for record in records]
    _require_datasets(normalized)
    _validate(normalized, today or clock.today())
    writer = _Writer(attach or {}, origin or Origin())
    # Not as a decorator: a context that is used again within another one ends that one, too.
    with pghistory.context(source="registration.register_records"):
        for start in range(0, len(normalized), _CHUNK):
            writer.write(normalized[start : start + _CHUNK])
            if progress:
                progress(min(start + _CHUNK, len(normalized)), len(normalized))
        if writer.touched:
            mark_changed(writer.touched)
    return Registered(writer.endings)


def compare_records(records: Sequence[PartnerRecord]) -> dict[RecordKey, str]:
    """(dataset, key) -> what registering the record would be: created, updated, unchanged or
    retired. Nothing is written.
    """
    normalized = [normalize_record(record) for record in records]
    compared = _compare(normalized)
    return {(record.dataset, record.key): compared.ending(record) for record in normalized}


def write_columns(records: Sequence[Record]) -> None:
    """Write the columns of records that an import changes. All records exist."""
    # An insertion that meets its own row costs a tenth of `bulk_update`.
    Record.objects.bulk_create(
        records, update_conflicts=True, unique_fields=["id"], update_fields=CHANGED_COLUMNS
    )


def mark_changed(partners: Collection[int]) -> int:
    """Give the partners a new partners number, and record which datasets it touched.

    The last step of a transaction, because the counter's row stays locked until the commit: writers
    commit in the order of their numbers, and a reader that has seen a number has seen all smaller
    ones.
    """
    number = counters.take("partners")
    rows = Partner.objects.filter(pk__in=partners)
    rows.update(changed_number=number)
    datasets = {key for keys in rows.values_list("datasets", flat=True) for key in keys}
    # Also of records that are gone, and no longer among a partner's datasets.
    records = Record.objects.filter(partner__in=partners).order_by("dataset")
    datasets |= set(records.values_list("dataset", flat=True).distinct())
    PartnersChange.objects.bulk_create(
        PartnersChange(number=number, dataset_id=key) for key in sorted(datasets)
    )
    return number


def lock_partners(ids: Collection[int]) -> dict[int, Partner]:
    """Lock the partners that exist, in the order of their ids; id -> partner.

    Against those who change a partner's row alone; `lock_partner_writes` comes first. Raises
    nothing for an id that does not exist.
    """
    rows = Partner.objects.filter(pk__in=ids).select_related("place")
    locked = rows.select_for_update(no_key=True, of=("self",)).order_by("pk")
    return {row.pk: row for row in locked}


def _require_datasets(records: Sequence[PartnerRecord]) -> None:
    """Raise `RecordFault` for a record of an unknown dataset."""
    named = {record.dataset for record in records}
    unknown = named - set(Dataset.objects.filter(key__in=named).values_list("key", flat=True))
    for record in records:
        if record.dataset in unknown:
            known = tuple(Dataset.objects.values_list("key", flat=True))
            reason = Message(
                "is not a dataset; there are {known}",
                known=format_choices(known) if known else Message("none"),
            )
            raise RecordFault(str(record), "dataset", record.dataset, reason)


def _validate(records: Sequence[PartnerRecord], today: date) -> None:
    validator = RecordValidator(read_atlas(), read_taxonomy(), today)
    seen: set[RecordKey] = set()
    for record in records:
        validator.validate(record)
        if (record.dataset, record.key) in seen:
            raise RecordFault(str(record), "key", record.key, "is given to two records")
        seen.add((record.dataset, record.key))


@dataclass(frozen=True)
class _Compared:
    """Records beside their rows: `rows` by (dataset, key), `facts` and `digests` of the records,
    `retired`: the partners that no import changes.
    """

    rows: Mapping[RecordKey, Record]
    facts: Mapping[RecordKey, dict[str, Any]]
    digests: Mapping[RecordKey, str]
    retired: Collection[int]

    def ending(self, record: PartnerRecord) -> str:
        key = (record.dataset, record.key)
        row = self.rows.get(key)
        if row is None:
            return "created"
        if row.partner_id in self.retired:
            return "retired"
        same = row.digest == self.digests[key] and row.gone_on is None
        return "unchanged" if same else "updated"


def _compare(records: Sequence[PartnerRecord]) -> _Compared:
    facts = {(record.dataset, record.key): facts_to_json(record) for record in records}
    found = Record.objects.filter(
        dataset__in={record.dataset for record in records},
        key__in=[record.key for record in records],
    )
    rows = {(row.dataset_id, row.key): row for row in found if (row.dataset_id, row.key) in facts}
    retired = Partner.objects.filter(pk__in={row.partner_id for row in rows.values()})
    # A partner that is retired because no dataset listed it returns with its record.
    retired = retired.exclude(retired_at=None).exclude(retirement_reason=NOT_LISTED)
    return _Compared(
        rows,
        facts,
        {key: digest(one) for key, one in facts.items()},
        frozenset(retired.values_list("pk", flat=True)),
    )


class _Writer:
    """Writes chunks of records; `touched` are the partners, `endings` how the records ended."""

    def __init__(self, attach: Mapping[RecordKey, int], origin: Origin) -> None:
        self._attach, self._origin = attach, origin
        self.touched: set[int] = set()
        self.endings: dict[RecordKey, str] = {}

    def write(self, records: Sequence[PartnerRecord]) -> None:
        compared = _compare(records)
        endings = {(one.dataset, one.key): compared.ending(one) for one in records}
        self.endings |= endings
        updated = [one for one in records if endings[one.dataset, one.key] == "updated"]
        created = [one for one in records if endings[one.dataset, one.key] == "created"]
        changed = self._update(updated, compared) | self._create(created, compared)
        refresh_partners(changed)
        self.touched |= changed

    def _update(self, records: Sequence[PartnerRecord], compared: _Compared) -> set[int]:
        rows = [compared.rows[record.dataset, record.key] for record in records]
        locked = lock_partners({row.partner_id for row in rows})
        for record, row in zip(records, rows, strict=True):
            key = (record.dataset, record.key)
            row.facts, row.digest = compared.facts[key], compared.digests[key]
            row.file, row.row = self._origin.file[:200], self._origin.rows.get(record.key)
            row.gone_on, row.gone_because = None, ""
        write_columns(rows)
        return set(locked)

    def _create(self, records: Sequence[PartnerRecord], compared: _Compared) -> set[int]:
        """Create the records; return the partners that some of them were attached to."""
        keys = [(record.dataset, record.key) for record in records]
        wanted = {key: self._attach[key] for key in keys if key in self._attach}
        targets = _active_targets(set(wanted.values()))
        owners = {key: targets[pk] for key, pk in wanted.items() if pk in targets}
        self.endings |= dict.fromkeys(owners, "attached")
        attached = set(owners.values())
        alone = [one for one in records if (one.dataset, one.key) not in owners]
        created = create_partners(alone)
        self.touched |= set(created)
        own = zip(alone, created, strict=True)
        owners |= {(record.dataset, record.key): pk for record, pk in own}
        now = timezone.now()
        copy_rows(
            Record,
            (
                *("dataset_id", "key", "partner_id", "facts", "digest"),
                *("file", "row", "gone_because", "created_at"),
            ),
            (
                (
                    *(*key, owners[key], json.dumps(compared.facts[key], ensure_ascii=False)),
                    *(compared.digests[key], self._origin.file[:200]),
                    *(self._origin.rows.get(key[1]), "", now),
                )
                for key in keys
            ),
        )
        return attached


def _active_targets(ids: Collection[int]) -> dict[int, int]:
    """Partner id -> the locked active partner that it is by now; none for a retired one."""
    found: dict[int, int] = {}
    wanted = {pk: pk for pk in ids}
    while wanted:
        rows = lock_partners(set(wanted.values()))
        merged = {}
        for asked, pk in wanted.items():
            row = rows.get(pk)
            if row is not None and row.merged_into_id is not None:
                merged[asked] = row.merged_into_id
            elif row is not None and row.retired_at is None:
                found[asked] = pk
        wanted = merged
    return found
