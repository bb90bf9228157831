"""Quantities, days and numbers as people write them."""

import datetime as dt
from decimal import Decimal

import pytest

from partners.intake.values import cell_values
from partners.intake.values.cell_values import CellFault
from partners.intake.values.sector_cells import hs_code
from partners.names.latin_names import transliterate


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("500 pcs", (Decimal(500), "piece")),
        ("1,200件", (Decimal(1200), "piece")),
        ("2万件/月", (Decimal(20000), "piece")),
        ("1.5 tons", (Decimal("1.5"), "tonne")),
        ("300 m", (Decimal(300), "metre")),
        ("40 sets per month", (Decimal(40), "set")),
    ],
)
def test_a_quantity_has_a_number_and_a_unit(text, quantity):
    assert cell_values.read_quantity(text) == quantity


@pytest.mark.parametrize("text", ["500", "many", "5 furlongs", ""])
def test_a_quantity_without_a_known_unit_is_refused_with_an_example(text):
    with pytest.raises(CellFault) as refused:
        cell_values.read_quantity(text)
    assert refused.value.suggestion == "500 pieces"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", dt.date(2026, 3, 1)),
        ("2026-03-01 08:00:00", dt.date(2026, 3, 1)),
        ("2026/3/1", dt.date(2026, 3, 1)),
        ("2026年3月1日", dt.date(2026, 3, 1)),
        ("2026年3月", dt.date(2026, 3, 1)),
        ("20260301", dt.date(2026, 3, 1)),
        ("31/12/2026", dt.date(2026, 12, 31)),
    ],
)
def test_a_day_is_read_as_it_is_written(text, day):
    assert cell_values.read_day(text) == day


@pytest.mark.parametrize("text", ["2026-02-30", "soon", "03/04/2026"])
def test_a_day_that_is_none_or_may_be_two_is_refused(text):
    with pytest.raises(CellFault):
        cell_values.read_day(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("30", 30),
        ("4 weeks", 28),
        ("15-20 days", 20),
        ("15天", 15),
        ("1.5 weeks", 11),
        ("30.0", 30),
    ],
)
def test_a_lead_time_is_days(text, days):
    assert cell_values.read_days(text) == days


def test_days_below_0_are_no_lead_time():
    with pytest.raises(CellFault, match="below 0"):
        cell_values.read_days("-5 days")


@pytest.mark.parametrize(
    ("text", "code"), [("6109.10", "610910"), ("6109", "6109"), ("6109100010", "610910")]
)
def test_an_hs_code_has_four_or_six_digits(text, code):
    assert hs_code(text) == code


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("广州青河针织有限公司", "Guangzhou Qinghe Zhenzhi Youxian Gongsi"),
        ("北京ABB电气传动系统有限公司", "Beijing ABB Dianqi Chuandong Xitong Youxian Gongsi"),
        ("重庆长安汽车股份有限公司", "Chongqing Changan Qiche Gufen Youxian Gongsi"),
    ],
)
def test_a_chinese_name_is_transliterated_in_words(name, latin):
    assert transliterate(name) == latin


def test_a_number_below_zero_is_no_unreadable_number():
    with pytest.raises(CellFault, match="is below 0"):
        cell_values.read_number("-7.2")
