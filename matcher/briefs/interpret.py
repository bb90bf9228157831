"""Interpret a brief: every name becomes a code, every quantity has a unit, every fault is found."""

import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db import connection

from core.languages.messages import Message
from matcher.briefs.brief_reader import MADE, SERVED, BriefReader
from matcher.briefs.interpreted import InterpretedBrief
from matcher.errors import BriefRefused
from matcher.index.candidate import Quantity
from matcher.reference.reference_data import ReferenceData
from matcher.scoring import weights
from matcher.scoring.compiled_brief import CompiledBrief, compile_brief
from matcher.scoring.operations import DAYS_A_MONTH, handles_goods
from matcher.scoring.wanted import WISHES, Product, Wanted
from partners.errors import NameFault, UnknownName
from partners.lexicon import Outcome
from partners.lexicon.goods import shared_goods
from partners.models import Partner
from partners.name_resolvers import NameResolvers
from partners.names import making, units
from partners.names.certificates import find_certificate
from partners.names.nearest import nearest_names
from partners.names.units import UNITS_BY_SPELLING, to_base_unit
from partners.names.vocabulary import language_code, market_code

_DEFAULT_LIMIT = 20
# Inspection, testing, certification, standards and metrology services.
TESTING = "PS014"


def interpret_brief(
    asked: Mapping[str, Any], reference: ReferenceData, names: NameResolvers
) -> InterpretedBrief:
    """Interpret and compile a brief of the right shape (see the API's schema). Raises
    `BriefRefused` with every fault; changes nothing.
    """
    reader = BriefReader(reference, names, asked)
    wanted = _wanted(reader)
    _check_coherence(reader, wanted)
    # Only a brief without faults compiles: a name that was not resolved is missing in `wanted`.
    compiled = None if reader.faults else _compile(reader, wanted)
    if reader.faults or compiled is None:
        raise BriefRefused(reader.faults)
    _assume_a_month(reader, wanted)
    return InterpretedBrief(
        compiled,
        tuple(reader.assumed),
        reader.simulated,
        bool(asked.get("datasets")),
        {key: reader.notices[key] for key in sorted(wanted.datasets)},
        bool(asked.get("include_rejected")),
    )


def _wanted(reader: BriefReader) -> Wanted:
    asked = reader.asked
    client = asked.get("client") or {}
    seeking = _seeking(reader)
    products = _products(reader)
    sectors = reader.meanings("sectors", MADE) or _sectors_of(reader, seeking, products)
    services = reader.meanings("services", SERVED)
    certificates = reader.each("certifications", reader.standard)
    tests_for = _tests_for(reader, services, certificates)
    return Wanted(
        seeking=seeking,
        sectors=sectors,
        services=services,
        products=products,
        product_sectors=_product_sectors(reader, seeking, products),
        specialities=_specialities(reader, seeking),
        processes=reader.each("processes", _usual(making.processes())),
        materials=reader.each("materials", _usual(making.materials())),
        client_sector=reader.resolve("/client/sector", client.get("sector"), reader.client_sector),
        client_place=reader.resolve("/client/place", client.get("place"), reader.single_place),
        provinces=reader.each("provinces", reader.place),
        order=_order(reader),
        lead_time_days=asked.get("lead_time_days"),
        certifications=tuple(one for one in certificates if one not in tests_for),
        tests_for=tests_for,
        languages=reader.each("languages", language_code),
        markets=reader.each("markets", market_code),
        require=_require(reader),
        weights=_weights(reader),
        datasets=_datasets(reader),
        exclude=_exclude(reader),
        limit=asked.get("limit") or _DEFAULT_LIMIT,
    )


def _tests_for(
    reader: BriefReader, services: Sequence[str], certificates: Sequence[str]
) -> tuple[str, ...]:
    """The certificates that goods carry, where laboratories are sought: these do not hold them."""
    lineage = reader.reference.taxonomy.lineage
    if not services or not all(TESTING in lineage(code) for code in services):
        return ()
    known = {name: find_certificate(name) for name in certificates}
    return tuple(name for name, row in known.items() if row and not row.applies(lineage(TESTING)))


def _seeking(reader: BriefReader) -> str:
    """The kind of partner that the brief seeks: as it states, or as its fields imply."""
    if seeking := reader.asked.get("seeking"):
        return str(seeking)
    seeking = "service_provider" if reader.asked.get("services") else "manufacturer"
    reader.assume(seeking)
    return seeking


def _usual(names: Mapping[str, str]) -> Callable[[str], str]:
    """From any spelling of a process or material to its usual name; any other word is kept."""

    def usual(text: str) -> str:
        if not any(map(str.isalnum, text)):
            raise UnknownName(text)
        return names.get(text.strip().casefold(), text.strip())

    return usual


def _products(reader: BriefReader) -> tuple[Product, ...]:
    """Words, and HS codes of 4 to 10 digits."""
    found = []
    for n, text in enumerate(reader.asked.get("products") or ()):
        digits = text.upper().removeprefix("HS").replace(".", "").replace(" ", "")
        if not digits.isascii() or not digits.isdigit():
            # Compatible forms, as words are compared: ㎏ is two letters.
            if not any(map(str.isalnum, unicodedata.normalize("NFKC", text))):
                reader.refuse(
                    f"/products/{n}", Message("{text!r} holds no letter or digit", text=text)
                )
            found.append(_product(text))
            continue
        if not 4 <= len(digits) <= 10:
            reader.refuse(
                f"/products/{n}",
                Message("{text!r} is no HS code, which has 4 to 10 digits", text=text),
            )
        elif not reader.reference.taxonomy.by_hs(digits):
            reader.refuse(
                f"/products/{n}",
                Message("HS {text!r} belongs to no manufacturing sector", text=text),
                _nearest_hs(reader, digits),
            )
        # Six digits are the same in all countries; what follows is each country's own.
        found.append(Product(digits[:6], is_hs=True))
    return tuple(dict.fromkeys(found))


def _product(text: str) -> Product:
    """A word, with the names by which firms that make such goods are known."""
    word, goods = text.strip(), shared_goods()
    return Product(word, names=goods.chinese_names(word), translated=goods.translates(word))


def _nearest_hs(reader: BriefReader, digits: str) -> Sequence[str]:
    known = {
        hs for row in reader.reference.taxonomy.sectors.values() for hs in row.hs if len(hs) == 4
    }
    return nearest_names(digits[:4], sorted(known))


def _sectors_of(reader: BriefReader, seeking: str, products: Sequence[Product]) -> tuple[str, ...]:
    """The sectors that make the products, where a brief for makers names none."""
    asked = reader.asked
    if seeking != "manufacturer" or asked.get("sectors"):
        return ()
    codes: dict[str, None] = {}
    for code in [c for p in products if p.is_hs for c in reader.reference.taxonomy.by_hs(p.text)]:
        reader.assume("hs", code=code)
        codes[code] = None
    for n, text in enumerate(asked.get("products") or ()):
        # A product that is no HS code is a word: `_products` has told the faults of the others.
        if _product(text) in products:
            meaning = reader.meaning(f"/products/{n}", text, MADE)
            codes |= dict.fromkeys(row.code for row in meaning.rows) if meaning else {}
    if not products:
        # A process alone names the makers: injection moulding, an injection moulder.
        for n, text in enumerate(asked.get("processes") or ()):
            meaning = reader.meaning(f"/processes/{n}", text, MADE)
            codes |= dict.fromkeys(row.code for row in meaning.rows) if meaning else {}
    return tuple(codes)


def _product_sectors(
    reader: BriefReader, seeking: str, products: Sequence[Product]
) -> tuple[str, ...]:
    """The groups that make goods of the products' names, for sure; in a brief for makers only."""
    if seeking != "manufacturer":
        return ()
    taxonomy, lexicon = reader.reference.taxonomy, reader.names.sectors.lexicon
    found: dict[str, None] = {}
    for product in products:
        if product.is_hs:
            found |= dict.fromkeys(taxonomy.by_hs(product.text))
            continue
        meaning = lexicon.resolve(product.text, ("manufacturing",))
        if meaning.outcome is Outcome.UNDERSTOOD:
            found |= dict.fromkeys(one.code for one in meaning.results)
    return tuple(code for code in found if code in taxonomy.sectors)


def _specialities(reader: BriefReader, seeking: str) -> tuple[Product, ...]:
    """The words for services that are not the names of these: industrial design, of research and
    design.
    """
    if seeking == "manufacturer":
        return ()
    found = []
    for text in reader.asked.get("services") or ():
        with suppress(NameFault):
            if not reader.names.sectors.meaning(text, SERVED).is_named:
                found.append(Product(text.strip()))
    return tuple(dict.fromkeys(found))


def _order(reader: BriefReader) -> Quantity | None:
    amount, unit = reader.asked.get("order_quantity"), reader.asked.get("order_unit")
    if amount is None:
        if unit:
            reader.refuse("/order_unit", "order_unit needs an order_quantity")
        return None
    if not unit:
        reader.assume("piece")
        unit = "piece"
    known = UNITS_BY_SPELLING.get(unit.strip().casefold())
    if known is None:
        names = [one.name for one in units.UNITS]
        close = nearest_names(unit, UNITS_BY_SPELLING, otherwise=names)
        reader.refuse(
            "/order_unit",
            Message("{unit!r} is no unit; known are {names}", unit=unit, names=", ".join(names)),
            close,
        )
        return None
    return Quantity(*to_base_unit(Decimal(str(amount)), known.name))


def _require(reader: BriefReader) -> frozenset[str]:
    asked = reader.asked.get("require") or ()
    for n, wish in enumerate(asked):
        if wish not in WISHES:
            problem = Message("{wish!r} is no wish that can be hard", wish=wish)
            reader.refuse_unknown(f"/require/{n}", wish, problem, WISHES)
        elif wish == "screening":
            if not settings.SCREENING_URL:
                detail = "screening is required, but this service has no provider that screens"
                reader.refuse(f"/require/{n}", detail)
        elif not reader.asked.get(wish):
            reader.refuse(
                f"/require/{n}",
                Message("{wish} is required, but the brief does not state it", wish=wish),
            )
    return frozenset(asked)


def _weights(reader: BriefReader) -> dict[str, Fraction]:
    found = {}
    for name, weight in (reader.asked.get("weights") or {}).items():
        # A name as a part of a JSON pointer (RFC 6901).
        pointer = f"/weights/{name.replace('~', '~0').replace('/', '~1')}"
        if name not in weights.DEFAULT:
            reader.refuse_unknown(
                pointer, name, Message("{name!r} is no component", name=name), weights.DEFAULT
            )
        elif not math.isfinite(weight) or weight < 0:
            reader.refuse(
                pointer,
                Message("a weight is a finite number, 0 or more: not {weight}", weight=weight),
            )
        else:
            # By way of its digits: 0.1 as a binary fraction is no tenth.
            found[name] = Fraction(str(weight))
    return found


def _datasets(reader: BriefReader) -> frozenset[str]:
    """The datasets asked for; by default all that are not simulated."""
    # In the driver's plain rows: of a thousand briefs the query set took a tenth of the time.
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, simulated, notice FROM partners_dataset ORDER BY key")
        rows = cursor.fetchall()
    simulated = {key: fake for key, fake, _ in rows}
    reader.notices = {key: notice for key, _, notice in rows}
    asked = reader.asked.get("datasets") or [key for key, fake in simulated.items() if not fake]
    for n, key in enumerate(asked):
        if key not in simulated:
            problem = Message("no dataset is named {key!r}", key=key)
            reader.refuse_unknown(f"/datasets/{n}", key, problem, sorted(simulated))
    kinds = {simulated[key] for key in asked if key in simulated}
    if len(kinds) > 1:
        reader.refuse("/datasets", "simulated records are never ranked beside real ones: ask twice")
    reader.simulated = True in kinds
    return frozenset(asked)


def _exclude(reader: BriefReader) -> frozenset[int]:
    """The partners named, and for one that was merged since the partner that it became."""
    asked = reader.asked.get("exclude") or ()
    if not asked:
        return frozenset()
    known = dict(Partner.objects.filter(pk__in=asked).values_list("pk", "merged_into"))
    for n, pk in enumerate(asked):
        if pk not in known:
            reader.refuse(f"/exclude/{n}", Message("no partner has the id {pk}", pk=pk))
    return frozenset(asked) | {into for into in known.values() if into is not None}


def _check_coherence(reader: BriefReader, wanted: Wanted) -> None:
    """Refuse fields that do not go together."""
    asked = reader.asked
    if wanted.seeking == "manufacturer":
        if asked.get("client"):
            reader.refuse("/client", "only a service has a client: seek a service_provider")
        if not wanted.sectors and not asked.get("sectors") and not reader.faults:
            reader.refuse(
                "/sectors",
                "say what should be made: a product in any words, a sector or an HS code",
            )
    else:
        if asked.get("sectors"):
            reader.refuse(
                "/sectors",
                "sectors are goods to be made; the sector of a service's client is client.sector",
            )
        if not asked.get("services"):
            reader.refuse("/services", "say what should be done: at least one service")


def _assume_a_month(reader: BriefReader, wanted: Wanted) -> None:
    """Capacities are monthly: without a lead time the order is compared with a month's."""
    goods = any(handles_goods(reader.reference, need) for need in wanted.needs)
    if wanted.order and not wanted.lead_time_days and goods:
        reader.assume("month", days=DAYS_A_MONTH)


def _compile(reader: BriefReader, wanted: Wanted) -> CompiledBrief:
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
            detail = Message(
                "{wish} is required, but does not apply to these services: none of them handles "
                "goods",
                wish=wish,
            )
            reader.refuse(f"/require/{n}", detail)
    return compiled
