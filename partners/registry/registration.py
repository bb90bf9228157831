"""The only writer of partners, with `retiring`. Every change takes the partners number, last.

A record is one partner of one dataset, by its key: registering it again updates, never doubles,
and a record that says what is already known changes nothing. Nor does one whose partner is
retired or merged: a curator's word outlasts an import, and `Registered.retired` counts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pghistory
from django.db import transaction

from core import clock, counters
from partners.errors import RecordFault, listed
from partners.models import (
    Alias,
    Certificate,
    Change,
    Dataset,
    Evidence,
    Offering,
    Partner,
    Profile,
)
from partners.names import pinyin
from partners.reference.reference_loader import read_atlas, read_taxonomy
from partners.registry.load_records import recorded
from partners.registry.record_validation import RecordValidator
from partners.registry.records import (
    CertificateRecord,
    DatasetRecord,
    EvidenceRecord,
    PartnerRecord,
    ProfileRecord,
    in_order,
)

_CHUNK = 500


@dataclass(frozen=True)
class Registered:
    """How many records were new, said something else than before, said the same, or were left
    alone because their partner is retired.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: int = 0


@transaction.atomic
def open_dataset(*, dataset: DatasetRecord) -> Dataset:
    """Make the dataset known, or correct its name and notice."""
    row, _ = Dataset.objects.update_or_create(
        key=dataset.key,
        defaults={
            "name": dataset.name,
            "simulated": dataset.simulated,
            "notice": dataset.notice,
        },
    )
    return row


@pghistory.context(source="registry.register")
@transaction.atomic
def register(
    *,
    records: Iterable[PartnerRecord],
    today: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Registered:
    """Bring the partners up to the records: all of them or, at the first fault, none.

    No evidence is from after `today`, by default the day in China. `progress` is told (records
    done, records in all). Raises `RecordFault`.
    """
    given = [in_order(record) for record in records]
    _lock_datasets(given)
    _check(given, today or clock.today())
    touched: list[int] = []
    created = retired = 0
    for start in range(0, len(given), _CHUNK):
        chunk = given[start : start + _CHUNK]
        fresh, changed, stays = _news(chunk)
        touched += _create(fresh) + _update(changed)
        created += len(fresh)
        retired += stays
        if progress:
            progress(min(start + _CHUNK, len(given)), len(given))
    if touched:
        number = counters.take("partners")
        Partner.objects.filter(pk__in=touched).update(changed=number)
        datasets = sorted({record.dataset for record in given})
        Change.objects.bulk_create(Change(number=number, dataset_id=key) for key in datasets)
    unchanged = len(given) - len(touched) - retired
    return Registered(created, len(touched) - created, unchanged, retired)


def _lock_datasets(records: Sequence[PartnerRecord]) -> None:
    """Two imports of one dataset wait for each other; several are locked in one order."""
    named = {record.dataset for record in records}
    rows = Dataset.objects.select_for_update(no_key=True).filter(key__in=named).order_by("key")
    unknown = named - {row.key for row in rows}
    for record in records:
        if record.dataset in unknown:
            known = tuple(Dataset.objects.values_list("key", flat=True))
            why = f"is not a dataset; there are {listed(known) if known else 'none'}"
            raise RecordFault(str(record), "dataset", record.dataset, why)


def _check(records: Sequence[PartnerRecord], today: date) -> None:
    checker = RecordValidator(read_atlas(), read_taxonomy(), today)
    seen: set[tuple[str, str]] = set()
    for record in records:
        checker.check(record)
        if (record.dataset, record.key) in seen:
            raise RecordFault(str(record), "key", record.key, "is given to two records")
        seen.add((record.dataset, record.key))


def _news(
    records: Sequence[PartnerRecord],
) -> tuple[list[PartnerRecord], list[tuple[int, PartnerRecord]], int]:
    """The records of no partner yet, those that say something new, with the partner's id, and
    how many are of retired partners.
    """
    named = Partner.objects.filter(
        dataset__in={record.dataset for record in records},
        key__in=[record.key for record in records],
    )
    rows = named.values_list("dataset", "key", "pk", "retired_at")
    ids = {(dataset, key): pk for dataset, key, pk, _ in rows}
    active = [pk for _, _, pk, retired_at in rows if retired_at is None]
    held = recorded(active)
    fresh = [record for record in records if (record.dataset, record.key) not in ids]
    known = [
        (ids[record.dataset, record.key], record)
        for record in records
        if (record.dataset, record.key) in ids
    ]
    changed = [(pk, record) for pk, record in known if pk in held and held[pk] != record]
    return fresh, changed, sum(pk not in held for pk, _ in known)


def _create(records: Sequence[PartnerRecord]) -> list[int]:
    # The number is taken last: until then `changed` holds none.
    partners = Partner.objects.bulk_create([_row(record, Partner(changed=0)) for record in records])
    _write_parts(partners, records)
    return [partner.pk for partner in partners]


def _update(records: Sequence[tuple[int, PartnerRecord]]) -> list[int]:
    partners = [_row(record, Partner(pk=pk)) for pk, record in records]
    Partner.objects.bulk_update(partners, ["form", "name_en", "name_zh", "place", "note", "sounds"])
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
    partner.sounds = pinyin.of([record.name_zh, *record.aliases])
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
    meant = Offering.for_sectors.through
    meant.objects.bulk_create(
        meant(offering_id=row.pk, sector_id=sector)
        for row, (_, part) in zip(rows, parts, strict=True)
        for sector in part.for_sectors
    )


def _fields(part: ProfileRecord | CertificateRecord | EvidenceRecord) -> dict[str, Any]:
    """The part's fields, named as the model's are; tuples as lists, as columns hold them."""
    values = ((field.name, getattr(part, field.name)) for field in fields(part))
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}
