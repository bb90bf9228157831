"""Facts of organisations as plain frozen values. No Django here.

A `PartnerRecord` is what one dataset says of an organisation; `consolidation` joins the records of
a partner to its `OrganisationFacts`. None means unknown. A list without its `..._complete` flag may
be incomplete.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DatasetRecord:
    """The origin of records; see `models.Dataset`."""

    key: str
    name: str
    simulated: bool
    notice: str
    name_zh: str = ""
    notice_zh: str = ""


@dataclass(frozen=True, slots=True)
class OfferingRecord:
    """A good or service of the partner; `verb` is makes or serves. See `models.Offering`."""

    verb: str
    sector: str
    for_sectors: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    main: bool = False


@dataclass(frozen=True, slots=True)
class ProfileRecord:
    """The operational facts; see `models.Profile`."""

    minimum_order: Decimal | None = None
    minimum_order_unit: str = ""
    lead_time_days: int | None = None
    monthly_capacity: Decimal | None = None
    monthly_capacity_unit: str = ""
    export_years: int | None = None
    markets: tuple[str, ...] | None = None
    markets_complete: bool = False
    languages: tuple[str, ...] | None = None
    languages_complete: bool = False
    certificates_complete: bool = False
    employees: int | None = None
    size_class: str = ""
    founded: int | None = None
    overseas_share: int | None = None


@dataclass(frozen=True, slots=True)
class CertificateRecord:
    """A certificate that the partner holds; see `models.Certificate`."""

    standard: str
    issuer: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """The speaker and source of a fact; see `models.Evidence`."""

    fact: str
    kind: str
    speaker: str
    source: str
    confidence: str
    quote: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """Names, place, offerings and the other facts of an organisation; see `models.Partner`.

    `denied` are facts that other records state and that are wrong, as curators found: `makes:C182`,
    `certificate:ISO 9001`, `alias:Old Name`, `identifier:stock:600000.SH`.
    """

    name_en: str = ""
    name_zh: str = ""
    form: str = "unknown"
    place: str | None = None
    address: str = ""
    phone: str = ""
    note: str = ""
    identifiers: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    offerings: tuple[OfferingRecord, ...] = ()
    profile: ProfileRecord = field(default_factory=ProfileRecord)
    certificates: tuple[CertificateRecord, ...] = ()
    evidence: tuple[EvidenceRecord, ...] = ()
    denied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartnerRecord(OrganisationFacts):
    """The statements of a dataset about an organisation; (`dataset`, `key`) identifies it."""

    dataset: str
    key: str

    def __str__(self) -> str:
        return f"{self.dataset}/{self.key}"


def normalize_record(record: PartnerRecord) -> PartnerRecord:
    """The record with sorted parts, so that records of equal content compare equal."""
    profile = replace(
        record.profile,
        markets=_sorted(record.profile.markets),
        languages=_sorted(record.profile.languages),
    )
    offerings = (
        replace(part, for_sectors=tuple(sorted(part.for_sectors))) for part in record.offerings
    )
    return replace(
        record,
        profile=profile,
        aliases=tuple(sorted(record.aliases)),
        identifiers=tuple(sorted(record.identifiers)),
        denied=tuple(sorted(record.denied)),
        offerings=tuple(sorted(offerings, key=lambda part: (part.verb, part.sector))),
        certificates=tuple(sorted(record.certificates, key=lambda part: part.standard)),
        evidence=tuple(sorted(record.evidence, key=_evidence_order)),
    )


def _sorted(words: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if words is None else tuple(sorted(words))


def _evidence_order(part: EvidenceRecord) -> tuple[str, ...]:
    when = part.checked_on.isoformat() if part.checked_on else ""
    return (part.fact, part.kind, part.speaker, when, part.source, part.quote, part.confidence)
