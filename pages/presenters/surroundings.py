"""What is shown beside a province's list and scores nothing: figures, gaps in services, doubts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from matcher.reference.reference_data import ReferenceData
from pages.frame.addresses import page_url
from pages.frame.language import language
from pages.presenters.province_tiles import statement_url
from pages.presenters.statement_words import speaker_word
from partners.models import Dataset
from partners.registry.suggestions import is_web_address
from priorities.editions.rows import source_links
from priorities.models import ContextFigure, Doubt
from priorities.queries.priority_queries import context_figures, doubts_about
from priorities.queries.service_gaps import compute_gaps

INDICATORS: Mapping[str, Promise] = {
    "ai_core_revenue": _("revenue of the core AI industry"),
    "auto_manufacturing_value_added_growth": _("growth of value added, car making"),
    "equipment_manufacturing_growth": _("growth of equipment manufacturing"),
    "finance_value_added_growth": _("growth of value added, finance"),
    "fixed_asset_investment_growth": _("growth of fixed asset investment"),
    "gba9_goods_trade": _("goods trade of the nine cities of the Bay Area"),
    "gba9_goods_trade_growth": _("growth of goods trade, nine cities of the Bay Area"),
    "gdp": _("GDP"),
    "gdp_growth": _("growth of GDP"),
    "gdp_growth_target_2026": _("target for the growth of GDP in 2026"),
    "goods_trade": _("goods trade"),
    "goods_trade_growth": _("growth of goods trade"),
    "high_tech_manufacturing_growth": _("growth of high-tech manufacturing"),
    "industrial_investment_growth": _("growth of industrial investment"),
    "industrial_value_added_growth": _("growth of industrial value added"),
    "leasing_and_business_services_growth": _("growth of leasing and business services"),
    "manufacturing_value_added_growth": _("growth of value added, manufacturing"),
    "nev_output": _("output of new energy vehicles"),
    "nev_output_growth": _("growth of the output of new energy vehicles"),
    "new_three_exports_growth": _("growth of exports of electric cars, batteries and solar cells"),
    "producer_services_revenue_growth": _("growth of the revenue of producer services"),
    "secondary_industry_growth": _("growth of secondary industry"),
    "vehicle_exports": _("exports of vehicles"),
    "vehicle_exports_growth": _("growth of exports of vehicles"),
    "vehicle_output": _("output of vehicles"),
    "vehicle_output_growth": _("growth of the output of vehicles"),
    "vehicle_output_national_rank": _("national rank by output of vehicles"),
    "vehicle_output_nev_share": _("share of new energy vehicles in output"),
}
# Sources count in 亿 and 万: the unit in Chinese, in English, and how many of the latter it is.
_UNITS: Mapping[str, tuple[str, str, Decimal]] = {
    "100 million yuan": ("亿元", "billion yuan", Decimal("0.1")),
    "10 thousand vehicles": ("万辆", "million vehicles", Decimal("0.01")),
}
_QUALIFIERS: Mapping[str, Promise] = {
    "about": _("about"),
    "at least": _("at least"),
    "rounded": _("rounded"),
}
_DOUBTS: Mapping[str, Promise] = {
    Doubt.Kind.MONEY: _("Can it be paid for?"),
    Doubt.Kind.CAPACITY: _("Can it be carried out?"),
}
# Of ten classes of services with 35 groups, the greatest shortages.
_GAPS = 15


@dataclass(frozen=True)
class ShownFigure:
    """A figure of the province, and the country's for the same period ("": none is held)."""

    label: Promise | str
    period: str
    value: str
    country: str
    note: str
    url: str
    source: str


@dataclass(frozen=True)
class ShownGap:
    """The demand for a service and its supply in the province; see `service_gaps`."""

    service: str
    url: str
    demand: int
    supply: int
    rank: int
    stated: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownDoubt:
    """A doubt whether promises can be kept: of the province, or of none in particular."""

    asks: Promise
    summary: str
    author: str
    speaker: str
    url: str
    of_province: bool


def shown_figures(province: str) -> list[ShownFigure]:
    """The province's figures."""
    rows = list(context_figures(province))
    country = {(row.indicator, row.period): row for row in rows if row.place_id is None}
    return [_figure(row, country.get((row.indicator, row.period))) for row in rows if row.place_id]


def _figure(row: ContextFigure, country: ContextFigure | None) -> ShownFigure:
    return ShownFigure(
        INDICATORS.get(row.indicator, row.label),
        row.period,
        _amount(row),
        _amount(country) if country else "",
        row.note,
        _link(row.source),
        row.source,
    )


def _amount(row: ContextFigure) -> str:
    """The value as the source prints it, with its unit and how it is hedged; in English in the
    units of English.
    """
    in_chinese, in_english, share = _UNITS.get(row.unit, (row.unit, row.unit, Decimal(1)))
    chinese = language() == "zh"
    number = f"{(row.value if chinese else row.value * share).normalize():,f}"
    if row.unit == "rank":
        return _now("no. %(number)s") % {"number": number}
    span = row.qualifier.removeprefix("range ")
    if span != row.qualifier:
        number = span.replace("-", "–")
    # A percent sign stands by its number, and so does a unit in Chinese.
    unit = "%" if row.unit == "percent" else in_chinese if chinese else in_english
    gap = "" if unit == "%" or chinese else " "
    hedge = "" if span != row.qualifier else _QUALIFIERS.get(row.qualifier, row.qualifier)
    return f"{hedge} {number}{gap}{unit}".strip()


def _link(source: str) -> str:
    return next((one for one in source_links(source) if is_web_address(one)), "")


def shown_gaps(province: str, reference: ReferenceData) -> list[ShownGap]:
    """The greatest shortages of services in the province, from all partners that are not
    simulated.
    """
    datasets = Dataset.objects.filter(simulated=False).values_list("key", flat=True)
    computed = compute_gaps(list(datasets), reference.lists.editions)
    gaps = [one for one in computed if one.province == province and one.demand]
    spoken = language()
    return [
        ShownGap(
            reference.named(one.service)[spoken],
            page_url("sector", one.service),
            one.demand,
            one.supply,
            one.rank,
            tuple(
                (row.title_zh if spoken == "zh" else row.title_en, statement_url(province, row.key))
                for row in one.priorities[:2]
            ),
        )
        for one in gaps[:_GAPS]
    ]


def shown_doubts(province: str) -> list[ShownDoubt]:
    """The doubts about the province, then those about no particular province."""
    return [
        ShownDoubt(
            _DOUBTS[row.kind],
            row.summary,
            row.author,
            speaker_word(row.speaker),
            _link(row.source),
            row.place_id is not None,
        )
        for row in doubts_about(province)
    ]
