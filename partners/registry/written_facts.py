"""Facts of a partner as people write them: in words or codes, merged into what is known.

The members are those of a partner in the API. Every word becomes a code, and every fault is found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from core.faults import Fault, InvalidInput
from core.languages.messages import Message
from partners.errors import NameFault, UnknownName
from partners.identity.identifiers import IDENTIFIERS, identifier_text, valid_identifier
from partners.name_resolvers import NameResolvers
from partners.names.certificates import certificate_key, certificate_name
from partners.names.nearest import nearest_names
from partners.names.units import UNITS, UNITS_BY_SPELLING
from partners.names.vocabulary import language_code, market_code
from partners.reference.atlas import ClusterRow
from partners.registry.records import (
    CertificateRecord,
    OfferingRecord,
    OrganisationFacts,
    ProfileRecord,
)

TEXTS = ("name_en", "name_zh", "address", "phone", "note")
DENIABLE = ("makes", "serves", "certificate", "alias", "identifier")
_KINDS = {"makes": ("manufacturing", "emerging"), "serves": ("service",)}
_AMOUNTS = ("minimum_order", "monthly_capacity")
_DEFAULTS = {part.name: part.default for part in fields(ProfileRecord)}
_LONGEST_STANDARD = 40


class FactsRefused(InvalidInput):
    """Facts that were written have faults; nothing was changed."""

    code = "partner-not-understood"


def merge_written(
    held: OrganisationFacts, changes: Mapping[str, Any], names: NameResolvers
) -> OrganisationFacts:
    """What curators say after the changes: a member that is given replaces the one that is held,
    null removes it, and the members of `profile` are merged one by one (RFC 7396).

    Raises `FactsRefused` with every fault, each with its place and the nearest right values.
    """
    reader = _Reader(names)
    found = {name: reader.member(held, name, value) for name, value in changes.items()}
    if reader.faults:
        raise FactsRefused(reader.faults)
    return replace(held, **{_COLUMNS.get(name, name): value for name, value in found.items()})


_COLUMNS = {"deny": "denied"}


@dataclass
class _Reader:
    """Reads members of a partner; collects all faults."""

    names: NameResolvers
    faults: list[Fault] = field(default_factory=list)

    def member(self, held: OrganisationFacts, name: str, value: Any) -> Any:
        """The value of a field; its default for null."""
        if name == "profile":
            return ProfileRecord() if value is None else self._profile(held.profile, value)
        if name == "place":
            return None if value is None else self._resolve("/place", value, self._place)
        if name == "form":
            return value or "unknown"
        if name in TEXTS:
            return " ".join((value or "").split())
        return self._lists[name](value or ())

    @property
    def _lists(self) -> Mapping[str, Callable[[Sequence[Any]], Any]]:
        return {
            "aliases": lambda words: tuple(dict.fromkeys(" ".join(one.split()) for one in words)),
            "identifiers": lambda words: self._each("/identifiers", words, _identifier),
            "offerings": self._offerings,
            "certificates": self._certificates,
            "deny": lambda words: self._each("/deny", words, self._denied),
        }

    def _resolve(self, pointer: str, text: str, find: Callable[[str], str]) -> str:
        """What the text means; "" and a fault where it means nothing or several things."""
        try:
            return find(text)
        except NameFault as fault:
            self.faults.append(Fault(pointer, fault, fault.nearest))
            return ""

    def _each(
        self, pointer: str, words: Sequence[str], find: Callable[[str], str]
    ) -> tuple[str, ...]:
        found = [self._resolve(f"{pointer}/{n}", text, find) for n, text in enumerate(words)]
        return tuple(dict.fromkeys(found))

    def _place(self, text: str) -> str:
        row = self.names.places.resolve(text)
        if isinstance(row, ClusterRow):
            # A partner is in one of the members, in a province or a prefecture.
            raise UnknownName(text, row.members, what="single place")
        return row.code

    def _sector(self, verb: str) -> Callable[[str], str]:
        return lambda text: self.names.sectors.resolve(text, _KINDS[verb]).code

    def _offerings(self, given: Sequence[Mapping[str, Any]]) -> tuple[OfferingRecord, ...]:
        found: dict[tuple[str, str], OfferingRecord] = {}
        for n, one in enumerate(given):
            at, verb = f"/offerings/{n}", one["verb"]
            code = self._resolve(f"{at}/sector", one["sector"], self._sector(verb))
            if code and (verb, code) in found:
                self.faults.append(
                    Fault(
                        f"{at}/sector",
                        Message("{verb} {code} is given twice", verb=verb, code=code),
                    )
                )
            for_sectors = one.get("for_sectors") or ()
            found[verb, code] = OfferingRecord(
                verb,
                code,
                for_sectors=self._each(f"{at}/for_sectors", for_sectors, self._sector("makes")),
                products=_words(one.get("products")),
                hs=self._each(f"{at}/hs", one.get("hs") or (), _hs),
                processes=_words(one.get("processes")),
                main=bool(one.get("main")),
            )
        return tuple(found.values())

    def _certificates(self, given: Sequence[Mapping[str, Any]]) -> tuple[CertificateRecord, ...]:
        found: dict[str, CertificateRecord] = {}
        for n, one in enumerate(given):
            at = f"/certificates/{n}"
            name = self._resolve(f"{at}/standard", one["standard"], _standard)
            if name and name in found:
                self.faults.append(
                    Fault(f"{at}/standard", Message("{name} is given twice", name=name))
                )
            since, until = _day(one.get("valid_from")), _day(one.get("valid_until"))
            if since and until and until < since:
                self.faults.append(
                    Fault(f"{at}/valid_until", Message("is before {since}", since=since))
                )
            found[name] = CertificateRecord(name, one.get("issuer") or "", since, until)
        return tuple(found.values())

    def _profile(self, held: ProfileRecord, changes: Mapping[str, Any]) -> ProfileRecord:
        found: dict[str, Any] = {}
        for name, value in changes.items():
            at = f"/profile/{name}"
            if name in _AMOUNTS:
                found |= self._amount(name, value)
            elif value is None:
                found[name] = _DEFAULTS[name]
            elif name == "markets":
                found[name] = self._each(at, value, market_code)
            elif name == "languages":
                found[name] = self._each(at, value, language_code)
            else:
                found[name] = value
        return replace(held, **found)

    def _amount(self, name: str, value: Mapping[str, Any] | None) -> dict[str, Any]:
        if value is None:
            return {name: None, f"{name}_unit": ""}
        unit = self._resolve(f"/profile/{name}/unit", value["unit"], _unit)
        return {name: Decimal(str(value["amount"])), f"{name}_unit": unit}

    def _denied(self, text: str) -> str:
        """A fact such as `makes:C182`, from `makes:` and any word for the sector."""
        kind, _, rest = text.partition(":")
        kind, rest = kind.strip().casefold(), " ".join(rest.split())
        if kind not in DENIABLE or not rest:
            near = [f"{one}:…" for one in DENIABLE]
            raise UnknownName(text, near, what="fact such as makes:C182 or certificate:ISO 9001")
        if kind in _KINDS:
            rest = self._sector(kind)(rest)
        elif kind == "certificate":
            rest = _standard(rest)
        elif kind == "identifier":
            rest = _identifier(rest)
        return f"{kind}:{rest}"


def _words(given: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(one.split()) for one in given or ()))


def _identifier(text: str) -> str:
    """`kind:value` in its one spelling. Raises `UnknownName`."""
    kind, _, value = text.partition(":")
    kind = kind.strip().casefold()
    value = identifier_text(kind, value.strip())
    if kind not in IDENTIFIERS:
        near = [f"{one}:…" for one in nearest_names(kind, IDENTIFIERS, otherwise=IDENTIFIERS)]
        raise UnknownName(text, near, what="identifier such as stock:600000.SH")
    if not valid_identifier(kind, value):
        raise UnknownName(
            text, what=Message("{kind} identifier: its form or check digit is wrong", kind=kind)
        )
    return f"{kind}:{value}"


def _hs(text: str) -> str:
    digits = text.upper().removeprefix("HS").replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and 4 <= len(digits) <= 10):
        raise UnknownName(text, what="HS code of 4 to 10 digits")
    # Six digits are the same in all countries; an odd number of digits names no subheading.
    return digits[:6] if len(digits) >= 6 else digits[:4]


def _standard(text: str) -> str:
    name = certificate_name(text)
    if not certificate_key(name) or len(name) > _LONGEST_STANDARD:
        raise UnknownName(
            text,
            what=Message(
                "certificate of at most {longest_standard} characters",
                longest_standard=_LONGEST_STANDARD,
            ),
        )
    return name


def _unit(text: str) -> str:
    known = UNITS_BY_SPELLING.get(text.strip().casefold())
    if known is None:
        near = nearest_names(text, UNITS_BY_SPELLING, otherwise=[unit.name for unit in UNITS])
        raise UnknownName(text, near, what="unit")
    return known.name


def _day(value: Any) -> date | None:
    """A day; changes that waited in the queue hold it as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
