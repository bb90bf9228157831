"""`operations`: order size against minimum order, lead time, capacity.

Amounts are compared exactly, as whole millionths of a base unit, and only within a dimension.
"""

import math
from abc import abstractmethod
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from matcher.index.candidate import Candidate, Quantity
from matcher.index.columns import MILLION, Quantities
from matcher.index.criterion_values import LazyCohorts, PerFact, Table, Verdicts
from matcher.index.csr import Bytes, Codes, Flags, Longs
from matcher.index.segment import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import FAILS, MEETS, MET, MISSED, OPEN, TOP, UNKNOWN
from matcher.scoring.criterion import Assessment, Criterion, unknown
from matcher.scoring.wanted import SectorFits, Wanted

# Whole numbers: int64, or Python's own where 64 bits would not hold them.
Whole = npt.NDArray[Any]
# Capacities are stated by month; a lead time of 30 days is taken as one.
DAYS_A_MONTH = 30


def handles_goods(reference: ReferenceData, sector: str) -> bool:
    """`SectorTables.handles_goods` of a sector by its code."""
    return bool(reference.sectors.handles_goods[reference.sectors.numbers[sector]])


def operations_criteria(
    reference: ReferenceData, wanted: Wanted, fits: SectorFits
) -> list[Criterion]:
    """Nothing where no wanted service handles goods, or the brief states nothing of an order."""
    if not any(handles_goods(reference, need) for need in wanted.needs):
        return []
    order, days = wanted.order, wanted.lead_time_days
    criteria: list[Criterion] = []
    if order:
        criteria.append(MinimumOrder(reference, fits, order))
    if days:
        criteria.append(LeadTime(reference, fits, days))
    if order:
        criteria.append(Capacity(reference, fits, order, days or DAYS_A_MONTH))
    return criteria


def at_most(asked: Any, offered: Any) -> Any:
    """The value of what should not be above what is asked: 200..255, the more room the better;
    at most 90 above it. Of whole numbers, or arrays of them.
    """
    # Below the wish the value falls with the ratio, so that a near miss is worth more than a far
    # one, and even the nearest (90) less than an unknown fact (96).
    room = MEETS + (asked - offered) * (TOP - MEETS) // asked
    return np.where(offered <= asked, room, FAILS * asked // np.maximum(offered, 1))


def at_least(needed: Any, offered: Any) -> Any:
    """The value of what should reach what is needed, in the same numbers."""
    room = MEETS + (offered - needed) * (TOP - MEETS) // np.maximum(offered, 1)
    return np.where(offered >= needed, room, FAILS * offered // needed)


@dataclass(frozen=True, eq=False)
class _OrderCriterion(Criterion):
    """A fact about orders of goods. It counts only for partners to which an order of goods means
    something; to the others the wish does not apply, so that it stops none of them either.
    """

    component: ClassVar[str] = "operations"
    reference: ReferenceData
    fits: SectorFits

    @abstractmethod
    def assess_fact(self, candidate: Candidate) -> Assessment:
        """The assessment of a partner that handles goods."""

    @abstractmethod
    def tabulate_facts(self, query: SegmentQuery) -> PerFact:
        """The same of the dictionary's distinct facts."""

    def assess(self, candidate: Candidate) -> Assessment:
        sectors = self.fits.sectors_of(candidate.offers)
        if sectors and not any(handles_goods(self.reference, sector) for sector in sectors):
            return Assessment(UNKNOWN, reasons=(Reason("operations.no_goods"),))
        return self.assess_fact(candidate)

    def tabulate(self, query: SegmentQuery) -> Table:
        facts = self.tabulate_facts(query)
        goods = self.reference.sectors.handles_goods.take(query.fitting_sectors)
        if goods.all():
            # No cohort needs to be looked up.
            return facts
        handles = query.max_by_fitting_sector(goods.astype(np.uint8)).astype(np.bool_)
        return WhereGoods(facts, handles)


@dataclass(frozen=True)
class WhereGoods:
    """Values by fact, but neutral, and no obstacle, in cohorts that handle no goods."""

    facts: PerFact
    handles: Flags

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        values = self.facts.values(rows, cohorts)
        return np.where(self.handles.take(cohorts()), values, np.uint8(UNKNOWN))

    def verdicts(self, rows: Longs, cohorts: LazyCohorts) -> Verdicts:
        verdicts = self.facts.verdicts(rows, cohorts)
        return np.where(self.handles.take(cohorts()), verdicts, np.int8(MET))


def _per_fact(codes: Codes, kinds: int, known: Longs, meets: Flags, values: Whole) -> PerFact:
    """Of so many distinct facts the `known` ones have these values and verdicts; the others are
    unknown.
    """
    by_fact, verdicts = np.full(kinds, UNKNOWN, np.uint8), np.full(kinds, OPEN, np.int8)
    by_fact[known], verdicts[known] = values, np.where(meets, MET, MISSED)
    return PerFact(codes, by_fact, verdicts)


@dataclass(frozen=True, eq=False)
class LeadTime(_OrderCriterion):
    """Days from order to shipment against the days asked for."""

    name: ClassVar[str] = "lead_time"
    claim: ClassVar[int] = 95
    wish: ClassVar[str] = "lead_time_days"
    asked: int

    def assess_fact(self, candidate: Candidate) -> Assessment:
        days = candidate.lead_time_days
        if days is None:
            return unknown(Reason("ask.lead_time", {"days": self.asked}))
        meets = days <= self.asked
        code = "operations.lead_time_met" if meets else "operations.lead_time_above"
        reason = Reason(code, {"days": days, "asked": self.asked})
        return Assessment(int(at_most(self.asked, days)), meets=meets, reasons=(reason,))

    def tabulate_facts(self, query: SegmentQuery) -> PerFact:
        every = query.columns.dictionary.days.astype(np.int64)
        known = np.arange(1, len(every))  # number 0 is unknown
        days = every[known]
        codes, values = query.columns.facts.lead_time, at_most(self.asked, days)
        return _per_fact(codes, len(every), known, days <= self.asked, values)


@dataclass(frozen=True, eq=False)
class MinimumOrder(_OrderCriterion):
    """The partner's minimum order against the size of the order."""

    name: ClassVar[str] = "minimum_order"
    claim: ClassVar[int] = 110
    wish: ClassVar[str] = "order_quantity"
    order: Quantity

    @property
    def asked(self) -> int:
        """The order in millionths of the base unit, rounded down: a minimum is rounded up."""
        return max(1, math.floor(self.order.amount * MILLION))

    def assess_fact(self, candidate: Candidate) -> Assessment:
        minimum = candidate.minimum_order
        ask = Reason("ask.minimum_order", {"order": quantity_args(self.order)})
        if minimum is None:
            return unknown(ask)
        args = {"minimum": quantity_args(minimum)}
        if minimum.dimension != self.order.dimension:
            return unknown(ask, Reason("operations.minimum_other_unit", args))
        # Rounded against the partner, as a capacity is: 150.0000001 is above 150.
        offered = _exact(math.ceil(minimum.amount * MILLION))
        meets = bool(offered <= self.asked)
        code = "operations.minimum_met" if meets else "operations.minimum_above"
        reason = Reason(code, {**args, "order": quantity_args(self.order)})
        return Assessment(int(at_most(self.asked, offered)), meets=meets, reasons=(reason,))

    def tabulate_facts(self, query: SegmentQuery) -> PerFact:
        quantities = query.columns.dictionary.quantities
        known = _in_dimension(query, self.order.dimension)
        offered = _millionths(quantities, known, self.asked)
        codes, values = query.columns.facts.minimum_order, at_most(self.asked, offered)
        return _per_fact(codes, len(quantities.whole), known, offered <= self.asked, values)


@dataclass(frozen=True, eq=False)
class Capacity(_OrderCriterion):
    """Monthly capacity against the order within its lead time; without a lead time, within a
    month. Compared as capacity x days against order x 30, in whole numbers.
    """

    name: ClassVar[str] = "capacity"
    claim: ClassVar[int] = 50
    order: Quantity
    days: int

    @property
    def needed(self) -> int:
        """The order in millionths of the base unit, times the days of a month."""
        return max(1, math.ceil(self.order.amount * MILLION * DAYS_A_MONTH))

    def assess_fact(self, candidate: Candidate) -> Assessment:
        capacity = candidate.monthly_capacity
        monthly = Quantity(self.order.dimension, self.order.amount * DAYS_A_MONTH / self.days)
        rate = {"rate": quantity_args(monthly)}
        ask = Reason("ask.capacity", rate)
        if capacity is None:
            return unknown(ask)
        args = {"capacity": quantity_args(capacity)}
        if capacity.dimension != self.order.dimension:
            return unknown(ask, Reason("operations.capacity_other_unit", args))
        offered = _exact(math.floor(capacity.amount * MILLION) * self.days)
        meets = bool(offered >= self.needed)
        code = "operations.capacity_met" if meets else "operations.capacity_below"
        reason = Reason(code, {**args, **rate})
        return Assessment(int(at_least(self.needed, offered)), meets=meets, reasons=(reason,))

    def tabulate_facts(self, query: SegmentQuery) -> PerFact:
        quantities = query.columns.dictionary.quantities
        known = _in_dimension(query, self.order.dimension)
        offered = _millionths(quantities, known, self.needed, self.days)
        codes, values = query.columns.facts.capacity, at_least(self.needed, offered)
        return _per_fact(codes, len(quantities.whole), known, offered >= self.needed, values)


def _exact(number: int) -> Whole:
    """A whole number of any size, for the formulas of arrays."""
    return np.array(number, object)


def _millionths(quantities: Quantities, chosen: Longs, compared: int, times: int = 1) -> Whole:
    """Each of the chosen quantities in millionths, so many times, of a type that holds 255 times
    the greatest of them and of the number that they are compared with.
    """
    whole = quantities.whole.take(chosen)
    most = max((int(whole.max(initial=0)) + 1) * MILLION * times, compared)
    kind: Any = np.int64 if most * TOP < 2**63 else object
    found: Whole = (whole.astype(kind) * MILLION + quantities.part.take(chosen)) * times
    return found


def _in_dimension(query: SegmentQuery, dimension: str) -> Longs:
    """int64: the dictionary's known quantities that are measured in the dimension."""
    dictionary = query.columns.dictionary
    same = np.array([name == dimension for name in dictionary.dimensions], np.bool_)
    measured = same.take(dictionary.quantities.dimension)
    measured[0] = False  # number 0 is unknown
    return np.flatnonzero(measured)


def quantity_args(quantity: Quantity) -> dict[str, str]:
    """A quantity as a reason's argument: a readable number and its dimension."""
    amount = quantity.amount.quantize(Decimal("0.001")).normalize()
    return {"amount": f"{amount:f}", "dimension": quantity.dimension}
