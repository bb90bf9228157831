"""What is written as CSV holds no formula, keeps numbers, and can be read back."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import tabular

SIGNS = "=+-@＝＋－＠"
UNSEEN = " \t\r\n\v\f\0\x1b\xa0\xad\u200b\u200d\u2060\u3000\ufeff"
hostile = st.text(st.sampled_from(SIGNS + UNSEEN + "\"';,|a1(中"))
texts = st.text() | hostile


def lines(text: str, separator: str = ",") -> list[list[str]]:
    """The cells as a spreadsheet that splits by the separator sees them."""
    file = io.StringIO(text.removeprefix("\ufeff"), newline="")
    return list(csv.reader(file, delimiter=separator))


@given(texts)
def test_any_text_is_read_back_as_it_was(text):
    assert tabular.unescape(tabular.escape(text)) == text


@given(st.lists(st.lists(texts, min_size=2, max_size=2)))
def test_any_table_is_read_back_as_it_was(table):
    written = lines(tabular.csv_text(["a", "b"], table))
    assert [[tabular.unescape(cell) for cell in line] for line in written] == [["a", "b"], *table]


@given(st.lists(st.lists(hostile, min_size=2, max_size=2)), st.sampled_from(",;\t"))
def test_no_text_begins_a_formula_whatever_a_spreadsheet_splits_by(table, separator):
    for line in lines(tabular.csv_text(["a", "b"], table), separator):
        for cell in line:
            assert not cell.strip(UNSEEN + '"').startswith(tuple(SIGNS)), cell


@pytest.mark.parametrize("sign", [*SIGNS, "\t", "\r", "\n"])
@pytest.mark.parametrize("before", ["", *UNSEEN])
def test_a_sign_is_made_inert_behind_what_is_not_seen(sign, before):
    assert tabular.escape(f"{before}{sign}1").startswith("'")


@pytest.mark.parametrize(
    "text", ["", "GD0001", "制造业", "2026-02-24", "a-b = c", "'tis", "C17;C18"]
)
def test_harmless_text_is_written_as_it_is(text):
    assert tabular.escape(text) == text
    assert tabular.unescape(text) == text


def test_numbers_stay_numbers_and_text_like_numbers_stays_text():
    row = [-2.5, Decimal("-2.50"), -3, True, None, "-2+3", "2026"]
    written = tabular.csv_text(["a"], [row]).splitlines()[1]
    assert written == '-2.5,-2.50,-3,True,"","\'-2+3","2026"'


@pytest.mark.parametrize("value", [float("-inf"), Decimal("-Infinity")])
def test_what_is_no_number_to_a_spreadsheet_is_text(value):
    assert lines(tabular.csv_text(["a"], [[value]]))[1][0].startswith("'-")


def test_it_bears_the_mark_by_which_excel_knows_utf_8():
    assert tabular.csv_text(["a"], []) == '\ufeff"a"\r\n'
