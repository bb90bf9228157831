"""`operations`: order size against minimum order, lead time, capacity."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.candidate import Candidate, Quantity
from matcher.index.columns import MILLION, Quantities
from matcher.index.criterion_values import LazyCohorts, PerFact, Table, Verdicts
from matcher.index.csr import Bytes, Codes, Flags, Longs
from matcher.index.segment_query import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import FAILS, MEETS, MET, MISSED, OPEN, TOP, UNKNOWN, shares
from matcher.reference.sectors import SERVICE
from matcher.scoring.criterion import Criterion, Judgement, unknown
from matcher.scoring.fitting import Fits
from matcher.scoring.wanted import Wanted

# Whole numbers: int64, or Python's own where these would not hold them.
Whole = npt.NDArray[Any]
DAYS_A_MONTH = 30
_CLAIMS = {"minimum_order": 110, "lead_time": 95, "capacity": 50}
# Services that take orders for goods, so that order sizes and days mean something to them
# (own judgement): freight and warehousing, e-commerce support, wholesale and trade.
GOODS_SERVICES = ("PS02", "PS033", "PS09")


def handles_goods(reference: ReferenceData, sector: str) -> bool:
    """May an order of goods mean something to those who offer this sector? It may where only
    the class of such a service is documented.
    """
    taxonomy = reference.taxonomy
    if taxonomy.sectors[sector].kind != "service":
        return True
    return any(
        taxonomy.covers(goods, sector) or taxonomy.covers(sector, goods) for goods in GOODS_SERVICES
    )


def criteria(reference: ReferenceData, wanted: Wanted, fits: Fits) -> list[Criterion]:
    """Nothing where no wanted service handles goods, or nothing was said about the order."""
    if not any(handles_goods(reference, need) for need in wanted.needs):
        return []
    asked = [
        *([_minimum_order(reference, wanted.order)] if wanted.order else []),
        *([_lead_time(reference, wanted.lead_time_days)] if wanted.lead_time_days else []),
        *([_capacity(reference, wanted.order, wanted)] if wanted.order else []),
    ]
    share = shares({one.name: _CLAIMS[one.name] for one in asked}) if asked else {}
    return [
        Criterion(
            "operations",
            one.name,
            share[one.name],
            partial(_judge, reference, fits, one),
            partial(_table, one),
            one.wish,
        )
        for one in asked
    ]


@dataclass(frozen=True)
class _Ask:
    """A wish about goods: `judge` of one partner's fact, `tabulate` of the dictionary's."""

    name: str
    wish: str
    judge: Callable[[Candidate], Judgement]
    tabulate: Callable[[SegmentQuery], PerFact]


def _judge(reference: ReferenceData, fits: Fits, asked: _Ask, one: Candidate) -> Judgement:
    """The fact counts only of partners to whom an order of goods means something; to the others
    a wish does not apply, so that it stops none of them either.
    """
    sectors = fits.sectors(one.offers)
    if sectors and not any(handles_goods(reference, sector) for sector in sectors):
        return Judgement(UNKNOWN, reasons=(reference.reason("operations.no_goods"),))
    return asked.judge(one)


@dataclass(frozen=True)
class _WhereGoods:
    """The same of many: neutral in cohorts that handle no goods."""

    fact: PerFact
    handles: Flags

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        return np.where(
            self.handles.take(cohorts()), self.fact.values(rows, cohorts), np.uint8(UNKNOWN)
        )

    def verdicts(self, rows: Longs, cohorts: LazyCohorts) -> Verdicts:
        return np.where(
            self.handles.take(cohorts()), self.fact.verdicts(rows, cohorts), np.int8(MET)
        )


def _table(asked: _Ask, query: SegmentQuery) -> Table:
    fact = asked.tabulate(query)
    sectors = query.reference.sectors
    if (sectors.kind.take(query.fitting_sectors) == SERVICE).any():
        goods = [
            handles_goods(query.reference, sectors.codes[n]) for n in query.fitting_sectors.tolist()
        ]
        if not all(goods):
            return _WhereGoods(
                fact, query.max_by_fitting_sector(np.array(goods, np.uint8)).astype(np.bool_)
            )
    return fact


def at_most(asked: Any, offered: Any) -> Any:
    """What is offered should not be above what is asked: 200..255, the more room the better;
    at most 90 above it. Whole numbers, or arrays of them.
    """
    room = MEETS + (asked - offered) * (TOP - MEETS) // asked
    return np.where(offered <= asked, room, FAILS * asked // np.maximum(offered, 1))


def at_least(needed: Any, offered: Any) -> Any:
    """What is offered should reach what is needed, in the same numbers."""
    room = MEETS + (offered - needed) * (TOP - MEETS) // np.maximum(offered, 1)
    return np.where(offered >= needed, room, FAILS * offered // needed)


def _millionths(quantity: Quantity) -> int:
    """Whole millionths of the base unit: exact for whatever a record can hold."""
    return max(1, math.floor(quantity.amount * MILLION))


def _exact(number: int) -> Whole:
    """One whole number of any size, for the formulas of many."""
    return np.array(number, object)


def _all_millionths(quantities: Quantities, beside: int, times: int = 1) -> Whole:
    """Each quantity in millionths, so many times, ready to be compared with another number and
    multiplied by 255.
    """
    most = max((int(quantities.whole.max(initial=0)) + 1) * MILLION * times, beside)
    kind: Any = np.int64 if most * TOP < 2**63 else object
    found: Whole = (quantities.whole.astype(kind) * MILLION + quantities.part) * times
    return found


def _verdicts(known: Flags, passes: Flags) -> Verdicts:
    return np.where(known, np.where(passes, MET, MISSED), OPEN).astype(np.int8)


def _look(codes: Codes, known: Flags, passes: Flags, values: Any) -> PerFact:
    found = np.where(known, values, UNKNOWN).astype(np.uint8)
    return PerFact(codes, found, _verdicts(known, passes))


def _in_dimension(query: SegmentQuery, dimension: str) -> Flags:
    """Which of the dictionary's quantities are measured in the dimension."""
    named = np.array([one == dimension for one in query.columns.dictionary.dimensions], np.bool_)
    known = named.take(query.columns.dictionary.quantities.dimension)
    known[0] = False
    return known


def _minimum_order(reference: ReferenceData, order: Quantity) -> _Ask:
    asked = _millionths(order)

    def judge(one: Candidate) -> Judgement:
        minimum = one.minimum_order
        ask = reference.reason("ask.minimum_order", order=plain(order))
        if minimum is None:
            return unknown(ask)
        if minimum.dimension != order.dimension:
            return unknown(
                ask, reference.reason("operations.minimum_other_unit", minimum=plain(minimum))
            )
        offered = _exact(math.ceil(minimum.amount * MILLION))
        passes = bool(offered <= asked)
        reason = Reason(
            "operations.minimum_met" if passes else "operations.minimum_above",
            {"minimum": plain(minimum), "order": plain(order)},
        )
        return Judgement(int(at_most(asked, offered)), meets=passes, reasons=(reason,))

    def tabulate(query: SegmentQuery) -> PerFact:
        offered = _all_millionths(query.columns.dictionary.quantities, asked)
        known = _in_dimension(query, order.dimension)
        codes = query.columns.facts.minimum_order
        return _look(codes, known, offered <= asked, at_most(asked, offered))

    return _Ask("minimum_order", "order_quantity", judge, tabulate)


def _lead_time(reference: ReferenceData, asked: int) -> _Ask:
    def judge(one: Candidate) -> Judgement:
        days = one.lead_time_days
        if days is None:
            return unknown(reference.reason("ask.lead_time", days=asked))
        passes = days <= asked
        reason = Reason(
            "operations.lead_time_met" if passes else "operations.lead_time_above",
            {"days": days, "asked": asked},
        )
        return Judgement(int(at_most(asked, days)), meets=passes, reasons=(reason,))

    def tabulate(query: SegmentQuery) -> PerFact:
        days = query.columns.dictionary.days.astype(np.int64)
        known = np.arange(len(days)) > 0
        return _look(query.columns.facts.lead_time, known, days <= asked, at_most(asked, days))

    return _Ask("lead_time", "lead_time_days", judge, tabulate)


def _capacity(reference: ReferenceData, order: Quantity, wanted: Wanted) -> _Ask:
    """The order within its lead time, as a monthly rate; without a lead time, within a month.
    Compared as capacity x days against order x 30, in whole numbers.
    """
    days = wanted.lead_time_days or DAYS_A_MONTH
    needed = max(1, math.ceil(order.amount * MILLION * DAYS_A_MONTH))
    rate = Quantity(order.dimension, order.amount * DAYS_A_MONTH / days)

    def judge(one: Candidate) -> Judgement:
        capacity = one.monthly_capacity
        ask = reference.reason("ask.capacity", rate=plain(rate))
        if capacity is None:
            return unknown(ask)
        if capacity.dimension != order.dimension:
            return unknown(
                ask, reference.reason("operations.capacity_other_unit", capacity=plain(capacity))
            )
        offered = _exact(math.floor(capacity.amount * MILLION) * days)
        passes = bool(offered >= needed)
        reason = Reason(
            "operations.capacity_met" if passes else "operations.capacity_below",
            {"capacity": plain(capacity), "rate": plain(rate)},
        )
        return Judgement(int(at_least(needed, offered)), meets=passes, reasons=(reason,))

    def tabulate(query: SegmentQuery) -> PerFact:
        offered = _all_millionths(query.columns.dictionary.quantities, needed, days)
        known = _in_dimension(query, order.dimension)
        values = at_least(needed, offered)
        return _look(query.columns.facts.capacity, known, offered >= needed, values)

    return _Ask("capacity", "", judge, tabulate)


def plain(quantity: Quantity) -> dict[str, str]:
    """A quantity as a reason's argument: a readable number and its dimension."""
    amount = quantity.amount.quantize(Decimal("0.001")).normalize()
    return {"amount": f"{amount:f}", "dimension": quantity.dimension}
