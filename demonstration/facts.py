"""Draw the facts in a simulated record: never all of the firm's facts, often few."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from demonstration.credentials import certificates_of, languages_of, markets_of
from demonstration.makers import SimulatedFirm
from demonstration.random_choice import SeededRandom
from partners.registry.records import CertificateRecord, EvidenceRecord, ProfileRecord

_FIRST_CHECK = date(2024, 1, 1)
_CHECKED_WITHIN_DAYS = 1_050  # until the middle of November 2026


@dataclass(frozen=True)
class Completeness:
    """Percentages: how often a record holds each fact.

    `whole` is how often a list of languages or markets is declared complete; `complete` is the same
    for certificates.
    """

    order: int
    days: int
    capacity: int
    languages: int
    markets: int
    certificates: int
    complete: int
    evidence: int
    whole: int


_FULL_RECORD = Completeness(100, 100, 96, 100, 100, 95, 60, 95, 65)
_PARTIAL_RECORD = Completeness(65, 50, 42, 45, 60, 60, 5, 85, 40)
_MINIMAL_RECORD = Completeness(38, 20, 10, 12, 20, 25, 0, 50, 15)
_COMPLETENESS = ((_FULL_RECORD, 25), (_PARTIAL_RECORD, 60), (_MINIMAL_RECORD, 15))
# Firms that live by small orders from abroad maintain their records.
_COMPLETENESS_OF_EXPORTERS = ((_FULL_RECORD, 72), (_PARTIAL_RECORD, 28))


_FACT_NAMES = tuple(name for name in Completeness.__dataclass_fields__ if name != "whole")


@dataclass(frozen=True)
class Facts:
    """The record's profile, certificates and evidence."""

    profile: ProfileRecord
    certificates: tuple[CertificateRecord, ...]
    evidence: tuple[EvidenceRecord, ...]


def facts_of(rng: SeededRandom, firm: SimulatedFirm, speaker: str) -> Facts:
    """Draw the facts in the firm's record; `speaker` is the firm's own name."""
    completeness = rng.weighted_choice(
        _COMPLETENESS_OF_EXPORTERS if firm.export_focused else _COMPLETENESS
    )
    size = firm.scale.size if firm.scale else "small"
    certificates = certificates_of(rng, firm.sector, size, completeness.certificates)
    profile = _profile(rng, firm, completeness, size)
    evidence = _evidence(rng, firm, profile, speaker) if rng.happens(completeness.evidence) else ()
    return Facts(_with_whole_lists(rng, completeness, profile), certificates, evidence)


def _profile(
    rng: SeededRandom, firm: SimulatedFirm, completeness: Completeness, size: str
) -> ProfileRecord:
    markets = markets_of(rng, size, firm.export_focused)
    languages = languages_of(rng, markets, firm.export_focused)
    years = 1 + rng.integer_below(25) if markets else 0
    stated = {name: rng.happens(getattr(completeness, name)) for name in _FACT_NAMES}
    scale = firm.scale
    order = scale.order if scale and stated["order"] else None
    capacity = scale.capacity if scale and stated["capacity"] else None
    return ProfileRecord(
        minimum_order=order,
        minimum_order_unit=scale.unit if scale and order is not None else "",
        lead_time_days=scale.days if scale and stated["days"] else None,
        monthly_capacity=capacity,
        monthly_capacity_unit=scale.unit if scale and capacity is not None else "",
        export_years=years if stated["markets"] else None,
        markets=markets if stated["markets"] else None,
        languages=languages if stated["languages"] else None,
        certificates_complete=stated["complete"],
    )


def _with_whole_lists(
    rng: SeededRandom, completeness: Completeness, profile: ProfileRecord
) -> ProfileRecord:
    languages, markets = rng.happens(completeness.whole), rng.happens(completeness.whole)
    return replace(
        profile,
        languages_complete=languages and profile.languages is not None,
        markets_complete=markets and profile.markets is not None,
    )


def _evidence(
    rng: SeededRandom, firm: SimulatedFirm, profile: ProfileRecord, speaker: str
) -> tuple[EvidenceRecord, ...]:
    facts = ["organisation"]
    if rng.happens(50):
        facts.append(f"{firm.offerings[0].verb}:{firm.sector}")
    facts += [
        name
        for name in ("minimum_order", "lead_time_days", "monthly_capacity", "markets")
        if getattr(profile, name) is not None and rng.happens(55)
    ]
    verified = rng.happens(35)
    return tuple(
        _evidence_record(rng, fact, speaker, verified and rng.happens(70)) for fact in facts
    )


def _evidence_record(rng: SeededRandom, fact: str, speaker: str, verified: bool) -> EvidenceRecord:
    return EvidenceRecord(
        fact=fact,
        kind="verified" if verified else "declared",
        speaker="Simulated inspection body" if verified else speaker,
        source="generated for demonstration",
        confidence="high" if verified else "medium",
        checked_on=_FIRST_CHECK + timedelta(days=rng.integer_below(_CHECKED_WITHIN_DAYS)),
    )
