"""Equal values by one number, found by a table of slots: as by sorting them all."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.index.factorize import number, rising

# Some alike, some anywhere: of many that are anywhere some share a slot.
VALUES = st.lists(st.one_of(st.integers(-3, 3), st.integers(-(2**63), 2**63 - 1)), max_size=40)


def agree(values):
    found = number(values)
    distinct, codes = np.unique(values, return_inverse=True)
    assert found.distinct.tolist() == distinct.tolist()
    assert found.codes.tolist() == codes.tolist()
    assert (values.take(found.first) == distinct).all()


@given(VALUES)
def test_as_by_sorting_them_all(values):
    agree(np.array(values, np.int64))


def test_when_many_share_a_slot():
    agree(np.random.default_rng(0).integers(-(2**63), 2**63 - 1, 20_000))


@given(VALUES)
def test_the_value_for_nothing_is_number_0_whether_it_occurs_or_not(values):
    found = number(np.array(values, np.int64), 2)

    assert found.distinct.tolist() == [2, *sorted(set(values) - {2})]
    assert found.distinct.take(found.codes).tolist() == values


@given(st.lists(st.one_of(st.integers(0, 3), st.integers(0, 2**63 - 1)), max_size=40))
def test_keys_rise_and_equal_ones_stay_as_they_are(keys):
    assert rising(np.array(keys, np.int64)).tolist() == sorted(
        range(len(keys)), key=keys.__getitem__
    )
