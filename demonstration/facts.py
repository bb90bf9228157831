"""What a simulated record says of its firm: never all, often little."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from demonstration.credentials import certificates_of, languages_of, markets_of
from demonstration.makers import Firm
from demonstration.random_choice import Chance
from partners.registry.records import CertificateRecord, EvidenceRecord, ProfileRecord

_FIRST_CHECK = date(2024, 1, 1)
_CHECKED_WITHIN_DAYS = 1_050  # until the middle of November 2026


@dataclass(frozen=True)
class Kept:
    """How a record is kept: in a hundred, how often each fact is in it; `whole`, how often a
    list of languages or markets is said to leave none out.
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


_FULL = Kept(100, 100, 96, 100, 100, 95, 60, 95, 65)
_PATCHY = Kept(65, 50, 42, 45, 60, 60, 5, 85, 40)
_BARE = Kept(38, 20, 10, 12, 20, 25, 0, 50, 15)
_USUAL = ((_FULL, 25), (_PATCHY, 60), (_BARE, 15))
# Those who live by small orders from abroad keep their records up.
_EAGER = ((_FULL, 72), (_PATCHY, 28))


_FACTS = tuple(name for name in Kept.__dataclass_fields__ if name != "whole")


@dataclass(frozen=True)
class Facts:
    """The record's profile, certificates and evidence."""

    profile: ProfileRecord
    certificates: tuple[CertificateRecord, ...]
    evidence: tuple[EvidenceRecord, ...]


def facts_of(chance: Chance, firm: Firm, speaker: str) -> Facts:
    """What the record of the firm says; `speaker` is the firm's own name."""
    kept = chance.weighed(_EAGER if firm.eager else _USUAL)
    size = firm.scale.size if firm.scale else "small"
    certificates = certificates_of(chance, firm.sector, size, kept.certificates)
    profile = _profile(chance, firm, kept, size)
    evidence = _evidence(chance, firm, profile, speaker) if chance.happens(kept.evidence) else ()
    return Facts(_with_whole_lists(chance, kept, profile), certificates, evidence)


def _profile(chance: Chance, firm: Firm, kept: Kept, size: str) -> ProfileRecord:
    markets = markets_of(chance, size, firm.eager)
    languages = languages_of(chance, markets, firm.eager)
    years = 1 + chance.below(25) if markets else 0
    says = {name: chance.happens(getattr(kept, name)) for name in _FACTS}
    scale = firm.scale
    order = scale.order if scale and says["order"] else None
    capacity = scale.capacity if scale and says["capacity"] else None
    return ProfileRecord(
        minimum_order=order,
        minimum_order_unit=scale.unit if scale and order is not None else "",
        lead_time_days=scale.days if scale and says["days"] else None,
        monthly_capacity=capacity,
        monthly_capacity_unit=scale.unit if scale and capacity is not None else "",
        export_years=years if says["markets"] else None,
        markets=markets if says["markets"] else None,
        languages=languages if says["languages"] else None,
        certificates_complete=says["complete"],
    )


def _with_whole_lists(chance: Chance, kept: Kept, profile: ProfileRecord) -> ProfileRecord:
    languages, markets = chance.happens(kept.whole), chance.happens(kept.whole)
    return replace(
        profile,
        languages_complete=languages and profile.languages is not None,
        markets_complete=markets and profile.markets is not None,
    )


def _evidence(
    chance: Chance, firm: Firm, profile: ProfileRecord, speaker: str
) -> tuple[EvidenceRecord, ...]:
    facts = ["organisation"]
    if chance.happens(50):
        facts.append(f"{firm.offerings[0].verb}:{firm.sector}")
    facts += [
        name
        for name in ("minimum_order", "lead_time_days", "monthly_capacity", "markets")
        if getattr(profile, name) is not None and chance.happens(55)
    ]
    verified = chance.happens(35)
    return tuple(_said(chance, fact, speaker, verified and chance.happens(70)) for fact in facts)


def _said(chance: Chance, fact: str, speaker: str, verified: bool) -> EvidenceRecord:
    return EvidenceRecord(
        fact=fact,
        kind="verified" if verified else "declared",
        speaker="Simulated inspection body" if verified else speaker,
        source="generated for demonstration",
        confidence="high" if verified else "medium",
        checked_on=_FIRST_CHECK + timedelta(days=chance.below(_CHECKED_WITHIN_DAYS)),
    )
