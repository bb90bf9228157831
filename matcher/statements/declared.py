"""The facts of a partner with what it declared to one firm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from matcher.index.candidate import (
    TESTS_FOR,
    YOU,
    Candidate,
    Certificates,
    CodeList,
    Declared,
    EvidenceItem,
    HeldCertificate,
    Offer,
    Quantity,
)
from partners.names.units import to_base_unit

Value = Any


@dataclass(frozen=True)
class PartnerSaid:
    """What a partner said to one question, in codes (`questions`), and on which day."""

    value: Value
    on: dt.date


def declare(record: Candidate, said: Mapping[str, PartnerSaid]) -> Candidate:
    """The facts of the record with what the partner said, by question. What was said takes the
    place of what is on record, and a list that may hold more adds to it.
    """
    found = record
    for question, one in sorted(said.items()):
        found = _with(found, question, one.value)
    newest = max(one.on for one in said.values())
    return replace(
        found,
        # One piece of evidence, the partner's own; to nobody but the firm.
        proofs=(*record.proofs, EvidenceItem("declared", YOU, newest)),
        declared=Declared(tuple(sorted(said)), record),
    )


def _with(facts: Candidate, question: str, value: Value) -> Candidate:
    if question not in _FACTS:
        # What confirms a record changes no fact: it is evidence.
        return facts
    name, join = _FACTS[question]
    changed: dict[str, Any] = {name: join(getattr(facts, name), value)}
    return replace(facts, **changed)


def _number(held: int | None, value: Value) -> int:
    return int(value)


def _place(held: str | None, value: Value) -> str:
    # A place on record is corrected there, for all firms.
    return held or str(value)


def _quantity(held: Quantity | None, value: Value) -> Quantity:
    return Quantity(*to_base_unit(Decimal(str(value["amount"])), value["unit"]))


def _listed(held: CodeList, value: Value) -> CodeList:
    codes = frozenset(value["listed"])
    return CodeList(codes, True) if value["complete"] else replace(held, codes=held.codes | codes)


def _certificates(held: Certificates, value: Value) -> Certificates:
    said = {
        one["standard"]: HeldCertificate(
            one["standard"], _day(one["valid_from"]), _day(one["valid_until"])
        )
        for one in value["held"]
    }
    kept = [
        one
        for one in held.held
        if one.standard.startswith(TESTS_FOR) or not (value["complete"] or one.standard in said)
    ]
    rows = sorted((*kept, *said.values()), key=lambda one: one.standard)
    return Certificates(tuple(rows), value["complete"] or held.complete)


def _tests(held: Certificates, standards: Value) -> Certificates:
    """What a laboratory tests for, which no record holds, beside the certificates."""
    tests = tuple(HeldCertificate(f"{TESTS_FOR}{standard}") for standard in standards)
    return replace(held, held=(*held.held, *tests))


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _clients(offers: Sequence[Offer], sectors: Value) -> tuple[Offer, ...]:
    """The offerings with the sectors that the services are for."""
    return tuple(
        replace(one, for_sectors=tuple(sorted({*one.for_sectors, *sectors})))
        if one.verb == "serves"
        else one
        for one in offers
    )


def _named(offers: Sequence[Offer], words: Value) -> tuple[Offer, ...]:
    """An offering more of each sector, with the words and HS codes. As of one that we conclude,
    nobody takes its words for the list of all that is made or done.
    """
    hs = tuple(code for word in words if (code := _hs(word)))
    products = tuple(word for word in words if not _hs(word))
    sectors = dict.fromkeys((offer.verb, offer.sector) for offer in offers)
    named = (
        Offer(verb, sector, products=products, hs=hs, inferred=True) for verb, sector in sectors
    )
    return (*offers, *named)


def _hs(word: str) -> str:
    """The HS code that a word is, of 4 or 6 digits; '' for any other word."""
    digits = word.upper().removeprefix("HS").replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and 4 <= len(digits) <= 10):
        return ""
    return digits[:6] if len(digits) >= 6 else digits[:4]


# The fact that each question asks for, and how what is said joins what is on record of it.
_FACTS: Mapping[str, tuple[str, Callable[[Any, Value], Any]]] = {
    "minimum_order": ("minimum_order", _quantity),
    "capacity": ("monthly_capacity", _quantity),
    "lead_time": ("lead_time_days", _number),
    "languages": ("languages", _listed),
    "markets": ("markets", _listed),
    "certificates": ("certificates", _certificates),
    "validity": ("certificates", _certificates),
    "tests_for": ("certificates", _tests),
    "place": ("place", _place),
    "client_sector": ("offers", _clients),
    "products": ("offers", _named),
    "processes": ("offers", _named),
    "materials": ("offers", _named),
    "specialities": ("offers", _named),
}
