"""Validation of a partner's record before it is written. No Django here.

The functions yield faults as (field, value, reason).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from core.languages.messages import Message
from partners.errors import NameFault, RecordFault, format_choices, nearest_hint
from partners.identity.identifiers import valid_identifier
from partners.lexicon.sector_resolver import SectorResolver
from partners.names import vocabulary
from partners.names.certificates import certificate_key, certificate_name
from partners.names.place_resolver import PlaceResolver
from partners.names.units import UNITS_BY_NAME, UNITS_BY_SPELLING
from partners.reference.atlas import Atlas
from partners.reference.taxonomy import Taxonomy
from partners.registry.consolidation import CURATED
from partners.registry.records import (
    CertificateRecord,
    OfferingRecord,
    PartnerRecord,
    ProfileRecord,
)

FORMS = ("company", "research_institute", "public_body", "unknown")
EVIDENCE_KINDS = ("declared", "reported", "verified", "inferred")
SIZE_CLASSES = ("micro", "small", "medium", "large")
CONFIDENCES = ("high", "medium", "low")
_PROFILE_FACTS = tuple(part.name for part in fields(ProfileRecord) if "unit" not in part.name)
_VERB_KINDS = {"makes": ("manufacturing", "emerging"), "serves": ("service",)}
_LONGEST = {"key": 120, "name_en": 200, "name_zh": 200, "address": 300, "phone": 60}
_RANGES = {
    "lead_time_days": (0, 3650),
    "export_years": (0, 300),
    "employees": (0, 10_000_000),
    "founded": (1500, 2100),
    "overseas_share": (0, 100),
}
_DENIED = re.compile(r"(?:makes|serves|certificate|alias|identifier):.+")
_HS = re.compile(r"\d{4}(\d{2})?")
# The smaller of the two columns for quantities holds 11 digits before the point.
_LARGEST = Decimal(10) ** 11
# A certificate may be granted before it is valid, but a year later than that is a typing error.
_GRANTED_AHEAD = timedelta(days=366)


class RecordValidator:
    """Validator of records for the given places, sectors and day."""

    def __init__(self, atlas: Atlas, taxonomy: Taxonomy, today: date) -> None:
        self._atlas, self._taxonomy, self._today = atlas, taxonomy, today

    # Lazy, because only the message of a fault needs the indexes of all names.
    @cached_property
    def _places(self) -> PlaceResolver:
        return PlaceResolver(self._atlas)

    @cached_property
    def _sectors(self) -> SectorResolver:
        return SectorResolver(self._taxonomy)

    def validate(self, record: PartnerRecord) -> None:
        """Raise `RecordFault` for the first fault, with the nearest right value where there is one.

        A record holds codes, not names: an import resolves names before it makes the record.
        """
        for fault in self._faults(record):
            raise RecordFault(str(record), *fault)

    def _faults(self, record: PartnerRecord) -> Iterator[tuple[str, object, str]]:
        yield from _name_faults(record)
        if record.form not in FORMS:
            yield "form", record.form, _not_one_of(record.form, FORMS)
        if record.place is not None and record.place not in self._atlas.places:
            yield "place", record.place, self._place_hint(record.place)
        for offering in record.offerings:
            yield from self._offering_faults(offering)
        sectors = [f"{offering.verb}:{offering.sector}" for offering in record.offerings]
        yield from _duplicate_faults("offerings", sectors)
        yield from _profile_faults(record.profile)
        for certificate in record.certificates:
            yield from _certificate_faults(certificate, self._today)
        yield from _duplicate_faults(
            "certificates", [part.standard for part in record.certificates]
        )
        yield from _denial_faults(record)
        yield from _evidence_faults(record, {"organisation", *_PROFILE_FACTS, *sectors})
        yield from _check_date_faults(record, self._today)

    def _offering_faults(self, offering: OfferingRecord) -> Iterator[tuple[str, object, str]]:
        kinds = _VERB_KINDS.get(offering.verb)
        if kinds is None:
            yield "offerings.verb", offering.verb, _not_one_of(offering.verb, tuple(_VERB_KINDS))
            return
        sector = self._taxonomy.sectors.get(offering.sector)
        if sector is None or sector.kind not in kinds:
            hint = self._sector_hint(offering.sector, kinds)
            yield f"offerings.{offering.verb}", offering.sector, hint
        for code in offering.for_sectors:
            if code not in self._taxonomy.sectors or code.startswith("PS"):
                hint = self._sector_hint(code, _VERB_KINDS["makes"])
                yield "offerings.for_sectors", code, hint
        yield from _duplicate_faults("offerings.for_sectors", offering.for_sectors)
        for field in ("products", "processes"):
            for word in getattr(offering, field):
                if not 0 < len(word.strip()) <= 80:
                    yield f"offerings.{field}", word, "is not a word of 1 to 80 characters"
        for hs in offering.hs:
            if not _HS.fullmatch(hs):
                yield "offerings.hs", hs, "is not an HS code of 4 or 6 digits"

    def _place_hint(self, text: str) -> str:
        try:
            row = self._places.resolve(text)
        except NameFault as fault:
            return Message("is not the code of a place: {fault}", fault=fault)
        if row.code in self._atlas.clusters:
            return Message("is a cluster: a partner is in a province or a prefecture")
        return Message(
            "is not the code of a place; {name_en} is {code}", name_en=row.name_en, code=row.code
        )

    def _sector_hint(self, text: str, kinds: tuple[str, ...]) -> str:
        try:
            row = self._sectors.resolve(text, kinds)
        except NameFault as fault:
            return Message("does not fit here: {fault}", fault=fault)
        return Message(
            "is not the code of a sector; {name_en} is {code}", name_en=row.name_en, code=row.code
        )


def _name_faults(record: PartnerRecord) -> Iterator[tuple[str, object, str]]:
    if not record.key.strip():
        yield "key", record.key, "is empty: a record needs a key of its own in its dataset"
    # What curators enter may be about a partner that other records name.
    if record.dataset != CURATED and not (record.name_en.strip() or record.name_zh.strip()):
        yield "name_en", record.name_en, "and name_zh are empty: a partner has a name"
    for field, longest in _LONGEST.items():
        value = getattr(record, field)
        if len(value) > longest:
            yield field, value, Message("is longer than {longest} characters", longest=longest)
    for alias in record.aliases:
        if not 0 < len(alias.strip()) <= 200:
            yield "aliases", alias, "is not a name of 1 to 200 characters"
    yield from _duplicate_faults("aliases", record.aliases)
    for identifier in record.identifiers:
        kind, _, value = identifier.partition(":")
        if not value or len(identifier) > 200 or not valid_identifier(kind, value):
            yield "identifiers", identifier, "is not an identifier such as stock:600000.SH"
    yield from _duplicate_faults("identifiers", record.identifiers)


def _profile_faults(profile: ProfileRecord) -> Iterator[tuple[str, object, str]]:
    for field in ("minimum_order", "monthly_capacity"):
        yield from _quantity_faults(
            field, getattr(profile, field), getattr(profile, f"{field}_unit")
        )
    for field, (least, most) in _RANGES.items():
        number = getattr(profile, field)
        if number is not None and not least <= number <= most:
            yield (
                field,
                number,
                Message("is not between {least} and {most}", least=least, most=most),
            )
    if profile.size_class and profile.size_class not in SIZE_CLASSES:
        yield "size_class", profile.size_class, _not_one_of(profile.size_class, SIZE_CLASSES)
    for field in ("markets", "languages"):
        if getattr(profile, f"{field}_complete") and getattr(profile, field) is None:
            yield (
                f"{field}_complete",
                True,
                Message(
                    "is set without a list: give {field}, or an empty list for none", field=field
                ),
            )
    for market in profile.markets or ():
        yield from _spelling_faults("markets", market, vocabulary.market_code)
    for language in profile.languages or ():
        yield from _spelling_faults("languages", language, vocabulary.language_code)
    yield from _duplicate_faults("markets", profile.markets or ())
    yield from _duplicate_faults("languages", profile.languages or ())


def _quantity_faults(
    field: str, number: Decimal | None, unit: str
) -> Iterator[tuple[str, object, str]]:
    if number is None:
        if unit:
            yield f"{field}_unit", unit, Message("is given without {field}", field=field)
        return
    if not number.is_finite() or not 0 <= number < _LARGEST:
        yield field, number, "is not a number from 0 to 99,999,999,999"
    elif number != round(number, 3):
        yield field, number, "has more than three decimals"
    if unit not in UNITS_BY_NAME:
        spelled = UNITS_BY_SPELLING.get(unit.lower())
        hint = (
            Message("; write {name}", name=spelled.name)
            if spelled
            else nearest_hint(unit.lower(), UNITS_BY_NAME)
        )
        yield f"{field}_unit", unit, Message("is not a unit{hint}", hint=hint)


def _certificate_faults(part: CertificateRecord, today: date) -> Iterator[tuple[str, object, str]]:
    if not certificate_key(part.standard) or len(part.standard) > 40:
        reason = "is not a name of at most 40 characters with a letter or digit"
        yield "certificates.standard", part.standard, reason
    yield from _spelling_faults("certificates.standard", part.standard, certificate_name)
    if len(part.issuer) > 160:
        yield "certificates.issuer", part.issuer, "is longer than 160 characters"
    if part.valid_from and part.valid_until and part.valid_until < part.valid_from:
        yield (
            "certificates.valid_until",
            part.valid_until,
            Message("is before {valid_from}", valid_from=part.valid_from),
        )
    if part.valid_from and part.valid_from > today + _GRANTED_AHEAD:
        reason = Message("is more than a year ahead: today is {today} in China", today=today)
        yield "certificates.valid_from", part.valid_from, reason


def _evidence_faults(
    record: PartnerRecord, facts: Collection[str]
) -> Iterator[tuple[str, object, str]]:
    for part in record.evidence:
        if part.fact not in facts:
            yield "evidence.fact", part.fact, _not_one_of(part.fact, tuple(sorted(facts)))
        if part.kind not in EVIDENCE_KINDS:
            yield "evidence.kind", part.kind, _not_one_of(part.kind, EVIDENCE_KINDS)
        if part.confidence not in CONFIDENCES:
            yield "evidence.confidence", part.confidence, _not_one_of(part.confidence, CONFIDENCES)
        if not 0 < len(part.speaker.strip()) <= 200:
            yield "evidence.speaker", part.speaker, "is not a name of 1 to 200 characters"
        if not part.source.strip():
            yield "evidence.source", part.source, "is empty: no source, no fact"


def _denial_faults(record: PartnerRecord) -> Iterator[tuple[str, object, str]]:
    for fact in record.denied:
        if record.dataset != CURATED:
            yield "denied", fact, "is denied by a list: only curators deny facts of other records"
        if not _DENIED.fullmatch(fact):
            yield "denied", fact, "is not a fact such as makes:C182 or certificate:ISO 9001"


def _check_date_faults(record: PartnerRecord, today: date) -> Iterator[tuple[str, object, str]]:
    """Faults of evidence that claims a check on a future day."""
    for part in record.evidence:
        if part.checked_on and part.checked_on > today:
            yield (
                "evidence.checked_on",
                part.checked_on,
                Message("is in the future: today is {today} in China", today=today),
            )


def _spelling_faults(
    field: str, word: str, known: Callable[[str], str]
) -> Iterator[tuple[str, object, str]]:
    """A fault where the word is not the one spelling of its code or name that records hold."""
    try:
        right = known(word)
    except NameFault as fault:
        yield field, word, Message("cannot be kept: {fault}", fault=fault)
        return
    if right != word:
        yield field, word, Message("must be written {right}", right=right)


def _duplicate_faults(field: str, words: Collection[str]) -> Iterator[tuple[str, object, str]]:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            yield field, word, "is given twice"
        seen.add(word)


def _not_one_of(value: str, right: tuple[str, ...]) -> str:
    return Message(
        "is not one of {right}{hint}",
        right=format_choices(right),
        hint=nearest_hint(value.lower(), right),
    )
