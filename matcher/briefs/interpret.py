"""Interpret a brief: every name becomes a code, every quantity has a unit, every fault is found."""

import math
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.faults import Fault
from matcher.briefs.interpreted import InterpretedBrief
from matcher.errors import BriefRefused
from matcher.index.candidate import Quantity
from matcher.reference.reference_data import ReferenceData
from matcher.scoring import weights
from matcher.scoring.compiled_brief import CompiledBrief, compile_brief
from matcher.scoring.operations import DAYS_A_MONTH, handles_goods
from matcher.scoring.wanted import WISHES, Product, Wanted
from partners.errors import NameFault, UnknownName
from partners.models import Dataset, Partner
from partners.names import units
from partners.names.certificates import (
    certificate_key,
    certificate_name,
    find_certificate,
    is_assumed_alias,
)
from partners.names.nearest import nearest_names
from partners.names.resolver import NameResolvers
from partners.names.units import UNITS_BY_SPELLING, to_base_unit
from partners.names.vocabulary import language_code, market_code

# The kinds of sectors that a brief may name as made, and as served.
_MADE = ("manufacturing", "emerging")
_SERVED = ("service",)
_DEFAULT_LIMIT = 20


@dataclass
class _Reader:
    """The brief as it was asked, and all faults found in it: a firm corrects them at once."""

    reference: ReferenceData
    names: NameResolvers
    asked: Mapping[str, Any]
    faults: list[Fault] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    simulated: bool = False

    def refuse(self, pointer: str, detail: str | NameFault, nearest: Sequence[str] = ()) -> None:
        self.faults.append(Fault(pointer, detail, nearest))

    def refuse_unknown(self, pointer: str, name: str, problem: str, known: Collection[str]) -> None:
        """Refuse a name that is none of the known ones, and tell these and the nearest."""
        self.refuse(
            pointer, f"{problem}; these are: {', '.join(known)}", nearest_names(name, known)
        )

    def resolve(self, pointer: str, text: str | None, find: Callable[[str], str]) -> str | None:
        """The code that a name stands for; None where no name is given, and None and a fault where
        it stands for none or for several.
        """
        try:
            return find(text) if text else None
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

    def sector(self, text: str) -> str:
        return self.names.sectors.resolve(text, _MADE).code

    def service(self, text: str) -> str:
        return self.names.sectors.resolve(text, _SERVED).code

    def place(self, text: str) -> str:
        found = self.names.places.resolve(text)
        if town := self.names.places.find_town(text):
            self.assumed.append(f"{found.name_en} ({found.code}), where {town.name} is")
        return found.code

    def single_place(self, text: str) -> str:
        """A place that is no cluster: a client is in one of its members."""
        code = self.place(text)
        if cluster := self.reference.atlas.clusters.get(code):
            raise UnknownName(text, cluster.members, what="single place")
        return code

    def standard(self, text: str) -> str:
        found = certificate_name(text)
        if is_assumed_alias(text):
            self.assumed.append(f"{found}, for {text.strip()}")
        elif find_certificate(text) is None:
            if not certificate_key(text):
                raise UnknownName(text, what="certificate")
            self.assumed.append(f'certificate "{found}", compared as free text')
        return found


def interpret_brief(
    asked: Mapping[str, Any], reference: ReferenceData, names: NameResolvers
) -> InterpretedBrief:
    """Interpret and compile a brief of the right shape (see the API's schema). Raises
    `BriefRefused` with every fault; changes nothing.
    """
    reader = _Reader(reference, names, asked)
    wanted = _wanted(reader)
    _check_coherence(reader, wanted)
    # Only a brief without faults compiles: a name that was not resolved is missing in `wanted`.
    compiled = None if reader.faults else _compile(reader, wanted)
    if reader.faults or compiled is None:
        raise BriefRefused(reader.faults)
    _assume_a_month(reader, wanted)
    return InterpretedBrief(
        compiled, tuple(reader.assumed), reader.simulated, bool(asked.get("datasets"))
    )


def _wanted(reader: _Reader) -> Wanted:
    asked = reader.asked
    client = asked.get("client") or {}
    products = _products(reader)
    return Wanted(
        seeking=asked["seeking"],
        sectors=reader.each("sectors", reader.sector) or _sectors_of(reader, products),
        services=reader.each("services", reader.service),
        products=products,
        client_sector=reader.resolve("/client/sector", client.get("sector"), reader.sector),
        client_place=reader.resolve("/client/place", client.get("place"), reader.single_place),
        provinces=reader.each("provinces", reader.place),
        order=_order(reader),
        lead_time_days=asked.get("lead_time_days"),
        certifications=reader.each("certifications", reader.standard),
        languages=reader.each("languages", language_code),
        markets=reader.each("markets", market_code),
        require=_require(reader),
        weights=_weights(reader),
        datasets=_datasets(reader),
        exclude=_exclude(reader),
        limit=asked.get("limit") or _DEFAULT_LIMIT,
    )


def _products(reader: _Reader) -> tuple[Product, ...]:
    """Words, and HS codes of 4 to 10 digits."""
    found = []
    for n, text in enumerate(reader.asked.get("products") or ()):
        digits = text.upper().removeprefix("HS").replace(".", "").replace(" ", "")
        if not digits.isascii() or not digits.isdigit():
            # Compatible forms, as words are compared: ㎏ is two letters.
            if not any(map(str.isalnum, unicodedata.normalize("NFKC", text))):
                reader.refuse(f"/products/{n}", f"{text!r} holds no letter or digit")
            found.append(Product(text.strip()))
            continue
        if not 4 <= len(digits) <= 10:
            reader.refuse(f"/products/{n}", f"{text!r} is no HS code: 4 to 10 digits are")
        elif not reader.reference.taxonomy.by_hs(digits):
            reader.refuse(
                f"/products/{n}",
                f"HS {text!r} belongs to no manufacturing sector",
                _nearest_hs(reader, digits),
            )
        # Six digits are the same in all countries; what follows is each country's own.
        found.append(Product(digits[:6], is_hs=True))
    return tuple(dict.fromkeys(found))


def _nearest_hs(reader: _Reader, digits: str) -> Sequence[str]:
    known = {
        hs for row in reader.reference.taxonomy.sectors.values() for hs in row.hs if len(hs) == 4
    }
    return nearest_names(digits[:4], sorted(known))


def _sectors_of(reader: _Reader, products: tuple[Product, ...]) -> tuple[str, ...]:
    """The sectors that make the goods of the HS codes, where a brief for makers names none."""
    if reader.asked["seeking"] != "manufacturer" or reader.asked.get("sectors"):
        return ()
    codes = [c for p in products if p.is_hs for c in reader.reference.taxonomy.by_hs(p.text)]
    for code in dict.fromkeys(codes):
        reader.assumed.append(f"sector {code}, from the HS codes")
    return tuple(dict.fromkeys(codes))


def _order(reader: _Reader) -> Quantity | None:
    amount, unit = reader.asked.get("order_quantity"), reader.asked.get("order_unit")
    if amount is None:
        if unit:
            reader.refuse("/order_unit", "a unit without order_quantity says nothing")
        return None
    if not unit:
        reader.assumed.append("order_unit piece")
        unit = "piece"
    known = UNITS_BY_SPELLING.get(unit.strip().casefold())
    if known is None:
        names = [one.name for one in units.UNITS]
        close = nearest_names(unit, UNITS_BY_SPELLING, otherwise=names)
        reader.refuse("/order_unit", f"{unit!r} is no unit; known are {', '.join(names)}", close)
        return None
    return Quantity(*to_base_unit(Decimal(str(amount)), known.name))


def _require(reader: _Reader) -> frozenset[str]:
    asked = reader.asked.get("require") or ()
    for n, wish in enumerate(asked):
        if wish not in WISHES:
            problem = f"{wish!r} is no wish that can be hard"
            reader.refuse_unknown(f"/require/{n}", wish, problem, WISHES)
        elif not reader.asked.get(wish):
            reader.refuse(f"/require/{n}", f"{wish} is required, but the brief does not state it")
    return frozenset(asked)


def _weights(reader: _Reader) -> dict[str, Fraction]:
    found = {}
    for name, weight in (reader.asked.get("weights") or {}).items():
        # A name as a part of a JSON pointer (RFC 6901).
        pointer = f"/weights/{name.replace('~', '~0').replace('/', '~1')}"
        if name not in weights.DEFAULT:
            reader.refuse_unknown(pointer, name, f"{name!r} is no component", weights.DEFAULT)
        elif not math.isfinite(weight) or weight < 0:
            reader.refuse(pointer, f"a weight is a finite number, 0 or more: not {weight}")
        else:
            # By way of its digits: 0.1 as a binary fraction is no tenth.
            found[name] = Fraction(str(weight))
    return found


def _datasets(reader: _Reader) -> frozenset[str]:
    """The datasets asked for; by default all that are not simulated."""
    simulated = dict(Dataset.objects.values_list("key", "simulated"))
    asked = reader.asked.get("datasets") or [key for key, fake in simulated.items() if not fake]
    for n, key in enumerate(asked):
        if key not in simulated:
            problem = f"no dataset is named {key!r}"
            reader.refuse_unknown(f"/datasets/{n}", key, problem, sorted(simulated))
    kinds = {simulated[key] for key in asked if key in simulated}
    if len(kinds) > 1:
        reader.refuse("/datasets", "simulated records are never ranked beside real ones: ask twice")
    reader.simulated = True in kinds
    return frozenset(asked)


def _exclude(reader: _Reader) -> frozenset[int]:
    """The partners named, and for one that was merged since the partner that it became."""
    asked = reader.asked.get("exclude") or ()
    known = dict(Partner.objects.filter(pk__in=asked).values_list("pk", "merged_into"))
    for n, pk in enumerate(asked):
        if pk not in known:
            reader.refuse(f"/exclude/{n}", f"no partner has the id {pk}")
    return frozenset(asked) | {into for into in known.values() if into is not None}


def _check_coherence(reader: _Reader, wanted: Wanted) -> None:
    """Find what is wrong with the brief as a whole."""
    asked = reader.asked
    if wanted.seeking == "manufacturer":
        if asked.get("client"):
            reader.refuse("/client", "a client is whom a service is for: seek a service_provider")
        if not wanted.sectors and not asked.get("sectors") and not reader.faults:
            reader.refuse(
                "/sectors", "say what should be made: a sector, or an HS code in products"
            )
    else:
        if asked.get("sectors"):
            reader.refuse(
                "/sectors",
                "sectors say what should be made; whom a service is for is client.sector",
            )
        if not asked.get("services"):
            reader.refuse("/services", "say what should be done: at least one service")


def _assume_a_month(reader: _Reader, wanted: Wanted) -> None:
    """Capacities are monthly: without a lead time the order is compared with a month's."""
    goods = any(handles_goods(reader.reference, need) for need in wanted.needs)
    if wanted.order and not wanted.lead_time_days and goods:
        days = f"{DAYS_A_MONTH} days"
        reader.assumed.append(f"the whole order within {days}, to compare it with monthly capacity")


def _compile(reader: _Reader, wanted: Wanted) -> CompiledBrief:
    """The brief compiled; a fault where no weight is left to rank by, or where no criterion
    decides a hard wish.
    """
    try:
        compiled = compile_brief(reader.reference, wanted)
    except weights.WeightFault as fault:
        reader.refuse("/weights", str(fault))
        # With the default weights, to find what else is wrong.
        compiled = compile_brief(reader.reference, replace(wanted, weights={}))
    for n, wish in enumerate(reader.asked.get("require") or ()):
        if wish != "provinces" and wish not in compiled.wishes:
            why = "does not apply to these services: none of them handles goods"
            reader.refuse(f"/require/{n}", f"{wish} is required, but {why}")
    return compiled
