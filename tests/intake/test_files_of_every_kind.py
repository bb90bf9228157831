"""A list is read from any accepted format and encoding, or refused with the number of the row."""

import io
import json

import pytest
from openpyxl import Workbook

from partners.errors import FileFault
from partners.intake.mapping.fields import KNOWN_HEADERS
from partners.intake.reading.limits import Limits
from partners.intake.reading.source_table import read_source

ROWS = [("名称", "城市", "年限"), ("清河针织厂", "绍兴", "１２"), ("白虎家具厂", "佛山", "3")]
CLEAN = [("清河针织厂", "绍兴", "12"), ("白虎家具厂", "佛山", "3")]


def text(delimiter=","):
    return "\r\n".join(delimiter.join(row) for row in ROWS) + "\r\n"


def workbook(rows, merged=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(path, limits=None):
    table = read_source(path, KNOWN_HEADERS, limits or Limits())
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_is_read_in_its_encoding_and_by_its_delimiter(write, encoding, delimiter):
    assert read(write(text(delimiter), encoding=encoding)) == CLEAN


def test_a_workbook_is_read_whatever_its_name(write):
    assert read(write(workbook(ROWS), name="list.csv")) == CLEAN


def test_json_lines_are_read(write):
    lines = [json.dumps(dict(zip(ROWS[0], row, strict=True))) for row in ROWS[1:]]
    assert read(write("\n".join(lines))) == CLEAN


def test_rows_keep_the_numbers_of_the_sheet(write):
    content = "List of makers,,\n\nname,city,years\nQinghe,Shaoxing,1\n,,\nBaihu,Foshan,2\n"
    table = read_source(write(content), KNOWN_HEADERS)
    assert table.columns == ("name", "city", "years")
    assert [row.number for row in table.rows] == [4, 6]


def test_a_cell_merged_over_rows_counts_in_each_of_them(write):
    rows = [("name", "product"), ("Qinghe", "socks"), (None, "gloves"), ("Baihu", "chairs")]
    content = workbook(rows, merged=["A2:A3"])
    assert read(write(content)) == [("Qinghe", "socks"), ("Qinghe", "gloves"), ("Baihu", "chairs")]


def test_quotes_may_hold_delimiters_and_line_breaks(write):
    content = 'name,address\n"Qinghe, Ltd","8 Long Lane,\nShaoxing"\n'
    assert read(write(content)) == [("Qinghe, Ltd", "8 Long Lane, Shaoxing")]


@pytest.mark.parametrize("count", [1, 8, 9, 10, 11, 12, 50])
def test_every_row_of_a_text_is_read(write, count):
    content = "name\n" + "".join(f"Works {number}\n" for number in range(count))
    table = read_source(write(content), KNOWN_HEADERS)
    assert [row.number for row in table.rows] == list(range(2, count + 2))
    assert len({row.cells for row in table.rows}) == count


def test_marks_for_no_value_are_empty(write):
    assert read(write("name,city,years\nQinghe,N/A,-\n")) == [("Qinghe", "", "")]


@pytest.mark.parametrize(
    ("content", "row", "reason"),
    [
        (b"", 1, "is empty"),
        (b"\n\n\n", 1, "is empty"),
        (b'name\n"open', 2, "is not a row of CSV"),
        (b'name\n"a"b\n', 2, "is not a row of CSV"),
        (b"name,name\nx,y\n", 1, "is the name of two columns"),
        (b"\xd0\xcf\x11\xe0old", 1, "save it as XLSX"),
        (b"PK\x03\x04broken", 1, "is not an XLSX file"),
        (b'{"name": "x"}\n{"name": ', 2, "is not JSON"),
        (b'{"name": "x"}\n[1]', 2, "is not a JSON object"),
        (b'{"name": {"en": "x"}}', 1, "holds an object"),
        (b'[{"name": "x"}]', 1, "give JSON Lines"),
        (b"name\n\xff\xff\xff\xff\n", 2, "none of UTF-8"),
        (b"name\n" + b"x" * 300 + b"\n", 2, "more than 200 characters"),
        (b"name\n" + b"x\n" * 30, 22, "more than 20 rows"),
        (b"a,b,c,d,e,f,g,h,i,j,k\n", 1, "more than 10 cells"),
        (b"x" * 6_000, 1, "are the most"),
    ],
)
def test_a_file_that_cannot_be_read_names_the_row(write, content, row, reason):
    limits = Limits(file_bytes=5_000, rows=20, columns=10, cell=200)
    with pytest.raises(FileFault, match=reason) as refused:
        read(write(content), limits)
    assert refused.value.row == row


def test_a_file_that_is_missing_is_refused(tmp_path):
    with pytest.raises(FileFault, match="cannot be read"):
        read(tmp_path / "none.csv")


def test_a_workbook_that_unpacks_to_much_is_refused(write):
    content = workbook([("name",), *(("x" * 1_000,) for _ in range(200))])
    with pytest.raises(FileFault, match="unpacks to more than"):
        read(write(content), Limits(unpacked_bytes=10_000))


def test_a_single_distant_cell_makes_no_huge_table(write):
    book = Workbook()
    book.active["A1"] = "name"
    book.active["A900000"] = "far"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(FileFault, match="row 900000, column A: a cell at"):
        read(write(out.getvalue()))
