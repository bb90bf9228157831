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
