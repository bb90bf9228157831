"""Pairs in the facts of a record: operations, assurance, trust."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random
from typing import Any

from matcher.index.candidate import (
    Candidate,
    Certificates,
    CodeList,
    EvidenceItem,
    HeldCertificate,
    Quantity,
)
from matcher.scoring.wanted import Wanted
from quality.pairs.pair import KINDS, Kind, Pair, brief, maker, pair
from quality.seeds import DAY


def _pieces(amount: int) -> Quantity:
    return Quantity("count", Decimal(amount))


def _amounts(rng: Random) -> tuple[Candidate, Wanted, int]:
    one = maker(rng)
    amount = rng.choice((100, 500, 2_000, 50_000))
    return one, brief(one, order=_pieces(amount), lead_time_days=30), amount


OPERATIONS: Mapping[str, Callable[[int], tuple[Any, Any]]] = {
    "minimum_order: half, not the whole order": lambda n: (_pieces(n // 2), _pieces(n)),
    "minimum_order: the order, not a tenth more": lambda n: (_pieces(n), _pieces(n + n // 10)),
    "minimum_order: twice, not ten times the order": lambda n: (_pieces(2 * n), _pieces(10 * n)),
    "minimum_order: the order, not unsaid": lambda n: (_pieces(n), None),
    "minimum_order: unsaid, not twice the order": lambda n: (None, _pieces(2 * n)),
    "lead_time_days: 15, not 30": lambda _: (15, 30),
    "lead_time_days: 30, not 31": lambda _: (30, 31),
    "lead_time_days: 40, not 90": lambda _: (40, 90),
    "lead_time_days: 30, not unsaid": lambda _: (30, None),
    "lead_time_days: unsaid, not 60": lambda _: (None, 60),
    "monthly_capacity: four times, not once": lambda n: (_pieces(4 * n), _pieces(n)),
    "monthly_capacity: the order, not nine tenths": lambda n: (_pieces(n), _pieces(n * 9 // 10)),
    "monthly_capacity: half, not a tenth": lambda n: (_pieces(n // 2), _pieces(n // 10)),
    "monthly_capacity: the order, not unsaid": lambda n: (_pieces(n), None),
    "monthly_capacity: unsaid, not half": lambda n: (None, _pieces(n // 2)),
}


def _operation(name: str, values: Callable[[int], tuple[Any, Any]]) -> Kind:
    def make(rng: Random) -> Pair:
        one, wanted, amount = _amounts(rng)
        fact = name.split(":")[0]
        better, worse = values(amount)
        return pair(one, {fact: better}, {fact: worse}, wanted)

    return make


KINDS["operations"] = {name: _operation(name, values) for name, values in OPERATIONS.items()}

# ---- assurance
_VALID = HeldCertificate("ISO 9001", DAY - dt.timedelta(days=90), DAY + dt.timedelta(days=300))
_ENDED = HeldCertificate("ISO 9001", DAY - dt.timedelta(days=900), DAY - dt.timedelta(days=1))
_WISHES = {"certifications": ("ISO 9001",), "languages": ("en",), "markets": ("US",)}
ASSURANCE: Mapping[str, tuple[str, Any, Any]] = {
    "certificate valid, not ended": (
        "certificates",
        Certificates((_VALID,)),
        Certificates((_ENDED,)),
    ),
    "certificate valid, not unsaid": ("certificates", Certificates((_VALID,)), Certificates()),
    "certificate unsaid, not missing from a whole list": (
        "certificates",
        Certificates(),
        Certificates(complete=True),
    ),
    "certificate unsaid, not ended": ("certificates", Certificates(), Certificates((_ENDED,))),
    "language spoken, not unsaid": ("languages", CodeList(frozenset({"en"})), CodeList()),
    "language unsaid, not missing from a whole list": (
        "languages",
        CodeList(frozenset({"zh"})),
        CodeList(frozenset({"zh"}), complete=True),
    ),
    "market sold to, not unsaid": ("markets", CodeList(frozenset({"US"})), CodeList()),
    "market sold to, not missing from a whole list": (
        "markets",
        CodeList(frozenset({"US"}), complete=True),
        CodeList(frozenset({"JP"}), complete=True),
    ),
}


def _assured(fact: str, better: Any, worse: Any) -> Kind:
    def make(rng: Random) -> Pair:
        one = maker(rng)
        return pair(one, {fact: better}, {fact: worse}, brief(one, **_WISHES))

    return make


KINDS["assurance"] = {name: _assured(*said) for name, said in ASSURANCE.items()}


# ---- trust
def _proof(kind_of: str, days: int | None = 30) -> tuple[EvidenceItem, ...]:
    on = None if days is None else DAY - dt.timedelta(days=days)
    return (EvidenceItem(kind_of, "somebody", on),)


TRUST = {
    "verified, not reported": (_proof("verified"), _proof("reported")),
    "reported, not declared": (_proof("reported"), _proof("declared")),
    "declared, not nothing": (_proof("declared"), ()),
    "declared without a date, not nothing": (_proof("declared", None), ()),
    "checked this year, not last": (_proof("verified", 100), _proof("verified", 400)),
    "checked last year, not without a date": (_proof("declared", 400), _proof("declared", None)),
}


def _trusted(better: tuple[EvidenceItem, ...], worse: tuple[EvidenceItem, ...]) -> Kind:
    def make(rng: Random) -> Pair:
        one = maker(rng)
        return pair(one, {"proofs": better}, {"proofs": worse}, brief(one))

    return make


KINDS["trust"] = {name: _trusted(*said) for name, said in TRUST.items()}
