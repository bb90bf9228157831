"""Golden briefs: whom an expert expects at the top, and whom nowhere near it."""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from harness import seed_reference
from matcher.index.candidate import Quantity
from matcher.scoring.wanted import WISHES, Product, Wanted
from partners.lexicon.goods import shared_goods
from partners.lexicon.sector_resolver import SectorResolver
from partners.names.certificates import certificate_name
from partners.names.place_resolver import PlaceResolver
from partners.names.units import UNITS_BY_SPELLING, to_base_unit
from partners.names.vocabulary import language_code, market_code
from partners.registry.records import (
    CertificateRecord,
    EvidenceRecord,
    OfferingRecord,
    PartnerRecord,
    ProfileRecord,
)
from quality import population
from quality.population import Population
from quality.scorecard import Line

FOLDER = Path(__file__).parent
MADE = ("manufacturing", "emerging")


@dataclass(frozen=True)
class Check:
    """`expected`: at rank `within` or better, or before another; else not `within` the first
    (0: not listed at all).
    """

    partner: str
    within: int
    why: str
    expected: bool
    before: str = ""

    def holds(self, ranks: Mapping[str, int]) -> bool:
        rank = ranks.get(self.partner)
        if self.before:
            return rank is not None and rank < ranks.get(self.before, len(ranks) + 1)
        if self.expected:
            return rank is not None and rank <= self.within
        return rank is None or rank > self.within > 0

    def told(self, ranks: Mapping[str, int]) -> str:
        where = f"at {ranks[self.partner]}" if self.partner in ranks else "not listed"
        if self.before:
            wish = f"before {self.before} at {ranks.get(self.before, 'no rank')}"
        else:
            wish = f"{'' if self.expected else 'not '}within {self.within}"
        return f"{self.partner} {where}, {wish}: {self.why}"


@dataclass(frozen=True)
class Golden:
    """A brief, among whom it is asked, and what must come of it."""

    name: str
    among: str
    wanted: Wanted
    checks: tuple[Check, ...]


@cache
def briefs() -> tuple[Golden, ...]:
    """The briefs of `golden.toml`. Raises `ValueError` with the name of an unreadable brief."""
    return tuple(_golden(said) for said in _table("golden.toml", "brief"))


def _table(file: str, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((FOLDER / file).read_text("utf-8"))[name]
    return rows


def _golden(said: Mapping[str, Any]) -> Golden:
    among, name = said["among"], said["name"]
    checks = tuple(
        Check(
            one["partner"],
            one.get("within", 0),
            one["why"],
            expected=kind != "forbidden",
            before=one["before"] if kind == "preferred" else "",
        )
        for kind in ("expected", "forbidden", "preferred")
        for one in said.get(kind, ())
    )
    known = populations()[among].candidates
    for key in (key for check in checks for key in (check.partner, check.before)):
        if key and key not in known:
            raise ValueError(f"{name}: no partner of {among} has the key {key}")
    return Golden(name, among, wanted(said["asks"], among), checks)


@cache
def populations() -> dict[str, Population]:
    every = (made_up(), population.public_record(), population.demonstration())
    return {one.name: one for one in every}


@cache
def made_up() -> Population:
    """The partners of `made_up.toml`."""
    records = (_record(said) for said in _table("made_up.toml", "partner"))
    return population.of_records("made-up", records)


@cache
def _places() -> PlaceResolver:
    return PlaceResolver(seed_reference.atlas())


@cache
def _sectors() -> SectorResolver:
    return SectorResolver(seed_reference.taxonomy())


def wanted(asks: Mapping[str, Any], dataset: str) -> Wanted:
    """A brief in the words of the API as scoring reads it. Raises for a name that is not known."""
    known = {
        "seeking",
        "sectors",
        "services",
        "products",
        "client",
        "provinces",
        "order_quantity",
        "order_unit",
        "lead_time_days",
        "certifications",
        "languages",
        "markets",
        "require",
    }
    if wrong := set(asks) - known | set(asks.get("require", ())) - set(WISHES):
        raise ValueError(f"a brief has no {', '.join(sorted(wrong))}")
    client = asks.get("client", {})
    return Wanted(
        seeking=asks["seeking"],
        sectors=_each(asks, "sectors", lambda text: _sectors().resolve(text, MADE).code),
        services=_each(asks, "services", lambda text: _sectors().resolve(text, ("service",)).code),
        products=tuple(map(_product, asks.get("products", ()))),
        client_sector=_sectors().resolve(client["sector"], MADE).code
        if "sector" in client
        else None,
        client_place=_places().resolve(client["place"]).code if "place" in client else None,
        provinces=_each(asks, "provinces", lambda text: _places().resolve(text).code),
        order=_order(asks),
        lead_time_days=asks.get("lead_time_days"),
        certifications=_each(asks, "certifications", certificate_name),
        languages=_each(asks, "languages", language_code),
        markets=_each(asks, "markets", market_code),
        require=frozenset(asks.get("require", ())),
        datasets=frozenset({dataset}),
    )


def _product(text: str) -> Product:
    if text.isdigit():
        return Product(text, is_hs=True)
    goods = shared_goods()
    return Product(text, names=goods.chinese_names(text), translated=goods.translates(text))


def _each(asks: Mapping[str, Any], name: str, find: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(find(text) for text in asks.get(name, ()))


def _order(asks: Mapping[str, Any]) -> Quantity | None:
    if "order_quantity" not in asks:
        return None
    unit = UNITS_BY_SPELLING[asks.get("order_unit", "piece")].name
    return Quantity(*to_base_unit(Decimal(asks["order_quantity"]), unit))


def _record(said: Mapping[str, Any]) -> PartnerRecord:
    """A made-up partner, in the words of the file."""
    whole = set(said.get("whole", ()))
    order, order_unit = _amount(said.get("minimum_order"))
    capacity, capacity_unit = _amount(said.get("monthly_capacity"))
    return PartnerRecord(
        dataset="made-up",
        key=said["key"],
        place=_places().resolve(said["place"]).code,
        offerings=tuple(map(_offering, said["offers"])),
        profile=ProfileRecord(
            minimum_order=order,
            minimum_order_unit=order_unit,
            lead_time_days=said.get("lead_time_days"),
            monthly_capacity=capacity,
            monthly_capacity_unit=capacity_unit,
            languages=said.get("languages"),
            languages_complete="languages" in whole,
            markets=said.get("markets"),
            markets_complete="markets" in whole,
            certificates_complete="certificates" in whole,
        ),
        certificates=tuple(
            CertificateRecord(certificate_name(name), valid_until=until)
            for name, until in said.get("certificates", {}).items()
        ),
        evidence=tuple(map(_evidence, said.get("evidence", ()))),
    )


def _offering(said: Mapping[str, Any]) -> OfferingRecord:
    verb = "makes" if "makes" in said else "serves"
    return OfferingRecord(
        verb,
        _sectors().resolve(said[verb], ("service",) if verb == "serves" else MADE).code,
        tuple(said.get("for", ())),
        tuple(said.get("products", ())),
        tuple(said.get("hs", ())),
    )


def _amount(text: str | None) -> tuple[Decimal | None, str]:
    if text is None:
        return None, ""
    amount, unit = text.split(maxsplit=1)
    return Decimal(amount), UNITS_BY_SPELLING[unit].name


def _evidence(text: str) -> EvidenceRecord:
    kind, day = text.split()
    return EvidenceRecord(
        "organisation", kind, "made up", "made up", "high", checked_on=dt.date.fromisoformat(day)
    )


def ranks(golden: Golden) -> dict[str, int]:
    """Key -> rank of everyone listed."""
    among = populations()[golden.among]
    return {among.keys[int(pk)]: n for n, pk in enumerate(among.judge(golden.wanted).ids, 1)}


def lines(some: Iterable[Golden]) -> list[Line]:
    """Expected and preferred partners are a figure, forbidden ones a law."""
    found: dict[bool, list[tuple[bool, str]]] = {True: [], False: []}
    for golden in some:
        listed = ranks(golden)
        for check in golden.checks:
            told = f"{golden.name}: {check.told(listed)}"
            found[check.expected].append((check.holds(listed), told))
    return [
        Line(
            "Golden briefs",
            asked,
            sum(held for held, _ in results),
            len(results),
            law=not expected,
            offenders=tuple(told for held, told in results if not held),
        )
        for expected, asked, results in (
            (True, "expected partners where they are expected", found[True]),
            (False, "forbidden partners kept out", found[False]),
        )
    ]
