"""What holds for every name: a part of it is found by its pieces, a slip costs one."""

from string import ascii_lowercase

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partners.search.fit import Fit, edit_distance
from partners.search.name_keys import key, letters, pairs, piece_keys, slips
from partners.search.name_parts import CHINESE, LATIN, NameParts, from_lines
from partners.search.rank_bands import BANDS, in_band
from partners.search.typed_text import TypedText

LATIN_WORD = st.text("abcdeghilmnorstuxyz", min_size=1, max_size=9)
SIGNS = st.text("新明珠陶瓷佛山东方", min_size=1, max_size=12)


def names():
    latin = st.tuples(st.lists(LATIN_WORD, max_size=2), st.lists(LATIN_WORD, min_size=1))
    chinese = st.tuples(st.text("佛山", max_size=2), SIGNS)
    return latin.map(lambda one: NameParts(LATIN, tuple(one[0]), tuple(one[1]), "limited")) | (
        chinese.map(lambda one: NameParts(CHINESE, tuple(one[0]), tuple(one[1]), "有限公司"))
    )


@given(names(), st.data())
def test_a_part_of_a_name_has_only_keys_of_the_name(name, data):
    start = data.draw(st.integers(0, len(name.body) - 1))
    part = name.body[start : data.draw(st.integers(start + 1, len(name.body)))]
    pieces = pairs if name.kind == CHINESE else letters
    # The pieces of endless names end.
    if len(name.body) <= 80:
        assert set(pieces(part)) <= set(piece_keys(name))


def test_no_key_of_initials_in_one_band_is_another_in_a_second_band():
    initials = [key("first initials", f"{one}{two}") for one in ascii_lowercase for two in "abcxyz"]
    keys = [in_band(one, band) for one in initials for band in BANDS]
    assert len(set(keys)) == len(keys)


@given(st.lists(names(), min_size=1))
def test_the_lines_of_an_entry_hold_its_names(given_names):
    assert list(from_lines("\n".join(name.line() for name in given_names))) == given_names


@given(st.text("abcde", min_size=5, max_size=9), st.data())
def test_a_short_text_shares_a_key_with_each_slip_of_it(text, data):
    at = data.draw(st.integers(0, len(text) - 2))
    slipped = data.draw(
        st.sampled_from(
            [
                text[:at] + "x" + text[at + 1 :],
                text[:at] + text[at + 1 :],
                text[:at] + "x" + text[at:],
                text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            ]
        )
    )
    assert slips(text) & slips(slipped)


@given(st.text("abc", min_size=1, max_size=12), st.text("abc", max_size=12))
@example("ab", "ba")
@example("abcdef", "abdcef")
def test_the_distance_is_that_of_a_slow_second_reckoning(left, right):
    assert edit_distance(left, right) == slow_distance(left, right)


@pytest.mark.parametrize(
    ("left", "right", "distance"), [("huawei", "huawie", 1), ("格力电器", "格历电器", 1)]
)
def test_one_slip_is_a_distance_of_one(left, right, distance):
    assert edit_distance(left, right) == distance


def slow_distance(left, right):
    """Replace, add, drop, exchange neighbours: the table, cell by cell."""
    table = {(i, -1): i + 1 for i in range(-1, len(left))}
    table |= {(-1, j): j + 1 for j in range(-1, len(right))}
    for i, mine in enumerate(left):
        for j, other in enumerate(right):
            table[i, j] = min(
                table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (mine != other)
            )
            if i and j and mine == right[j - 1] and left[i - 1] == other:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(left) - 1, len(right) - 1]


@pytest.mark.parametrize(
    ("text", "meant", "other"),
    [
        ("通化林工", "z|通林化工|公司", "z|通化林{}|公司"),
        ("gouda software", "e|guoda software|", "e|gouda soft{}|"),
    ],
)
def test_exchanged_neighbours_are_compared_however_many_names_have_more_pieces(text, meant, other):
    rows = [(number, other.format(chr(0x5E00 + number))) for number in range(100)]
    assert 1_000 in Fit(TypedText(text)).likenesses([*rows, (1_000, meant)])
