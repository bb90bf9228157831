"""Load partners from the database as the records that would register them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from partners.models import Alias, Certificate, Evidence, Offering, Partner, Profile
from partners.registry.records import (
    CertificateRecord,
    EvidenceRecord,
    OfferingRecord,
    PartnerRecord,
    ProfileRecord,
    normalize_record,
)

_NAMES = ("dataset", "key", "name_en", "name_zh", "form", "place", "note", "identifiers")


def load_records(partners: Collection[int]) -> dict[int, PartnerRecord]:
    """Partner id -> its normalized record, for the given ids that exist. Seven queries."""
    # One query per table: a join of all parts would multiply their rows with each other.
    aliases = _parts(Alias, partners, ("name",))
    offerings = _offerings(partners)
    profiles = _parts(Profile, partners, _names(ProfileRecord))
    certificates = _parts(Certificate, partners, _names(CertificateRecord))
    evidence = _parts(Evidence, partners, _names(EvidenceRecord))
    rows = Partner.objects.filter(pk__in=partners).values("pk", *_NAMES)
    return {
        pk: normalize_record(
            PartnerRecord(
                **row,
                aliases=tuple(part["name"] for part in aliases[pk]),
                offerings=tuple(offerings[pk]),
                profile=next((ProfileRecord(**part) for part in profiles[pk]), ProfileRecord()),
                certificates=tuple(CertificateRecord(**part) for part in certificates[pk]),
                evidence=tuple(EvidenceRecord(**part) for part in evidence[pk]),
            )
        )
        for pk, row in _by_key(rows, "pk")
    }


def _parts(
    model: type[Alias | Certificate | Evidence | Profile],
    partners: Collection[int],
    names: Sequence[str],
) -> defaultdict[int, list[dict[str, Any]]]:
    """Partner id -> the values of the model's rows that belong to it."""
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = model._default_manager.filter(partner__in=partners).values("partner", *names)
    for partner, row in _by_key(rows, "partner"):
        found[partner].append(row)
    return found


def _offerings(partners: Collection[int]) -> defaultdict[int, list[OfferingRecord]]:
    for_sectors: defaultdict[int, list[str]] = defaultdict(list)
    through = Offering.for_sectors.through.objects.filter(offering__partner__in=partners)
    for offering, sector in through.values_list("offering", "sector"):
        for_sectors[offering].append(sector)
    found: defaultdict[int, list[OfferingRecord]] = defaultdict(list)
    rows = Offering.objects.filter(partner__in=partners).values_list(
        "pk", "partner", "verb", "sector", "products", "hs"
    )
    for pk, partner, verb, sector, products, hs in rows:
        found[partner].append(
            OfferingRecord(verb, sector, tuple(for_sectors[pk]), tuple(products), tuple(hs))
        )
    return found


def _by_key(rows: Iterable[dict[str, Any]], key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (value of the key, the row without it); lists become tuples, as records hold them."""
    for row in rows:
        rest = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in row.items()
            if name != key
        }
        yield row[key], rest


def _names(part: type[CertificateRecord | EvidenceRecord | ProfileRecord]) -> list[str]:
    return [field.name for field in fields(part)]
