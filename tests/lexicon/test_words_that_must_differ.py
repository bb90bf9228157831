"""Like words of unlike goods, by the hundred: the pairs of `quality/word_pairs.csv`."""

import pytest

from quality.words import pairs


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: f"{pair.one} / {pair.other}")
def test_two_like_words_mean_different_sectors(pair):
    assert pair.holds()


def test_there_are_a_hundred_pairs():
    assert len({(pair.one, pair.other) for pair in pairs()}) >= 100
