"""Prefectures of the document's own province, and figures with their units."""

from decimal import Decimal

import pytest

from harness.seed_reference import atlas
from priorities.reading.figures import figures_of
from priorities.reading.place_mentions import PlaceMentions
from tests.reading.documents import of_tasks, proposed


def test_a_clause_holds_for_the_places_that_it_names():
    (found,) = of_tasks("支持济南、青岛建设机器人产业园。")
    assert found.places == ("370100", "370200")


def test_without_a_place_a_clause_holds_for_the_province():
    assert of_tasks("建设机器人产业园。")[0].places == ()


def test_places_of_other_provinces_are_no_places():
    assert of_tasks("深化与苏州的集成电路产业合作。")[0].places == ()


def test_a_name_within_a_firm_is_no_place():
    assert PlaceMentions(atlas(), "370000").find("齐鲁银行和青岛银行") == ()


def test_the_bay_area_means_its_cities_in_guangdong():
    assert len(PlaceMentions(atlas(), "440000").find("设立大湾区基金")) == 9
    assert PlaceMentions(atlas(), "370000").find("对接大湾区") == ()


def test_a_place_is_no_province():
    with pytest.raises(KeyError):
        proposed("发展物流。", province="370100")


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("规模突破2000亿元", Decimal("2E11"), "元", "突破"),
        ("增长12.5%", Decimal("12.5"), "%", ""),
        ("超过1.2万家", Decimal(12000), "家", "超过"),
        ("达190Eflops", Decimal(190), "Eflops", "达"),
    ],
)
def test_a_figure_has_a_value_in_single_units(text, value, unit, bound):
    (found,) = figures_of(text)
    assert (found.value, found.unit, found.bound) == (value, unit, bound)


def test_a_year_and_a_generation_are_no_figures():
    assert figures_of("2031年建设5G网络") == ()
