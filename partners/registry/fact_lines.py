"""The facts of a record as named lines of text, to compare two of them. No Django here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from partners.registry.records import OfferingRecord, OrganisationFacts, ProfileRecord

_SINGLE = ("name_zh", "name_en", "form", "place", "address", "phone", "note")
_UNITS = {"minimum_order": "minimum_order_unit", "monthly_capacity": "monthly_capacity_unit"}


# Facts that two records agree on by naming them, whatever else they say of them.
JOINED = frozenset(("makes", "serves", "certificate", "identifier"))


@dataclass(frozen=True)
class FactLine:
    """A fact of one kind: `kind` is a field, makes, serves, certificate, identifier or denied;
    `of` says which of them ("" where there is only one), such as `C182`, `uscc` or `GOTS`.
    """

    kind: str
    of: str = ""


@dataclass(frozen=True)
class LineChange:
    """A line that differs; "" is nothing."""

    line: FactLine
    before: str
    after: str


@dataclass(frozen=True)
class ComparedLine:
    """A line of two records. `verdict`: same, different, or only_left and only_right where one of
    them says nothing.
    """

    line: FactLine
    left: str
    right: str

    @property
    def verdict(self) -> str:
        if not self.left:
            return "only_right"
        if not self.right:
            return "only_left"
        # Two records that name one sector agree on it, whatever products each of them lists.
        joined = self.line.kind in JOINED - {"identifier"}
        return "same" if joined or self.left == self.right else "different"


def fact_lines(facts: OrganisationFacts) -> dict[FactLine, str]:
    """Line -> text of each known fact, in the order in which people read them."""
    found = {FactLine(name): str(getattr(facts, name) or "") for name in _SINGLE}
    found[FactLine("form")] = "" if facts.form == "unknown" else facts.form
    found[FactLine("aliases")] = "; ".join(facts.aliases)
    for kind, values in _by_kind(facts.identifiers).items():
        found[FactLine("identifier", kind)] = "; ".join(values)
    for offering in facts.offerings:
        found[FactLine(offering.verb, offering.sector)] = _offering(offering)
    for one in facts.certificates:
        found[FactLine("certificate", one.standard)] = _certificate(one)
    found |= _profile(facts.profile)
    for denied in facts.denied:
        found[FactLine("denied", denied)] = "✓"
    found |= _evidence(facts)
    return {line: text for line, text in found.items() if text}


def line_changes(before: OrganisationFacts, after: OrganisationFacts) -> list[LineChange]:
    """The lines that differ."""
    old, new = fact_lines(before), fact_lines(after)
    return [
        LineChange(line, old.get(line, ""), new.get(line, ""))
        for line in dict.fromkeys((*old, *new))
        if old.get(line) != new.get(line)
    ]


def compare_lines(left: OrganisationFacts, right: OrganisationFacts) -> list[ComparedLine]:
    """Every line that one of the two has, but for the evidence."""
    mine, other = fact_lines(left), fact_lines(right)
    return [
        ComparedLine(line, mine.get(line, ""), other.get(line, ""))
        for line in sorted(dict.fromkeys((*mine, *other)), key=_order)
        if line.kind != "evidence"
    ]


_ORDER = (*_SINGLE[:2], "aliases", *_SINGLE[2:6], "identifier", "makes", "serves", "certificate")


def _order(line: FactLine) -> int:
    return _ORDER.index(line.kind) if line.kind in _ORDER else len(_ORDER)


def _by_kind(identifiers: Iterable[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in identifiers:
        kind, _, value = one.partition(":")
        found.setdefault(kind, []).append(value)
    return found


def _offering(one: OfferingRecord) -> str:
    parts = (
        ", ".join(one.products),
        f"HS {', '.join(one.hs)}" if one.hs else "",
        ", ".join(one.processes),
        f"→ {', '.join(one.for_sectors)}" if one.for_sectors else "",
        "★" if one.main else "",
    )
    return "; ".join(part for part in parts if part) or "✓"


def _certificate(one: Any) -> str:
    dates = f"{one.valid_from or ''}…{one.valid_until or ''}".strip("…")
    if one.valid_until and not one.valid_from:
        dates = f"…{one.valid_until}"
    return "; ".join(part for part in (one.issuer, dates) if part) or "✓"


def _profile(profile: ProfileRecord) -> dict[FactLine, str]:
    found: dict[FactLine, str] = {}
    for part in fields(ProfileRecord):
        value = getattr(profile, part.name)
        if value == part.default or part.name in _UNITS.values():
            continue
        text = ", ".join(value) or "–" if isinstance(value, tuple) else _amount(value)
        unit = getattr(profile, _UNITS.get(part.name, ""), "")
        found[FactLine(part.name)] = f"{text} {unit}".strip()
    return found


def _amount(value: Any) -> str:
    if value is True:
        return "✓"
    # The column keeps three decimals: 70.000 would be taken for seventy thousand.
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)


def _evidence(facts: OrganisationFacts) -> dict[FactLine, str]:
    found: dict[FactLine, str] = {}
    for one in facts.evidence:
        line = FactLine("evidence", one.fact)
        text = f"{one.speaker}: {one.source} ({one.kind}, {one.confidence})"
        found[line] = f"{found[line]}; {text}" if line in found else text
    return found
