"""Write what the records of partners say together into the tables of partners.

The only writer of these tables. What it writes depends on the records alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from django.db.models import Q
from django.utils import timezone

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
from partners.registry.consolidation import consolidate
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
    Partner.objects.bulk_create(partners)
    _write_parts(list(zip(partners, facts, ([one] for one in records), strict=True)))
    return ids


def refresh_partners(ids: Collection[int]) -> None:
    """Write anew what the records of the partners say together.

    A partner without a record stays as it is: its records moved to another. The caller holds the
    locks of the partners.
    """
    records = load_records(ids)
    simulated = _simulated()
    partners = [Partner(id=pk) for pk in sorted(records)]
    facts = [_fill(row, records[row.pk], simulated) for row in partners]
    Partner.objects.bulk_update(partners, _COLUMNS)
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
    """Set the columns of the partner; return what the records say together."""
    facts = consolidate(records)
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
    _write_offerings((partner, part) for partner, facts, _ in written for part in facts.offerings)
    Profile.objects.bulk_create(
        Profile(partner=partner, **_fields(facts.profile))
        for partner, facts, _ in written
        if facts.profile != ProfileRecord()
    )
    Certificate.objects.bulk_create(
        Certificate(partner=partner, **_fields(part))
        for partner, facts, _ in written
        for part in facts.certificates
    )
    Alias.objects.bulk_create(
        Alias(partner=partner, name=name) for partner, facts, _ in written for name in facts.aliases
    )
    SearchEntry.objects.bulk_create(make_entry(partner, facts) for partner, facts, _ in written)
    Evidence.objects.bulk_create(
        Evidence(partner=partner, dataset_id=record.dataset, **_fields(part))
        for partner, facts, records in written
        for record in records
        for part in record.evidence
        if part in facts.evidence
    )


def _write_offerings(parts: Iterable[tuple[Partner, OfferingRecord]]) -> None:
    pairs = list(parts)
    rows = Offering.objects.bulk_create(
        Offering(
            partner=partner,
            verb=part.verb,
            sector_id=part.sector,
            products=list(part.products),
            hs=list(part.hs),
            processes=list(part.processes),
            main=part.main,
        )
        for partner, part in pairs
    )
    through = Offering.for_sectors.through
    through.objects.bulk_create(
        through(offering_id=row.pk, sector_id=sector)
        for row, (_, part) in zip(rows, pairs, strict=True)
        for sector in part.for_sectors
    )


def _fields(part: ProfileRecord | CertificateRecord | EvidenceRecord) -> dict[str, Any]:
    """Model field -> value of the part; tuples become lists, as array columns need them."""
    values = ((field.name, getattr(part, field.name)) for field in fields(part))
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}
