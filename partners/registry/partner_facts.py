"""Write what the records of partners say together into the tables of partners.

The only writer of these tables. What it writes depends on the records alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from core.bulk.bulk_copy import copy_rows, integers
from core.languages.messages import Message
from partners.errors import MergeRefused
from partners.models import (
    Alias,
    Certificate,
    Dataset,
    Evidence,
    Offering,
    Partner,
    Profile,
    Record,
    SearchEntry,
)
from partners.models.partner_ids import next_partner_ids
from partners.names.latin_names import transliterate
from partners.names.pinyin import pinyin_lines
from partners.registry.consolidation import concluded_offerings, consolidate
from partners.registry.load_records import load_records
from partners.registry.records import (
    CertificateRecord,
    EvidenceRecord,
    OfferingRecord,
    OrganisationFacts,
    PartnerRecord,
    ProfileRecord,
)
from partners.search.entries import make_entry

# Why a partner is retired when its last record is gone; it returns with a record.
NOT_LISTED = "no dataset lists it any more"
_COLUMNS = (
    "datasets",
    "simulated",
    "form",
    "name_en",
    "name_en_is_transliteration",
    "name_zh",
    "place",
    "address",
    "phone",
    "note",
    "identifiers",
    "pinyin",
)
_PARTS = (Offering, Profile, Certificate, Alias, Evidence, SearchEntry)


def create_partners(records: Sequence[PartnerRecord]) -> list[int]:
    """Create a partner for each record, and return the ids in their order. The records themselves
    are not written, and the partners number is 0 until the caller sets it.
    """
    simulated = _simulated()
    ids = next_partner_ids(len(records))
    partners = [Partner(id=pk, changed_number=0) for pk in ids]
    facts = [_fill(row, [one], simulated) for row, one in zip(partners, records, strict=True)]
    columns = [field.attname for field in Partner._meta.concrete_fields]
    copy_rows(Partner, columns, ([getattr(row, name) for name in columns] for row in partners))
    _write_parts(list(zip(partners, facts, ([one] for one in records), strict=True)))
    return ids


def refresh_partners(ids: Collection[int]) -> None:
    """Write anew what the records of the partners say together.

    A partner without a record stays as it is: its records moved to another. The caller holds the
    locks of the partners.
    """
    records = load_records(ids)
    simulated = _simulated()
    partners = [Partner(id=pk, changed_number=0) for pk in sorted(records)]
    facts = [_fill(row, records[row.pk], simulated) for row in partners]
    # All rows exist: this updates them, at a tenth of the cost of `bulk_update`.
    Partner.objects.bulk_create(
        partners, update_conflicts=True, unique_fields=["id"], update_fields=_COLUMNS
    )
    for part in _PARTS:
        part.objects.filter(partner__in=partners).delete()
    _write_parts([(row, one, records[row.pk]) for row, one in zip(partners, facts, strict=True)])
    _retire_those_without_a_present_record(records)


def _retire_those_without_a_present_record(ids: Collection[int]) -> None:
    listed = Record.objects.filter(partner__in=ids, gone_on=None).values("partner")
    rows = Partner.objects.filter(pk__in=ids)
    rows.filter(~Q(pk__in=listed), retired_at=None).update(
        retired_at=timezone.now(), retirement_reason=NOT_LISTED
    )
    rows.filter(pk__in=listed, retirement_reason=NOT_LISTED).update(
        retired_at=None, retirement_reason=""
    )


def _simulated() -> dict[str, bool]:
    return dict(Dataset.objects.values_list("key", "simulated"))


def _fill(
    partner: Partner, records: Sequence[PartnerRecord], simulated: Mapping[str, bool]
) -> OrganisationFacts:
    """Set the columns of the partner; return what the records say together. Raises `MergeRefused`
    where none of them names it, as curators' records need not.
    """
    facts = consolidate(records)
    if not (facts.name_en or facts.name_zh):
        raise MergeRefused(Message("partner {pk} would be left without a name", pk=partner.pk))
    partner.datasets = sorted({one.dataset for one in records})
    partner.simulated = simulated[records[0].dataset]
    partner.name_en_is_transliteration = not facts.name_en
    partner.name_en = facts.name_en or transliterate(facts.name_zh)
    partner.place_id = facts.place
    partner.identifiers = list(facts.identifiers)
    for name in ("form", "name_zh", "address", "phone", "note"):
        setattr(partner, name, getattr(facts, name))
    partner.pinyin = pinyin_lines([facts.name_zh, *facts.aliases])
    return facts


def _write_parts(
    written: Sequence[tuple[Partner, OrganisationFacts, Sequence[PartnerRecord]]],
) -> None:
    _write_offerings(
        [
            (one.pk, part, f"{part.verb}:{part.sector}" in concluded)
            for one, facts, _ in written
            for concluded in (concluded_offerings(facts),)
            for part in facts.offerings
        ]
    )
    copy_rows(
        Profile,
        ("partner_id", *_columns(ProfileRecord)),
        (
            (partner.pk, *_values(facts.profile))
            for partner, facts, _ in written
            if facts.profile != ProfileRecord()
        ),
    )
    copy_rows(
        Certificate,
        ("partner_id", *_columns(CertificateRecord)),
        (
            (partner.pk, *_values(part))
            for partner, facts, _ in written
            for part in facts.certificates
        ),
    )
    copy_rows(
        Alias,
        ("partner_id", "name"),
        ((partner.pk, name) for partner, facts, _ in written for name in facts.aliases),
    )
    _write_search_entries(written)
    _write_evidence(written)


def _write_search_entries(
    written: Sequence[tuple[Partner, OrganisationFacts, Sequence[PartnerRecord]]],
) -> None:
    entries = (make_entry(partner, facts) for partner, facts, _ in written)
    copy_rows(
        SearchEntry,
        ("partner_id", "rank", "simulated", "names", "facets", "keys"),
        (
            (
                *(one.partner_id, one.rank, one.simulated, one.names, one.facets),
                integers(one.keys),
            )
            for one in entries
        ),
    )


def _write_evidence(
    written: Sequence[tuple[Partner, OrganisationFacts, Sequence[PartnerRecord]]],
) -> None:
    copy_rows(
        Evidence,
        ("partner_id", "dataset_id", *_columns(EvidenceRecord)),
        (
            (partner.pk, record.dataset, *_values(part))
            for partner, facts, records in written
            for record in records
            for part in record.evidence
            if part in facts.evidence
        ),
    )


def _write_offerings(parts: Sequence[tuple[int, OfferingRecord, bool]]) -> None:
    """Write the offering of each partner; the flag says that it is concluded."""
    # Known before they are written: the sectors that an offering is for refer to it.
    ids = _next_offering_ids(len(parts))
    copy_rows(
        Offering,
        (
            "id",
            "partner_id",
            "verb",
            "sector_id",
            "products",
            "hs",
            "processes",
            "main",
            "inferred",
        ),
        (
            (
                pk,
                partner,
                part.verb,
                part.sector,
                list(part.products),
                list(part.hs),
                list(part.processes),
                part.main,
                inferred,
            )
            for pk, (partner, part, inferred) in zip(ids, parts, strict=True)
        ),
    )
    copy_rows(
        Offering.for_sectors.through,
        ("offering_id", "sector_id"),
        (
            (pk, sector)
            for pk, (_, part, _) in zip(ids, parts, strict=True)
            for sector in part.for_sectors
        ),
    )


def _next_offering_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('partners_offering', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _columns(part: type[ProfileRecord | CertificateRecord | EvidenceRecord]) -> list[str]:
    return [field.name for field in fields(part)]


def _values(part: ProfileRecord | CertificateRecord | EvidenceRecord) -> list[Any]:
    """The values of the part; tuples become lists, as array columns need them."""
    values = (getattr(part, field.name) for field in fields(part))
    return [list(value) if isinstance(value, tuple) else value for value in values]
