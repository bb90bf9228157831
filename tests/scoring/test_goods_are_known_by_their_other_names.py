"""A product is found by its other names: the very word before its kind, its kind before nothing."""

import pytest

from matcher.index.candidate import Offer
from matcher.scoring.wanted import Product
from tests.scoring import factories
from tests.scoring.factories import makes

BEER = Product("beer", names=("啤酒",), translated=True)
CRAFT = Product("craft beer", names=("啤酒",))


def fit(product, *listed: str):
    partner = factories.knitter(offers=(makes("C182", products=tuple(listed)),))
    wanted = factories.knitwear(products=(product,))
    return factories.values(factories.entry_of(factories.reference(), partner, wanted))["fit"]


def test_a_translation_is_as_good_as_the_word():
    assert fit(BEER, "啤酒") == fit(BEER, "beer") == fit(BEER, "瓶装啤酒（500毫升）")


def test_a_name_of_the_kind_stands_between_the_word_and_nothing():
    assert fit(CRAFT, "craft beer") > fit(CRAFT, "啤酒") > fit(CRAFT)


def test_goods_that_end_in_a_name_of_the_kind_are_of_the_kind():
    magnets = Product("钕铁硼永磁体", names=("永磁材料",))
    assert fit(magnets, "烧结钕铁硼永磁材料") == fit(magnets, "永磁材料") > fit(magnets)


def test_a_longer_word_is_not_the_kind():
    assert fit(CRAFT, "啤酒瓶") == fit(CRAFT)


@pytest.mark.parametrize("listed", ["啤酒设备", "白酒"])
def test_other_words_in_chinese_leave_an_english_word_open(listed):
    """They may be names that we do not know."""
    assert fit(BEER, listed) == fit(BEER)


def test_of_a_division_the_name_tells_another_group():
    def narrowed(*more: Offer):
        partner = factories.knitter(offers=(makes("C18"), *more))
        found = factories.entry_of(factories.reference(), partner, factories.knitwear())
        return factories.values(found)["fit"], factories.codes(found, "fit")

    plain, codes = narrowed()
    told, codes_told = narrowed(makes("C181", inferred=True))
    assert told < plain
    assert "fit.wider" in codes
    assert "fit.narrowed" in codes_told
    # What a source states of another group leaves the division as it is.
    assert narrowed(makes("C181"))[0] == plain
