"""`operations`: order size against minimum order, lead time, capacity."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from matcher.scoring.candidate import Offer, Quantity
from matcher.scoring.fitting import Fits
from matcher.scoring.ground import Ground
from matcher.scoring.part import (
    FAILS,
    MEETS,
    TOP,
    UNKNOWN,
    Judgement,
    Part,
    Reason,
    ratio,
    shares,
    unknown,
)
from matcher.scoring.wanted import Wanted

Offers = tuple[Offer, ...]
DAYS_A_MONTH = 30
_CLAIMS = {"minimum_order": 110, "lead_time": 95, "capacity": 50}
# Services that take orders for goods, so that order sizes and days mean something to them
# (own judgement): freight and warehousing, e-commerce support, wholesale and trade.
GOODS_SERVICES = ("PS02", "PS033", "PS09")


def handles_goods(ground: Ground, sector: str) -> bool:
    """May an order of goods mean something to those who offer this sector? It may where only
    the class of such a service is documented.
    """
    taxonomy = ground.taxonomy
    if taxonomy.sectors[sector].kind != "service":
        return True
    return any(
        taxonomy.covers(goods, sector) or taxonomy.covers(sector, goods) for goods in GOODS_SERVICES
    )


def parts(ground: Ground, wanted: Wanted, fits: Fits) -> list[Part]:
    """Nothing where no wanted service handles goods, or nothing was said about the order."""
    if not any(handles_goods(ground, need) for need in wanted.needs):
        return []
    judges: dict[str, tuple[str, Callable[[Any], Judgement]]] = {}
    if wanted.order:
        judges["minimum_order"] = ("order_quantity", partial(_minimum_order, ground, wanted.order))
    if wanted.lead_time_days:
        judges["lead_time"] = ("lead_time_days", partial(_lead_time, ground, wanted.lead_time_days))
    if wanted.order:
        judges["capacity"] = ("", partial(_capacity, ground, _rate(wanted.order, wanted)))
    if not judges:
        return []
    part = shares({name: _CLAIMS[name] for name in judges})
    return [
        Part("operations", name, name, part[name], _where_goods(ground, fits, judge), wish)
        for name, (wish, judge) in judges.items()
    ]


def _where_goods(
    ground: Ground, fits: Fits, judge: Callable[[Any], Judgement]
) -> Callable[[tuple[Any, Offers]], Judgement]:
    """Judge the fact only of partners to whom an order of goods means something; to the others
    a wish does not apply, so that it stops none of them either.
    """

    def judged(value: tuple[Any, Offers]) -> Judgement:
        fact, offers = value
        sectors = fits.sectors(offers)
        if sectors and not any(handles_goods(ground, sector) for sector in sectors):
            return Judgement(UNKNOWN, reasons=(ground.reason("operations.no_goods"),))
        return judge(fact)

    return judged


def meets(asked: Decimal | int, offered: Decimal | int) -> int:
    """200..255: the more room below what was asked, the better."""
    return MEETS + ratio(asked - offered, asked, TOP - MEETS)


def _minimum_order(ground: Ground, order: Quantity, minimum: Quantity | None) -> Judgement:
    ask = ground.reason("ask.minimum_order", order=plain(order))
    if minimum is None:
        return unknown(ask)
    if minimum.dimension != order.dimension:
        return unknown(ask, ground.reason("operations.other_unit", minimum=plain(minimum)))
    args = {"minimum": plain(minimum), "order": plain(order)}
    if minimum.amount <= order.amount:
        return Judgement(
            meets(order.amount, minimum.amount),
            reasons=(Reason("operations.minimum_met", args),),
        )
    return Judgement(
        ratio(order.amount, minimum.amount, FAILS),
        meets=False,
        reasons=(Reason("operations.minimum_above", args),),
    )


def _lead_time(ground: Ground, asked: int, days: int | None) -> Judgement:
    if days is None:
        return unknown(ground.reason("ask.lead_time", days=asked))
    args = {"days": days, "asked": asked}
    if days <= asked:
        return Judgement(meets(asked, days), reasons=(Reason("operations.lead_time_met", args),))
    return Judgement(
        ratio(asked, days, FAILS),
        meets=False,
        reasons=(Reason("operations.lead_time_above", args),),
    )


def _rate(order: Quantity, wanted: Wanted) -> Quantity:
    """The order within its lead time, as a monthly rate; without a lead time, within a month."""
    days = wanted.lead_time_days or DAYS_A_MONTH
    return Quantity(order.dimension, order.amount * DAYS_A_MONTH / days)


def _capacity(ground: Ground, rate: Quantity, capacity: Quantity | None) -> Judgement:
    ask = ground.reason("ask.capacity", rate=plain(rate))
    if capacity is None:
        return unknown(ask)
    if capacity.dimension != rate.dimension:
        return unknown(ask, ground.reason("operations.other_unit", minimum=plain(capacity)))
    args = {"capacity": plain(capacity), "rate": plain(rate)}
    if capacity.amount >= rate.amount:
        room = ratio(capacity.amount - rate.amount, capacity.amount, TOP - MEETS)
        return Judgement(MEETS + room, reasons=(Reason("operations.capacity_met", args),))
    return Judgement(
        ratio(capacity.amount, rate.amount, FAILS),
        meets=False,
        reasons=(Reason("operations.capacity_below", args),),
    )


def plain(quantity: Quantity) -> dict[str, str]:
    """A quantity as a reason's argument: a readable number and its dimension."""
    amount = quantity.amount.quantize(Decimal("0.001")).normalize()
    return {"amount": f"{amount:f}", "dimension": quantity.dimension}
