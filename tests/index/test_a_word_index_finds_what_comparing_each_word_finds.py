"""A search for needles misses no word that a comparison of every word finds."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from matcher.index.same_goods import WordIndex, ends_in, fold, same_goods
from tests.scoring.test_product_words import OTHER, PHRASE, SAME

LETTERS = st.text(alphabet="abeistyx- 针织衫T恤", max_size=9)
FORMS = st.builds(
    lambda stem, end, join, before: f"{before}{join}{stem}{end}",
    st.sampled_from(("berr", "to", "box", "dress", "watch", "shoe", "tie", "a")),
    st.sampled_from(("", "y", "ies", "s", "es", "ys")),
    st.sampled_from((" ", "-", "")),
    st.sampled_from(("", "t", "red", "针织")),
)
WORDS = LETTERS | FORMS | PHRASE
KNOWN = [word for pair in (*SAME, *OTHER) for word in pair]


@settings(max_examples=400, deadline=None)
@given(WORDS, st.lists(WORDS, max_size=12, unique=True))
@example("toys", ["toy", "toies", "toies red"])
@example("tshirt", ["T恤shirt", "t shirt"])
@example("玩具（塑料）", ["玩具", "塑料"])
def test_the_words_found_are_those_that_are_the_same_goods(asked, words):
    found = WordIndex(words).find_same_goods(asked).tolist()
    assert found == [n for n, word in enumerate(words) if same_goods(asked, word)]


@settings(max_examples=200, deadline=None)
@given(WORDS.filter(fold), st.lists(WORDS, max_size=12, unique=True))
@example("永磁材料", ["烧结钕铁硼永磁材料", "永磁材料设备", "永磁材料 N52"])
def test_the_words_found_by_a_name_are_those_that_end_in_it(name, words):
    found = WordIndex(words).find_ending(name).tolist()
    assert found == [n for n, word in enumerate(words) if ends_in(name, word)]


def test_among_all_known_examples_each_finds_its_own():
    words = list(dict.fromkeys(KNOWN))
    word_index = WordIndex(words)
    for asked in words:
        assert word_index.find_same_goods(asked).tolist() == [
            n for n, word in enumerate(words) if same_goods(asked, word)
        ]


def test_no_words_hold_nothing():
    assert WordIndex([]).find_same_goods("shirts").tolist() == []
