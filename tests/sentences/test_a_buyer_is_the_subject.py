"""A text may speak of the buyer as of a third: what it is and where it is is not what it seeks."""

import pytest

from tests.sentences.whole_lexicon import read, told
from tests.sentences.world import place_codes


def test_what_a_buyer_is_is_not_sought():
    reading = read("A Thai hotel chain wants bed linen and bath towels from Jiangsu")
    assert reading.brief["products"] == ["bed linen", "bath towels"]
    assert "C348" not in reading.brief["sectors"]


def test_the_country_of_a_buyer_is_a_market():
    assert read("A Swedish retailer is looking for baby strollers").brief["markets"] == ["SE"]


def test_where_a_buyer_is_limits_no_search_for_makers():
    reading = read("A garment maker in Dongguan wants zippers from Fujian")
    assert place_codes(reading.brief["provinces"]) == ["350000"]
    assert told(reading)["in Dongguan"] == "buyer"


def test_a_maker_that_wants_a_service_is_its_client():
    brief = read(
        "A toy factory in Shantou needs a patent attorney, from Guangzhou if possible"
    ).brief
    assert brief["services"] == ["PS013"]
    assert brief["client"]["sector"] == "C245"
    assert place_codes([brief["client"]["place"]]) == ["440500"]
    assert place_codes(brief["provinces"]) == ["440100"]


@pytest.mark.parametrize(
    "text",
    [
        "A Spanish winery wants glass bottles",
        "A ship owner in Spain needs glass bottles",
        "Hotel group in Spain looking for glass bottles",
    ],
)
def test_a_buyer_is_known_by_what_it_wants(text):
    brief = read(text).brief
    assert brief["products"] == ["glass bottles"]
    assert brief["markets"] == ["ES"]


def test_goods_that_need_something_are_sought():
    assert read("The pumps need CE, Zhejiang").brief["products"] == ["pumps"]


def test_a_chinese_maker_that_wants_a_service_is_its_client():
    brief = read("宁波的注塑厂想做ERP，找软件公司").brief
    assert (brief["services"], brief["client"]["sector"]) == (["PS032"], "C292")
    assert place_codes([brief["client"]["place"]]) == ["330200"]


def test_what_is_wanted_of_a_chinese_maker_is_no_wish_of_a_buyer():
    brief = read("玩具厂要有EN71，2000件").brief
    assert (brief["products"], brief["certifications"]) == (["玩具"], ["EN 71"])


def test_a_provider_that_wants_another_service_is_not_sought():
    assert read("A bank in Shanghai wants software").brief["services"] == ["PS032"]


@pytest.mark.parametrize(
    "text",
    [
        "a factory that needs no deposit for ceramic mugs",
        "The supplier needs to be in Zhejiang, ceramic mugs",
        "Ceramic mugs: the maker must be in Zhejiang, we need samples",
    ],
)
def test_a_maker_of_whom_something_is_wanted_is_no_buyer(text):
    brief = read(text).brief
    assert brief["products"] == ["mugs"]
    assert place_codes(brief.get("provinces", [])) in ([], ["330000"])
    assert ("Zhejiang" in text) == ("provinces" in brief)
