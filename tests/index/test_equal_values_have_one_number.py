"""Equal values get one number from a hash table, as from a sort of all values."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.index.factorize import factorize, stable_argsort

# Some alike, some anywhere: of many that are anywhere some share a slot.
VALUES = st.lists(st.one_of(st.integers(-3, 3), st.integers(-(2**63), 2**63 - 1)), max_size=40)


def agree(values):
    found = factorize(values)
    distinct, codes = np.unique(values, return_inverse=True)
    assert found.distinct.tolist() == distinct.tolist()
    assert found.codes.tolist() == codes.tolist()
    assert (values.take(found.first) == distinct).all()


@given(VALUES)
def test_the_hash_table_agrees_with_a_sort(values):
    agree(np.array(values, np.int64))


def test_when_many_share_a_slot():
    agree(np.random.default_rng(0).integers(-(2**63), 2**63 - 1, 20_000))


@given(VALUES)
def test_the_null_value_is_number_0_whether_it_occurs_or_not(values):
    found = factorize(np.array(values, np.int64), 2)

    assert found.distinct.tolist() == [2, *sorted(set(values) - {2})]
    assert found.distinct.take(found.codes).tolist() == values


@given(st.lists(st.one_of(st.integers(0, 3), st.integers(0, 2**63 - 1)), max_size=40))
def test_the_order_is_ascending_and_keeps_equal_keys_in_place(keys):
    assert stable_argsort(np.array(keys, np.int64)).tolist() == sorted(
        range(len(keys)), key=keys.__getitem__
    )
