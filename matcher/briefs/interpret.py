"""Understand a brief: every name to a code, every quantity to a unit, or say what is wrong."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.faults import Fault
from matcher.briefs.interpretation import echo
from matcher.errors import BriefRefused
from matcher.index.candidate import Quantity
from matcher.index.same_goods import fold
from matcher.reference.reference_data import ReferenceData
from matcher.scoring import weights
from matcher.scoring.operations import DAYS_A_MONTH, handles_goods
from matcher.scoring.ranking import criteria_of
from matcher.scoring.wanted import WISHES, Product, Wanted
from partners.errors import NameFault, UnknownName
from partners.models import Dataset, Partner
from partners.names import units, vocabulary
from partners.names.nearest import nearest_names
from partners.names.resolver import NameResolvers

MADE = ("manufacturing", "emerging")
DONE = ("service",)


@dataclass(frozen=True)
class Understood:
    """`wanted` is what scoring reads; `echo` is the same for the one who asked. `simulated`: of the
    demonstration's datasets, or of the others; `named`: those that the brief itself names.
    """

    wanted: Wanted
    echo: dict[str, Any]
    simulated: bool
    named: bool


@dataclass
class _Reader:
    """Collects every fault instead of stopping at the first."""

    reference: ReferenceData
    asked: Mapping[str, Any]
    faults: list[Fault] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    simulated: bool = False

    def refuse(self, pointer: str, detail: str | NameFault, nearest: Sequence[str] = ()) -> None:
        self.faults.append(Fault(pointer, detail, nearest))

    def resolve(self, pointer: str, text: str, find: Callable[[str], str]) -> str | None:
        try:
            return find(text)
        except NameFault as fault:
            self.refuse(pointer, fault, fault.nearest)
        return None

    def each(self, name: str, find: Callable[[str], str]) -> tuple[str, ...]:
        """The codes of a list field, once each, in the order asked."""
        found = [
            self.resolve(f"/{name}/{n}", text, find)
            for n, text in enumerate(self.asked.get(name) or ())
        ]
        return tuple(dict.fromkeys(code for code in found if code is not None))


def understand(
    asked: Mapping[str, Any], reference: ReferenceData, names: NameResolvers
) -> Understood:
    """Read a brief of the right shape (see the API's schema). Raises `BriefRefused` naming
    every fault; changes nothing.
    """
    read = _Reader(reference, asked)
    places, sectors = names.places, names.sectors

    def place(text: str) -> str:
        found = places.resolve(text)
        if town := places.find_town(text):
            read.assumed.append(f"{found.name_en} ({found.code}), where {town.name} is")
        return found.code

    def standard(text: str) -> str:
        found = vocabulary.standard_name(text)
        if vocabulary.is_owner_name(text):
            read.assumed.append(f"{found}, for {text.strip()}")
        return found

    def client_place(text: str) -> str:
        code = place(text)
        if code in reference.atlas.clusters:
            raise UnknownName(text, reference.atlas.clusters[code].members, what="single place")
        return code

    client = asked.get("client") or {}
    products = _products(read)
    wanted = Wanted(
        seeking=asked["seeking"],
        sectors=read.each("sectors", lambda text: sectors.resolve(text, MADE).code)
        or _sectors_of(read, products),
        services=read.each("services", lambda text: sectors.resolve(text, DONE).code),
        products=products,
        client_sector=_optional(
            read, "/client/sector", client.get("sector"), lambda t: sectors.resolve(t, MADE).code
        ),
        client_place=_optional(read, "/client/place", client.get("place"), client_place),
        provinces=read.each("provinces", place),
        order=_order(read),
        lead_time_days=asked.get("lead_time_days"),
        certifications=read.each("certifications", standard),
        languages=read.each("languages", vocabulary.language_code),
        markets=read.each("markets", vocabulary.market_code),
        require=_require(read),
        weights=_weights(read),
        datasets=_datasets(read),
        exclude=_exclude(read),
        limit=asked.get("limit") or 20,
    )
    _coherent(read, wanted)
    if read.faults:
        raise BriefRefused(read.faults)
    _assume_a_month(read, wanted)
    named = bool(asked.get("datasets"))
    return Understood(wanted, echo(reference, wanted, read.assumed), read.simulated, named)


def _optional(
    read: _Reader, pointer: str, text: str | None, find: Callable[[str], str]
) -> str | None:
    return read.resolve(pointer, text, find) if text else None


def _products(read: _Reader) -> tuple[Product, ...]:
    """Words, and HS codes of 4 to 10 digits (kept to 6, as far as they are the same everywhere)."""
    found = []
    for n, text in enumerate(read.asked.get("products") or ()):
        digits = text.upper().removeprefix("HS").replace(".", "").replace(" ", "")
        if not digits.isascii() or not digits.isdigit():
            if not fold(text):
                read.refuse(f"/products/{n}", f"{text!r} holds no letter or digit")
            found.append(Product(text.strip()))
            continue
        if not 4 <= len(digits) <= 10:
            read.refuse(f"/products/{n}", f"{text!r} is no HS code: 4 to 10 digits are")
        elif not read.reference.taxonomy.by_hs(digits):
            read.refuse(
                f"/products/{n}",
                f"HS {text!r} belongs to no manufacturing sector",
                _nearest_hs(read, digits),
            )
        found.append(Product(digits[:6], is_hs=True))
    return tuple(dict.fromkeys(found))


def _nearest_hs(read: _Reader, digits: str) -> Sequence[str]:
    known = {
        hs for row in read.reference.taxonomy.sectors.values() for hs in row.hs if len(hs) == 4
    }
    return nearest_names(digits[:4], sorted(known))


def _sectors_of(read: _Reader, products: tuple[Product, ...]) -> tuple[str, ...]:
    """A maker asked for by HS codes alone is asked for by the sectors that make them."""
    if read.asked["seeking"] != "manufacturer" or read.asked.get("sectors"):
        return ()
    codes = [c for p in products if p.is_hs for c in read.reference.taxonomy.by_hs(p.text)]
    for code in dict.fromkeys(codes):
        read.assumed.append(f"sector {code}, from the HS codes")
    return tuple(dict.fromkeys(codes))


def _order(read: _Reader) -> Quantity | None:
    amount, unit = read.asked.get("order_quantity"), read.asked.get("order_unit")
    if amount is None:
        if unit:
            read.refuse("/order_unit", "a unit without order_quantity says nothing")
        return None
    if not unit:
        read.assumed.append("order_unit piece")
        unit = "piece"
    known = units.UNITS_BY_SPELLING.get(unit.strip().casefold())
    if known is None:
        names = [one.name for one in units.UNITS]
        close = nearest_names(unit, units.UNITS_BY_SPELLING, otherwise=names)
        read.refuse("/order_unit", f"{unit!r} is no unit; known are {', '.join(names)}", close)
        return None
    return Quantity(*units.to_base_unit(Decimal(str(amount)), known.name))


def _require(read: _Reader) -> frozenset[str]:
    asked = read.asked.get("require") or ()
    for n, wish in enumerate(asked):
        if wish not in WISHES:
            read.refuse(
                f"/require/{n}",
                f"{wish!r} is no wish that can be hard; these are: {', '.join(WISHES)}",
                nearest_names(wish, WISHES),
            )
        elif not read.asked.get(wish):
            read.refuse(f"/require/{n}", f"{wish} is required, but the brief does not state it")
    return frozenset(asked)


def _token(name: str) -> str:
    """A name as a part of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def _weights(read: _Reader) -> dict[str, Fraction]:
    found = {}
    for name, weight in (read.asked.get("weights") or {}).items():
        if name not in weights.DEFAULT:
            read.refuse(
                f"/weights/{_token(name)}",
                f"{name!r} is no component; these are: {', '.join(weights.DEFAULT)}",
                nearest_names(name, weights.DEFAULT),
            )
        elif not math.isfinite(weight) or weight < 0:
            read.refuse(
                f"/weights/{_token(name)}", f"a weight is a finite number, 0 or more: not {weight}"
            )
        else:
            found[name] = Fraction(str(weight))
    return found


def _datasets(read: _Reader) -> frozenset[str]:
    """Those asked for; by default all that are not simulated. A simulated one stands alone."""
    simulated = dict(Dataset.objects.values_list("key", "simulated"))
    asked = read.asked.get("datasets") or [key for key, fake in simulated.items() if not fake]
    for n, key in enumerate(asked):
        if key not in simulated:
            read.refuse(
                f"/datasets/{n}",
                f"no dataset is named {key!r}; these are: {', '.join(sorted(simulated))}",
                nearest_names(key, simulated),
            )
    kinds = {simulated[key] for key in asked if key in simulated}
    if len(kinds) > 1:
        read.refuse("/datasets", "simulated records are never ranked beside real ones: ask twice")
    read.simulated = True in kinds
    return frozenset(asked)


def _exclude(read: _Reader) -> frozenset[int]:
    """Those named; one that was merged since stands for the record that it is read as."""
    asked = read.asked.get("exclude") or ()
    known = dict(Partner.objects.filter(pk__in=asked).values_list("pk", "merged_into"))
    for n, pk in enumerate(asked):
        if pk not in known:
            read.refuse(f"/exclude/{n}", f"no partner has the id {pk}")
    return frozenset(asked) | {into for into in known.values() if into is not None}


def _coherent(read: _Reader, wanted: Wanted) -> None:
    """What is wrong with the brief as a whole."""
    asked = read.asked
    if wanted.seeking == "manufacturer":
        if asked.get("client"):
            read.refuse("/client", "a client is whom a service is for: seek a service_provider")
        if not wanted.sectors and not asked.get("sectors") and not read.faults:
            read.refuse("/sectors", "say what should be made: a sector, or an HS code in products")
    else:
        if asked.get("sectors"):
            read.refuse(
                "/sectors",
                "sectors say what should be made; whom a service is for is client.sector",
            )
        if not asked.get("services"):
            read.refuse("/services", "say what should be done: at least one service")
    if not read.faults:
        _can_be_judged(read, wanted)


def _assume_a_month(read: _Reader, wanted: Wanted) -> None:
    """Capacities are monthly: without a lead time the order is compared with a month's."""
    goods = any(handles_goods(read.reference, need) for need in wanted.needs)
    if wanted.order and not wanted.lead_time_days and goods:
        days = f"{DAYS_A_MONTH} days"
        read.assumed.append(f"the whole order within {days}, to compare it with monthly capacity")


def _can_be_judged(read: _Reader, wanted: Wanted) -> None:
    """Is there a weight to rank by, and a fact by which each hard wish is decided?"""
    criteria = criteria_of(read.reference, wanted)
    try:
        weights.settle(wanted.weights, [criterion.component for criterion in criteria])
    except weights.WeightFault as fault:
        read.refuse("/weights", str(fault))
    decided = {"provinces", *(criterion.wish for criterion in criteria)}
    for n, wish in enumerate(read.asked.get("require") or ()):
        if wish not in decided:
            why = "does not apply to these services: none of them handles goods"
            read.refuse(f"/require/{n}", f"{wish} is required, but {why}")
