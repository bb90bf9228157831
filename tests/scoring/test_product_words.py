"""Product words are whole words: a tie is no necktie, but T-shirts are t shirts."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matcher.index.same_goods import same_goods
from tests.scoring import generators
from tests.scoring.oracle_words import one_goods

SAME = [
    ("T-shirt", "t shirt"),
    ("T-shirt", "tshirts"),
    ("t shirt", "Knitted T-Shirts"),
    ("TSHIRT", "knitted t-shirts"),
    ("Ｔ－ｓｈｉｒｔ", "t-shirt"),
    ("e-bike", "ebikes and parts"),
    ("hand bag", "handbags"),
    ("shirts", "knitted shirt"),
    ("knitted shirts", "shirts"),
    ("shirts knitted", "knitted shirts"),
    ("battery", "lithium batteries"),
    ("boxes", "gift box"),
    ("dress", "evening dresses"),
    ("watch", "smart watches"),
    ("shoe", "leather shoes"),
    ("cases", "phone case"),
    ("ties", "tie"),
    ("glass", "glasses"),
    ("led", "LED灯"),
    ("plastic puzzles for children", "puzzles"),
    ("puzzles, plastic", "puzzles"),
    ("boxes (gift)", "boxes"),
    ("shirts and trousers", "shirts"),
    ("shirts and trousers", "trousers"),
    ("cotton t shirt", "tshirts"),
    ("travel handbag", "hand bags"),
    ("玩具（塑料）", "玩具"),
    ("针织", "男士针织衫"),
    ("男士针织衫", "针织衫"),
    ("T恤", "男士 t 恤衫"),
    ("衫", "衫"),
]
OTHER = [
    ("tie", "necktie"),
    ("ties", "necktie"),
    ("ear", "gears"),
    ("ear", "pearls"),
    ("t", "knit"),
    # What it is made of, or for, is not what it is.
    ("plastic puzzles", "plastic"),
    ("puzzles, plastic", "plastic"),
    ("kitchen knives", "kitchen"),
    ("boxes for shoes", "shoes"),
    ("塑料玩具", "塑料"),
    ("nylon管", "nylon"),
    ("玩具（塑料）", "塑料"),
    ("cap", "capacitors"),
    ("rug", "drugs"),
    ("oil", "coils"),
    ("pan", "panels"),
    ("hat", "hatchback"),
    ("cape", "caps"),
    ("glass", "glas"),
    ("knitted hats", "knit"),
    # Fewer than four letters stand for nothing longer.
    ("tie clips", "tie"),
    ("oil pumps", "oil"),
    ("lunch box", "box"),
    ("knitted shirts", "woven shirts"),
    ("shirts", "针织衫"),
    ("针织衫", "shirts"),
    ("衫", "针织衫"),
    ("针织衫", "衫"),
    ("机", "机床"),
    ("灯", "LED"),
    ("shirts", "!!!!"),
    ("!!!!", "shirts"),
    ("!!!!", "????"),
]


@pytest.mark.parametrize(("asked", "listed"), SAME)
def test_the_same_goods_in_other_spellings(asked, listed):
    assert same_goods(asked, listed)
    assert one_goods(asked, listed) or "Ｔ" in asked


@pytest.mark.parametrize(("asked", "listed"), OTHER)
def test_letters_that_happen_to_be_inside_are_nothing(asked, listed):
    assert not same_goods(asked, listed)
    assert not one_goods(asked, listed)


def test_what_is_listed_may_be_the_whole_of_what_was_asked_but_not_a_half():
    assert same_goods("cotton knitted shirts for men", "knitted shirts")
    assert not same_goods("cotton knitted shirts for men", "knitted shirts, silk")


@given(
    st.text(alphabet="abest- 针织衫T", max_size=9), st.text(alphabet="abest- 针织衫T", max_size=9)
)
def test_the_slow_reckoning_finds_the_same(asked, listed):
    assert same_goods(asked, listed) is one_goods(asked, listed)


PIECES = (
    *("for", "and", ",", "(", "/", "plastic", "puzzle", "puzzles", "hand", "handbags", "t"),
    *("shirts", "tshirt", "塑料", "玩具", "针织衫"),
)
PHRASE = st.tuples(
    st.sampled_from(("", " ", "-")), st.lists(st.sampled_from(PIECES), max_size=5)
).map(lambda parts: parts[0].join(parts[1]))


@given(PHRASE, PHRASE)
@example("and for plastic", "plastic")
def test_the_slow_reckoning_finds_the_same_thing_named(asked, listed):
    assert same_goods(asked, listed) is one_goods(asked, listed)


@given(st.sampled_from([*generators.ASKED, *generators.WORDS]))
def test_every_word_is_itself(word):
    assert same_goods(word, word)
    assert same_goods(word, word.upper())
    assert same_goods(word.replace(" ", "-"), word)
