"""JSON Lines hold the rows of a table as they are, one object a line."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import tabular

texts = st.text(st.characters(codec="utf-8"))


@given(st.lists(st.tuples(texts, st.none() | st.booleans() | st.integers(-(2**53), 2**53))))
def test_any_table_is_read_back_as_it_was(rows):
    lines = list(tabular.json_lines(["a", "b"], rows))
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in lines)
    assert [tuple(json.loads(line).values()) for line in lines] == rows


def test_nothing_is_escaped_and_decimals_are_numbers():
    (line,) = tabular.json_lines(["a", "b"], [["=1+1", Decimal("2.50")]])
    assert line == b'{"a":"=1+1","b":2.5}\n'


def test_a_row_has_a_cell_for_each_column():
    with pytest.raises(ValueError, match="shorter"):
        list(tabular.json_lines(["a", "b"], [["only one"]]))
