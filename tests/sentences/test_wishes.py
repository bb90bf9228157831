"""Single wishes: how each is written, and what looks like one and is none."""

import pytest

from matcher.briefs.sentence import UnusedReason
from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.phrases import find_phrases
from tests.sentences.world import read


def _brief(words):
    return read(f"toys, {words}").brief


@pytest.mark.parametrize(
    ("words", "quantity", "unit"),
    [
        ("20k pcs/month", 20_000, "piece"),
        ("five hundred pieces", 500, "piece"),
        ("two dozen", 2, "dozen"),
        ("between 100 and 200 units", 100, "piece"),
        ("MOQ: 1,500", 1_500, "piece"),
        ("0.5 million units", 500_000, "piece"),
        ("1000 yards", 914.4, "metre"),
        ("2万-3万件", 20_000, "piece"),
        ("一千五百双", 1_500, "pair"),
        ("起订量五百", 500, "piece"),
        ("3吨", 3, "tonne"),
    ],
)
def test_a_quantity_has_its_unit(words, quantity, unit):
    brief = _brief(words)
    assert (brief["order_quantity"], brief["order_unit"]) == (quantity, unit)


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("3,000 pieces a month", "a month"),
        ("3,000 pieces per week", "per week"),
        ("3,000 pieces/year", "/year"),
        ("每月3000件", "每月3000件"),
        ("3000件/天", "/天"),
        ("年采购量3000件", "年采购量3000件"),
    ],
)
def test_a_quantity_of_a_period_is_one_order_and_the_period_is_told(words, period):
    reading = read(f"toys, {words}")
    assert reading.brief["order_quantity"] == 3_000
    told = [one for one in reading.not_understood if one.reason is UnusedReason.PERIOD]
    assert [reading.text[one.start : one.end].strip() for one in told] == [period]


def test_a_period_apart_from_its_quantity_is_told_and_no_second_quantity():
    reading = read("3,000 knitted sweaters a month from Guangdong")
    assert [one.value for one in reading.understood if one.field == "order_quantity"] == [3_000]
    (told,) = (one for one in reading.not_understood if one.reason is UnusedReason.PERIOD)
    assert reading.text[told.start : told.end] == "a month"


@pytest.mark.parametrize(
    "words",
    ["2 suppliers", "size 42", "2 containers", "IP67", "30x40 cm", "a few hundred", "5 kg each"],
)
def test_other_numbers_are_no_order(words):
    assert "order_quantity" not in _brief(words)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("within 6 weeks", 42),
        ("4-6 weeks lead time", 42),
        ("in 15 working days", 21),
        ("one and a half months, 30 days", 30),
        ("三十天交货", 30),
        ("半个月内发货", 15),
        ("一个半月", 45),
        ("交期45天", 45),
    ],
)
def test_a_lead_time_is_in_days(words, days):
    assert _brief(words)["lead_time_days"] == days


@pytest.mark.parametrize(
    "words",
    [
        "5-year warranty",
        "payment 30 days",
        "net 60 days",
        "质保两年",
        "保质期12个月",
        "by 15 March",
    ],
)
def test_other_times_are_no_lead_time(words):
    reading = read(f"toys, {words}")
    assert "lead_time_days" not in reading.brief
    assert reading.not_understood


@pytest.mark.parametrize(
    ("words", "markets"),
    [
        ("to the Netherlands and Belgium", ["NL", "BE"]),
        ("ship to Texas", ["US"]),
        ("for the German market", ["DE"]),
        ("to Hong Kong", ["HK"]),
        ("出口美国、加拿大", ["US", "CA"]),
        ("发往鹿特丹", ["NL"]),
        ("欧美市场", ["EU", "US"]),
    ],
)
def test_a_market_is_where_goods_go(words, markets):
    assert _brief(words)["markets"] == markets


@pytest.mark.parametrize(
    "words", ["from Germany", "jersey fabric", "to Southeast Asia", "to Georgia", "德国标准"]
)
def test_other_names_are_no_market(words):
    assert "markets" not in _brief(words)


@pytest.mark.parametrize(
    ("words", "provinces"),
    [
        ("Suzhou, Jiangsu", ["320500"]),
        ("in Guangdong or Zhejiang", ["440000", "330000"]),
        ("台州黄岩", ["Huangyan"]),
        ("内蒙古", ["150000"]),
        ("Inner Mongolia", ["150000"]),
        ("near Yiwu", ["Yiwu"]),
        ("長三角", ["YRD"]),
    ],
)
def test_a_place_is_searched_in(words, provinces):
    assert _brief(words)["provinces"] == provinces


@pytest.mark.parametrize(
    "words",
    ["FOB Ningbo", "not from Ningbo", "Suzhou", "不要宁波的", "大理石", "delivered to Shanghai"],
)
def test_other_places_bound_no_search(words):
    reading = read(f"toys, {words}")
    assert "provinces" not in reading.brief
    assert reading.not_understood or "materials" in reading.brief


@pytest.mark.parametrize(
    ("words", "required"),
    [
        ("CE is a must", ["certifications"]),
        ("必须有CE", ["certifications"]),
        ("a must: CE", ["certifications"]),
        ("CE, required", ["certifications"]),
        ("500 pcs with CE a must", ["certifications"]),
        ("30 days is mandatory", ["lead_time_days"]),
    ],
)
def test_a_hard_wish_is_required(words, required):
    assert _brief(words)["require"] == required


@pytest.mark.parametrize(
    "words", ["要有CE", "with CE", "need CE", "CE is not required", "must be nice, CE"]
)
def test_a_wish_is_hard_only_where_the_text_says_so(words):
    assert "require" not in _brief(words)


def test_a_certificate_that_is_not_wanted_is_none():
    reading = read("toys, no CE")
    assert "certifications" not in reading.brief
    assert [one.reason for one in reading.not_understood] == ["against"]


def test_a_certificate_that_nobody_knows_is_kept_as_written():
    assert _brief("ASTM Z9999")["certifications"] == ["ASTM Z9999"]


@pytest.mark.parametrize(
    ("words", "languages"),
    [
        ("English-speaking", ["en"]),
        ("speaks German and French", ["de", "fr"]),
        ("会说西班牙语", ["es"]),
    ],
)
def test_a_language_is_one_that_is_spoken(words, languages):
    assert _brief(words)["languages"] == languages


def test_a_process_beside_goods_is_how_they_are_made():
    brief = read("chairs, powder coated, solid wood").brief
    assert brief["processes"] == ["powder coating"]
    assert brief["materials"] == ["solid wood"]
    assert brief["products"] == ["chairs"]


def test_a_process_says_who_makes_mere_parts():
    brief = read("injection moulded housings for a blender").brief
    assert brief["sectors"] == ["C292"]


def test_machines_are_made_by_no_process_of_their_name():
    assert "processes" not in read("injection moulding machines, toys").brief


def test_hs_codes_are_products():
    assert read("HS 9503.00, Ningbo").brief == {
        "seeking": "manufacturer",
        "products": ["950300"],
        "provinces": ["330200"],
    }


def test_a_word_that_says_nothing_alone_stays_in_the_name_of_goods():
    phrases = find_phrases(BuyerText("contact lenses, please contact us"), lambda words: False)
    assert [one.words for one in phrases] == ["contact lenses"]


def test_packages_of_goods_that_were_named_are_no_goods():
    brief = read("toys, 5,000 boxes, to Germany").brief
    assert brief["products"] == ["toys"]
    assert "order_quantity" not in brief


def test_boxes_alone_are_goods():
    assert read("5,000 boxes with our logo").brief["products"] == ["boxes"]


def test_software_for_planning_is_no_directive():
    assert "certifications" not in read("cloud ERP software for a furniture factory").brief
