"""A partner as an import hands it over: plain, frozen, and the same in any order. No Django.

None is unknown; a list that is not said to be complete may leave some out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class DatasetRecord:
    """Where records come from. `notice` is shown with every record of it."""

    key: str
    name: str
    simulated: bool
    notice: str


@dataclass(frozen=True)
class OfferingRecord:
    """`verb` is makes or serves; the fields mean what they mean in `models.Offering`."""

    verb: str
    sector: str
    for_sectors: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProfileRecord:
    """How the partner works; see `models.Profile`."""

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


@dataclass(frozen=True)
class CertificateRecord:
    standard: str
    issuer: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class EvidenceRecord:
    """Who said the fact; see `models.Evidence`."""

    fact: str
    kind: str
    speaker: str
    source: str
    confidence: str
    quote: str = ""
    checked_on: date | None = None


@dataclass(frozen=True)
class PartnerRecord:
    """One organisation. (`dataset`, `key`) names the record: the same again is an update."""

    dataset: str
    key: str
    name_en: str = ""
    name_zh: str = ""
    form: str = "unknown"
    place: str | None = None
    note: str = ""
    aliases: tuple[str, ...] = ()
    offerings: tuple[OfferingRecord, ...] = ()
    profile: ProfileRecord = field(default_factory=ProfileRecord)
    certificates: tuple[CertificateRecord, ...] = ()
    evidence: tuple[EvidenceRecord, ...] = ()

    def __str__(self) -> str:
        return f"{self.dataset}/{self.key}"


def in_order(record: PartnerRecord) -> PartnerRecord:
    """The record with its parts in one order, so that equal records compare equal."""
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
        offerings=tuple(sorted(offerings, key=lambda part: (part.verb, part.sector))),
        certificates=tuple(sorted(record.certificates, key=lambda part: part.standard)),
        evidence=tuple(sorted(record.evidence, key=_evidence_order)),
    )


def _sorted(words: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if words is None else tuple(sorted(words))


def _evidence_order(part: EvidenceRecord) -> tuple[str, ...]:
    when = part.checked_on.isoformat() if part.checked_on else ""
    return (part.fact, part.kind, part.speaker, when, part.source, part.quote, part.confidence)
