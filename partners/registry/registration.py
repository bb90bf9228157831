"""Register partners from records; with `retirement` the only writer of partners.

A partner belongs to one dataset and has a key in it: registering a record again updates the
partner, and a record of equal content changes nothing. A record of a retired or merged partner
changes nothing either, because a curator's decision takes precedence over an import;
`Registered.retired` counts these records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pghistory
from django.db import transaction

from core import clock, counters
from partners.errors import RecordFault, format_choices
from partners.models import (
    Alias,
    Certificate,
    Dataset,
    Evidence,
    Offering,
    Partner,
    PartnersChange,
    Profile,
)
from partners.names.pinyin import pinyin_lines
from partners.reference.reference_loader import read_atlas, read_taxonomy
from partners.registry.load_records import load_records
from partners.registry.record_validation import RecordValidator
from partners.registry.records import (
    CertificateRecord,
    DatasetRecord,
    EvidenceRecord,
    PartnerRecord,
    ProfileRecord,
    normalize_record,
)

# Partners per round of queries: large enough to make the queries few, small enough to hold the
# parts of one round in memory.
_CHUNK = 500
_UPDATED = ("form", "name_en", "name_zh", "place", "note", "identifiers", "pinyin")


@dataclass(frozen=True)
class Registered:
    """The number of records that created, updated or did not change a partner, and of those that
    were ignored because their partner is retired.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: int = 0


@transaction.atomic
def save_dataset(*, dataset: DatasetRecord) -> Dataset:
    """Create the dataset, or update its name, kind and notice."""
    row, _ = Dataset.objects.update_or_create(
        key=dataset.key,
        defaults={
            "name": dataset.name,
            "simulated": dataset.simulated,
            "notice": dataset.notice,
        },
    )
    return row


@pghistory.context(source="registration.register_partners")
@transaction.atomic
def register_partners(
    *,
    records: Iterable[PartnerRecord],
    today: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Registered:
    """Create or update the partners of the records, in one transaction.

    Evidence must not be from after `today`, by default the present day in China. `progress` is
    called with (records done, records in all). Raises `RecordFault` at the first fault; then
    nothing is written.
    """
    normalized = [normalize_record(record) for record in records]
    _lock_datasets(normalized)
    _validate(normalized, today or clock.today())
    touched: list[int] = []
    created = retired = 0
    for start in range(0, len(normalized), _CHUNK):
        chunk = normalized[start : start + _CHUNK]
        new, changed, ignored = _partition(chunk)
        touched += _create(new) + _update(changed)
        created += len(new)
        retired += ignored
        if progress:
            progress(min(start + _CHUNK, len(normalized)), len(normalized))
    if touched:
        # Last, because the counter's row stays locked until the commit: writers then commit in the
        # order of their numbers, and a reader that has seen a number has seen all smaller ones.
        number = counters.take("partners")
        Partner.objects.filter(pk__in=touched).update(changed_number=number)
        datasets = sorted({record.dataset for record in normalized})
        PartnersChange.objects.bulk_create(
            PartnersChange(number=number, dataset_id=key) for key in datasets
        )
    unchanged = len(normalized) - len(touched) - retired
    return Registered(created, len(touched) - created, unchanged, retired)


def compare_records(records: Sequence[PartnerRecord]) -> dict[str, str]:
    """Key -> what registering the record would be: created, updated, unchanged or retired.

    The records are of one dataset; nothing is written.
    """
    normalized = [normalize_record(record) for record in records]
    new, changed, _ = _partition(normalized)
    endings = dict.fromkeys((record.key for record in records), "unchanged")
    retired = Partner.objects.filter(
        dataset__in={record.dataset for record in records}, key__in=endings
    ).exclude(retired_at=None)
    endings |= dict.fromkeys(retired.values_list("key", flat=True), "retired")
    endings |= dict.fromkeys((record.key for record in new), "created")
    endings |= {record.key: "updated" for _, record in changed}
    return endings


def _lock_datasets(records: Sequence[PartnerRecord]) -> None:
    """Make imports of one dataset wait for each other; raise `RecordFault` for an unknown one."""
    # Ordered by key, so that two imports of several datasets cannot deadlock.
    named = {record.dataset for record in records}
    rows = Dataset.objects.select_for_update(no_key=True).filter(key__in=named).order_by("key")
    unknown = named - {row.key for row in rows}
    for record in records:
        if record.dataset in unknown:
            known = tuple(Dataset.objects.values_list("key", flat=True))
            reason = f"is not a dataset; there are {format_choices(known) if known else 'none'}"
            raise RecordFault(str(record), "dataset", record.dataset, reason)


def _validate(records: Sequence[PartnerRecord], today: date) -> None:
    validator = RecordValidator(read_atlas(), read_taxonomy(), today)
    seen: set[tuple[str, str]] = set()
    for record in records:
        validator.validate(record)
        if (record.dataset, record.key) in seen:
            raise RecordFault(str(record), "key", record.key, "is given to two records")
        seen.add((record.dataset, record.key))


def _partition(
    records: Sequence[PartnerRecord],
) -> tuple[list[PartnerRecord], list[tuple[int, PartnerRecord]], int]:
    """(Records without a partner, (partner id, record) of changed ones, number of retired ones)."""
    named = Partner.objects.filter(
        dataset__in={record.dataset for record in records},
        key__in=[record.key for record in records],
    )
    rows = named.values_list("dataset", "key", "pk", "retired_at")
    ids = {(dataset, key): pk for dataset, key, pk, _ in rows}
    # Retired partners are not loaded: an id without a loaded record is a retired one.
    active = [pk for _, _, pk, retired_at in rows if retired_at is None]
    held = load_records(active)
    new = [record for record in records if (record.dataset, record.key) not in ids]
    known = [
        (ids[record.dataset, record.key], record)
        for record in records
        if (record.dataset, record.key) in ids
    ]
    changed = [(pk, record) for pk, record in known if pk in held and held[pk] != record]
    return new, changed, sum(pk not in held for pk, _ in known)


def _create(records: Sequence[PartnerRecord]) -> list[int]:
    # The partners number is taken at the end of the transaction, so 0 is a placeholder.
    partners = Partner.objects.bulk_create(
        [_row(record, Partner(changed_number=0)) for record in records]
    )
    _write_parts(partners, records)
    return [partner.pk for partner in partners]


def _update(records: Sequence[tuple[int, PartnerRecord]]) -> list[int]:
    partners = [_row(record, Partner(pk=pk)) for pk, record in records]
    Partner.objects.bulk_update(partners, _UPDATED)
    # Parts have no identity of their own in a record, so they are replaced as a whole.
    for part in (Offering, Profile, Certificate, Alias, Evidence):
        part.objects.filter(partner__in=partners).delete()
    _write_parts(partners, [record for _, record in records])
    return [partner.pk for partner in partners]


def _row(record: PartnerRecord, partner: Partner) -> Partner:
    partner.dataset_id = record.dataset
    partner.key = record.key
    partner.form = record.form
    partner.name_en = record.name_en
    partner.name_zh = record.name_zh
    partner.place_id = record.place
    partner.note = record.note
    partner.identifiers = list(record.identifiers)
    partner.pinyin = pinyin_lines([record.name_zh, *record.aliases])
    return partner


def _write_parts(partners: Sequence[Partner], records: Sequence[PartnerRecord]) -> None:
    pairs = list(zip(partners, records, strict=True))
    _write_offerings(pairs)
    Profile.objects.bulk_create(Profile(partner=p, **_fields(r.profile)) for p, r in pairs)
    Certificate.objects.bulk_create(
        Certificate(partner=p, **_fields(part)) for p, r in pairs for part in r.certificates
    )
    Alias.objects.bulk_create(Alias(partner=p, name=name) for p, r in pairs for name in r.aliases)
    Evidence.objects.bulk_create(
        Evidence(partner=p, **_fields(part)) for p, r in pairs for part in r.evidence
    )


def _write_offerings(pairs: Sequence[tuple[Partner, PartnerRecord]]) -> None:
    parts = [(partner, part) for partner, record in pairs for part in record.offerings]
    rows = Offering.objects.bulk_create(
        Offering(
            partner=partner,
            verb=part.verb,
            sector_id=part.sector,
            products=list(part.products),
            hs=list(part.hs),
        )
        for partner, part in parts
    )
    through = Offering.for_sectors.through
    through.objects.bulk_create(
        through(offering_id=row.pk, sector_id=sector)
        for row, (_, part) in zip(rows, parts, strict=True)
        for sector in part.for_sectors
    )


def _fields(part: ProfileRecord | CertificateRecord | EvidenceRecord) -> dict[str, Any]:
    """Model field -> value of the part; tuples become lists, as array columns need them."""
    values = ((field.name, getattr(part, field.name)) for field in fields(part))
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}
