"""What the records of a partner say together: the union of their facts. No Django here.

Where records disagree, the first in the order of `precedence` is taken, but a Chinese name with its
legal form comes before a short one; `disagreements` names what the others say. The union depends on
the records alone, so that a record that is moved to another partner and back leaves both as they
were.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import chain
from typing import Any

from partners.identity.comparison import parse
from partners.registry.records import (
    CertificateRecord,
    EvidenceRecord,
    OfferingRecord,
    OrganisationFacts,
    PartnerRecord,
    ProfileRecord,
)

# The dataset of what curators enter: they have seen what the other records say.
CURATED = "curated"
# A fact that is concluded from another, such as a product from the name of a firm.
INFERRED = "inferred"
_KINDS = ("verified", "reported", "declared", INFERRED)
_CONFIDENCES = ("high", "medium", "low")
_SINGLE = ("name_zh", "name_en", "form", "place", "address", "phone")
_UNKNOWN = ("", None, "unknown")
# Facts of the profile that mean something only together.
_TOGETHER = (
    ("minimum_order", "minimum_order_unit"),
    ("lead_time_days",),
    ("monthly_capacity", "monthly_capacity_unit"),
    ("export_years",),
    ("markets", "markets_complete"),
    ("languages", "languages_complete"),
    ("certificates_complete",),
    ("employees",),
    ("size_class",),
    ("founded",),
    ("overseas_share",),
)


@dataclass(frozen=True)
class Statement:
    """A value of a field, and the records (dataset/key) that state it."""

    value: Any
    records: tuple[str, ...]


@dataclass(frozen=True)
class Disagreement:
    """A field on which records disagree: what is taken, and what the others say."""

    field: str
    taken: Statement
    others: tuple[Statement, ...]


def precedence(record: PartnerRecord) -> tuple[Any, ...]:
    """The key by which records sort, the one to be believed first.

    What curators entered, then by the evidence for the organisation: its kind (verified, reported,
    declared), its confidence, the day of its last check; then by dataset and key.
    """
    about = [part for part in record.evidence if part.fact == "organisation"]
    best = min((_evidence_rank(part) for part in about), default=(len(_KINDS), 0, 0))
    return (record.dataset != CURATED, *best, record.dataset, record.key)


def consolidate(records: Iterable[PartnerRecord]) -> OrganisationFacts:
    """The facts of the organisation that all the records are of.

    Raises `ValueError` without a record.
    """
    ordered = sorted(records, key=precedence)
    if not ordered:
        raise ValueError("a partner has at least one record")
    if len(ordered) == 1 and not ordered[0].denied:
        alone = {part.name: getattr(ordered[0], part.name) for part in fields(OrganisationFacts)}
        alone["offerings"] = _offerings(ordered, ())
        return _without_evidence_of_absent_offerings(OrganisationFacts(**alone), alone["offerings"])
    single = {name: _taken(ordered, name) for name in _SINGLE}
    denied = frozenset(_union(one.denied for one in ordered))
    offerings = _offerings(ordered, denied)
    identifiers = _union(one.identifiers for one in ordered)
    aliases = _aliases(ordered, single["name_zh"], single["name_en"])
    facts = OrganisationFacts(
        **single,
        note=" ".join(dict.fromkeys(one.note for one in ordered if one.note)),
        identifiers=tuple(one for one in identifiers if f"identifier:{one}" not in denied),
        aliases=tuple(one for one in aliases if f"alias:{one}" not in denied),
        offerings=offerings,
        profile=_profile(ordered),
        certificates=tuple(
            one for one in _certificates(ordered) if f"certificate:{one.standard}" not in denied
        ),
        evidence=tuple(dict.fromkeys(chain.from_iterable(one.evidence for one in ordered))),
    )
    return _without_evidence_of_absent_offerings(facts, offerings)


def disagreements(records: Iterable[PartnerRecord]) -> list[Disagreement]:
    """The fields on which the records disagree, each value with the records that state it."""
    ordered = sorted(records, key=precedence)
    if len(ordered) < 2:
        return []
    found: list[Disagreement] = []
    for name in _SINGLE:
        said: dict[Any, list[str]] = {}
        for record in ordered:
            if (value := getattr(record, name)) not in _UNKNOWN:
                said.setdefault(value, []).append(str(record))
        found += _disagreement(name, said, _taken(ordered, name))
    for together in _TOGETHER:
        said = {}
        for record in ordered:
            values = tuple(getattr(record.profile, name) for name in together)
            if values != _unknown_profile(together):
                said.setdefault(values, []).append(str(record))
        found += _disagreement(together[0], said, next(iter(said), None))
    return found


def independent_sources(evidence: Iterable[EvidenceRecord]) -> int:
    """The number of speakers that say something of the organisation; a conclusion is no source."""
    return len({part.speaker for part in evidence if part.kind != INFERRED})


def _disagreement(name: str, said: Mapping[Any, Sequence[str]], taken: Any) -> list[Disagreement]:
    if len(said) < 2:
        return []
    statements = {value: Statement(value, tuple(records)) for value, records in said.items()}
    others = tuple(one for value, one in statements.items() if value != taken)
    return [Disagreement(name, statements[taken], others)]


def _taken(ordered: Sequence[PartnerRecord], name: str) -> Any:
    """The first known value; of places the first city in the province that is named first, of
    Chinese names the first that has a legal form, but for the name that a curator entered.
    """
    known = [value for one in ordered if (value := getattr(one, name)) not in _UNKNOWN]
    if not known:
        return getattr(ordered[0], name)
    if name == "name_zh" and ordered[0].dataset != CURATED:
        # 比亚迪 is the short name of 比亚迪股份有限公司, under which the firm is registered.
        return next((one for one in known if parse(one).legal), known[0])
    if name == "place":
        return next((code for code in known if _is_inside(code, known[0])), known[0])
    return known[0]


def _is_inside(code: str, province: str) -> bool:
    """Whether a code of GB/T 2260 is of a city in the province."""
    return province.endswith("0000") and code[:2] == province[:2] and code != province


def _aliases(ordered: Sequence[PartnerRecord], *taken: str) -> tuple[str, ...]:
    names = chain.from_iterable((one.name_zh, one.name_en, *one.aliases) for one in ordered)
    return tuple(sorted({name for name in names if name} - set(taken)))


def _union(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted(set(chain.from_iterable(parts))))


def _offerings(
    ordered: Sequence[PartnerRecord], denied: Collection[str]
) -> tuple[OfferingRecord, ...]:
    """One offering for each verb and sector; concluded ones only where none is documented, or
    where they narrow a documented one.
    """
    found: dict[tuple[str, str], OfferingRecord] = {}
    documented: set[tuple[str, str]] = set()
    for record in ordered:
        concluded = _concluded(record)
        for one in record.offerings:
            if f"{one.verb}:{one.sector}" in denied:
                continue
            key = (one.verb, one.sector)
            is_documented = f"{one.verb}:{one.sector}" not in concluded
            held = found.get(key)
            if held is None or is_documented > (key in documented):
                # What we conclude adds nothing to what a source states.
                found[key] = one
            elif is_documented == (key in documented):
                found[key] = _joined(held, one)
            if is_documented:
                documented.add(key)
    kept = documented | {key for key in found if narrows(*key, documented)}
    return tuple(found[key] for key in sorted(kept or found))


def narrows(verb: str, sector: str, documented: Collection[tuple[str, str]]) -> bool:
    """Is the sector a group of a documented division (C38, C387), or a service of a documented
    class (PS01, PS011), of which no other group is documented? Emerging industries have no groups.
    """
    above = [other for said, other in documented if said == verb and sector.startswith(other)]
    groups = [
        other
        for said, other in documented
        if said == verb and any(other != one and other.startswith(one) for one in above)
    ]
    return bool(above) and not groups and not sector.startswith("EI-")


def concluded_offerings(facts: OrganisationFacts) -> frozenset[str]:
    """The offerings, as `makes:C387`, that we concluded and no record states."""
    said = {part.fact for part in facts.evidence if part.kind != INFERRED}
    return frozenset(part.fact for part in facts.evidence if part.kind == INFERRED) - said


def _concluded(record: PartnerRecord) -> set[str]:
    """The facts of the record for which all evidence is a conclusion."""
    inferred = {part.fact for part in record.evidence if part.kind == INFERRED}
    return inferred - {part.fact for part in record.evidence if part.kind != INFERRED}


def _joined(held: OfferingRecord, other: OfferingRecord) -> OfferingRecord:
    return replace(
        held,
        for_sectors=_union((held.for_sectors, other.for_sectors)),
        products=tuple(dict.fromkeys((*held.products, *other.products))),
        hs=tuple(dict.fromkeys((*held.hs, *other.hs))),
        processes=tuple(dict.fromkeys((*held.processes, *other.processes))),
        main=held.main or other.main,
    )


def _profile(ordered: Sequence[PartnerRecord]) -> ProfileRecord:
    values: dict[str, Any] = {}
    for together in _TOGETHER:
        unknown = _unknown_profile(together)
        said = (tuple(getattr(one.profile, name) for name in together) for one in ordered)
        taken = next((one for one in said if one != unknown), unknown)
        values |= dict(zip(together, taken, strict=True))
    return ProfileRecord(**values)


_UNKNOWN_PROFILE = {part.name: part.default for part in fields(ProfileRecord)}


def _unknown_profile(together: Sequence[str]) -> tuple[Any, ...]:
    return tuple(_UNKNOWN_PROFILE[name] for name in together)


def _certificates(ordered: Sequence[PartnerRecord]) -> tuple[CertificateRecord, ...]:
    """One for each standard: the one that is valid longest, where records give dates."""
    found: dict[str, CertificateRecord] = {}
    for one in chain.from_iterable(record.certificates for record in ordered):
        held = found.get(one.standard)
        if held is None or (one.valid_until or date.min) > (held.valid_until or date.min):
            found[one.standard] = one
    return tuple(found[standard] for standard in sorted(found))


def _without_evidence_of_absent_offerings(
    facts: OrganisationFacts, offerings: Sequence[OfferingRecord]
) -> OrganisationFacts:
    present = {f"{one.verb}:{one.sector}" for one in offerings}
    kept = tuple(part for part in facts.evidence if ":" not in part.fact or part.fact in present)
    return replace(facts, evidence=kept) if kept != facts.evidence else facts


def _evidence_rank(part: EvidenceRecord) -> tuple[int, int, int]:
    checked = part.checked_on.toordinal() if part.checked_on else 0
    return (_KINDS.index(part.kind), _CONFIDENCES.index(part.confidence), -checked)
