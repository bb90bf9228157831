"""The inverted lists hold what they were given, in little memory."""

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from partners.identity.postings import PostingsBuilder

KEYS = st.lists(
    st.sets(st.integers(0, 40) | st.integers(2**39, 2**40 - 1), max_size=6), max_size=60
)


@given(KEYS, st.integers(1, 8))
def test_each_key_has_its_positions_unless_too_many_share_it(keys_of_positions, most):
    builder = PostingsBuilder()
    expected = defaultdict(list)
    for position, keys in enumerate(keys_of_positions):
        builder.add(position, keys)
        for key in keys:
            expected[key].append(position)

    postings = builder.build(most)

    for key, positions in expected.items():
        lists = [one.tolist() for one in postings.lists([key])]
        assert lists == ([positions] if len(positions) <= most else [])
    assert postings.lists([41]) == []


def test_positions_beyond_a_block_are_kept():
    builder = PostingsBuilder()
    for position in range(20_000):
        builder.add(position, {position % 7, 100 + position})

    postings = builder.build(20_000)

    assert postings.lists([100 + 19_999])[0].tolist() == [19_999]
    assert np.array_equal(postings.lists([3])[0], np.arange(3, 20_000, 7))


def test_a_posting_takes_four_bytes_and_a_key_twelve():
    builder = PostingsBuilder()
    for position in range(1_000):
        builder.add(position, {position // 10})

    assert builder.build(10).nbytes == 1_000 * 4 + 100 * 12 + 4
