"""A workbook has the cells that XlsxWriter writes with its string options off, and no formula."""

import io
import math
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from core import tabular
from core.tabular import Column, Sheet

COLUMNS = (Column("name", 30), Column("amount", 9.5, text=False), Column("more", 12))
# With its texts in the cells, as ours are.
_OFF = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_IN_XML = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), include_characters="\n\t"
)
SIGNS = st.text(st.sampled_from("=+-@{}()1!A$\"' \t\n;,|中_x"), max_size=12)
WORDS = st.sampled_from(
    ["=1+1", "{=1+1}", "http://a.example", "mailto:a@b.c", "internal:S!A1", "0012", "12", "1e5",
     "TRUE", "2026-01-01", "=HYPERLINK(\"http://a.example\",\"x\")", "_x0041_", "@SUM(A1)"]
)  # fmt: skip
TEXTS = st.text(_IN_XML, max_size=20) | SIGNS | WORDS
NUMBERS = (
    st.integers(-(10**15) + 1, 10**15 - 1)
    | st.booleans()
    | st.floats(-1e9, 1e9).map(lambda value: round(value, 3))
    | st.decimals(-1000, 1000, places=2)
)
ROWS = st.lists(st.tuples(TEXTS | st.none(), NUMBERS | st.none(), TEXTS), max_size=6)


def written(rows, sheets=("Rows",)):
    file = io.BytesIO()
    tabular.write_sheets(file, [Sheet(name, COLUMNS, rows) for name in sheets])
    return openpyxl.load_workbook(io.BytesIO(file.getvalue()))


def by_xlsxwriter(rows):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OFF) as book:
        sheet = book.add_worksheet("Rows")
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
        bold = book.add_format({"bold": True})
        for at, column in enumerate(COLUMNS):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.name, bold)
        for number, row in enumerate(rows, 1):
            for at, value in enumerate(row):
                if isinstance(value, bool):
                    sheet.write_boolean(number, at, value)
                elif isinstance(value, str):
                    sheet.write_string(number, at, value)
                elif value is not None:
                    sheet.write_number(number, at, value)
    return openpyxl.load_workbook(io.BytesIO(file.getvalue()))


def cells(book):
    """Where each cell that holds something stands, its kind, and its value. An empty text is
    nothing: ours has no cell there, which a spreadsheet shows in the same way.
    """
    return {
        (cell.coordinate, cell.data_type, cell.value)
        for row in book["Rows"].iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_both_write_the_same_cells(rows):
    assert cells(written(rows)) == cells(by_xlsxwriter(rows))


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_no_text_becomes_a_formula_a_link_or_a_number(rows):
    sheet = written(rows)["Rows"]
    for number, row in enumerate(rows, 2):
        for at, value in enumerate(row, 1):
            cell = sheet.cell(number, at)
            assert cell.data_type != "f"
            assert cell.hyperlink is None
            if isinstance(value, str) and value:
                assert cell.data_type == "s"
                assert cell.number_format == "@"


def test_header_filters_and_widths_are_those_of_xlsxwriter():
    rows = [("a", 1, "b"), ("c", 2, "d")]
    ours, theirs = written(rows)["Rows"], by_xlsxwriter(rows)["Rows"]
    assert ours.freeze_panes == theirs.freeze_panes == "A2"
    assert ours.auto_filter.ref == theirs.auto_filter.ref == "A1:C3"
    for letter in "ABC":
        ours_, theirs_ = (one.column_dimensions[letter].width for one in (ours, theirs))
        assert ours_ == pytest.approx(theirs_, abs=0.1)


def test_a_table_without_rows_has_its_header():
    book = written([])
    assert [cell.value for cell in book["Rows"][1]] == ["name", "amount", "more"]
    assert book["Rows"].freeze_panes == "A2"


def test_each_sheet_has_its_own_rows():
    book = written([("a", 1, "b")], sheets=("One", "Two"))
    assert book.sheetnames == ["One", "Two"]
    assert [cell.value for cell in book["Two"][2]] == ["a", 1, "b"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a\0b\x1b", "ab"),
        ("a" * 40_000, "a" * 32_767),
        (10**15, "1000000000000000"),
        (10**400, str(10**400)),
        (math.nan, "nan"),
        (-math.inf, "-inf"),
        (Decimal("Infinity"), "Infinity"),
    ],
)
def test_what_a_spreadsheet_cannot_hold_is_kept_as_text_or_left_out(value, expected):
    cell = written([(value, None, "")])["Rows"]["A2"]
    assert (cell.value, cell.data_type) == (expected, "s")


def test_what_stops_the_rows_is_told():
    def rows():
        yield "a", 1, "b"
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        tabular.write_sheets(io.BytesIO(), [Sheet("Rows", COLUMNS, rows())])
