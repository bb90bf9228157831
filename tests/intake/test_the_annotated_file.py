"""The file of an import comes back with what became of each row, and holds no formula."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from core.tabular import write_workbook
from partners.intake.annotated_file import RowOutcome, explain, write_annotated
from partners.intake.mapping.fields import OUR_COLUMNS
from partners.intake.row_facts import RowRemark
from partners.models import Partner
from tests.intake.hostile_files import workbook

UNKNOWN = '"Guandong" is not a known place; the nearest is Guangdong (440000)'
LIST = """\
Company,City,Product
Qinghe Knitting Co. Ltd.,Shaoxing,knitted sweaters

=HYPERLINK("http://x"),Foshan,tables
White Tiger Works,Nowhere at all,tables
Baihu Furniture Co. Ltd.,Foshan,"a ""chair"", and tables"
"""


@pytest.fixture
def annotated(reference, write, tmp_path):
    """Import a file over the command and return its rows as the annotated file has them."""

    def done(content, name="list.csv", **options: Any):
        out = tmp_path / f"out{'.xlsx' if name.endswith('xlsx') else '.csv'}"
        path = write(content, name)
        call_command("import_partners", path, dataset="own", annotated=out, **options)
        if out.suffix == ".xlsx":
            sheet = load_workbook(out).active
            return [[cell.value for cell in row] for row in sheet.iter_rows()]
        return out.read_text("utf-8-sig").splitlines()

    return done


def test_each_row_of_a_text_stands_where_it_stood_with_its_ending(annotated):
    lines = annotated(LIST)
    assert lines[0] == '"import ending","import reason","Company","City","Product"'
    assert lines[1].startswith('"created","","Qinghe Knitting')
    assert lines[2] == '"",""'
    assert lines[4].startswith('"error","City: ""Nowhere at all"" ')
    assert lines[5].endswith('"a ""chair"", and tables"')


def test_a_formula_of_the_sender_comes_back_as_a_text(annotated):
    assert "\"'=HYPERLINK(" in annotated(LIST)[3]
    rows = annotated(
        workbook(("Company", "City"), ("Qinghe =1+1", "Foshan"), ("=1+1", "Foshan")), "list.xlsx"
    )
    assert rows[1][:3] == ["created", None, "Qinghe =1+1"]


def test_a_workbook_comes_back_as_a_workbook_of_texts_and_numbers():
    file = io.BytesIO()
    cells = ("=1+1", "600000", "0012", "12.50", "<a & b>", "\x01b", "青禾", "-5.25")
    write_workbook(file, [(1, ("a",)), (4, cells)])
    sheet = load_workbook(file).active
    assert [cell.value for cell in sheet[4]] == [
        "=1+1", 600000, "0012", "12.50", "<a & b>", "b", "青禾", -5.25,
    ]  # fmt: skip
    assert {cell.data_type for cell in sheet[4]} == {"s", "n"}
    assert sheet["A4"].quotePrefix


def test_a_text_that_looks_like_a_coded_letter_comes_back_as_it_was():
    file = io.BytesIO()
    write_workbook(file, [(1, ("_x0041_",))])
    file.seek(0)
    assert CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python() == [["_x0041_"]]


def test_a_title_above_the_header_stays(annotated):
    rows = annotated(
        workbook(("Suppliers 2026",), ("Company", "City"), ("Qinghe Works", "Foshan")), "list.xlsx"
    )
    assert rows[0] == [None, None, "Suppliers 2026", None][: len(rows[0])]
    assert tuple(rows[1][:2]) == OUR_COLUMNS
    assert rows[2][:4] == ["created", None, "Qinghe Works", "Foshan"]


def test_an_annotated_file_that_was_mended_is_imported_and_annotated_anew(annotated, tmp_path):
    annotated(LIST)
    mended = (tmp_path / "out.csv").read_text("utf-8").replace("Nowhere at all", "Foshan")
    lines = annotated(mended)
    assert lines[0].count("import ending") == 1
    assert lines[1].startswith('"unchanged","","Qinghe')
    assert lines[4].startswith('"created",')
    assert Partner.objects.count() == 3


def test_a_name_of_another_format_is_refused_before_the_import(reference, write, tmp_path):
    path = write(LIST)
    with pytest.raises(CommandError, match=r"ends with \.csv"):
        call_command("import_partners", path, dataset="own", annotated=tmp_path / "out.xlsx")
    assert not Partner.objects.exists()


@pytest.mark.parametrize("option", ["annotated", "report"])
def test_the_file_that_is_read_is_never_written_over(reference, write, option):
    path = write(LIST)
    with pytest.raises(CommandError, match="give another name"):
        call_command("import_partners", path, dataset="own", **{option: path})
    assert path.read_text("utf-8") == LIST
    assert not Partner.objects.exists()


def test_rows_without_an_outcome_stay_blank_in_front(write):
    file = io.BytesIO()
    outcomes = [RowOutcome(3, "created", ""), RowOutcome(9, "error", "never read")]
    write_annotated(write("name\nA\nB\nC\n"), file, outcomes)
    lines = file.getvalue().decode("utf-8-sig").splitlines()
    assert lines[1:] == ['"","","A"', '"created","","B"', '"","","C"']


def test_other_sheets_and_hidden_rows_are_told(reference, write, capsys):
    book = Workbook()
    for row in (("Company",), ("Qinghe Works",), ("Baihu Works",)):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("Notes").append(("nothing",))
    out = io.BytesIO()
    book.save(out)
    call_command("import_partners", write(out.getvalue(), "list.xlsx"), dataset="own")
    said = capsys.readouterr().out
    assert "notice: only the sheet Sheet is read, not Notes" in said
    assert "notice: the workbook has 1 hidden rows" in said


def test_a_value_and_the_nearest_right_one_are_told_once():
    remarks = [
        RowRemark(2, "place", "type-error", "Guandong", UNKNOWN, "Guangdong (440000)"),
        RowRemark(2, "name", "constraint-error", "", "is empty: an organisation has a name"),
        RowRemark(2, "founded", "type-error", "17th century", "is not a year", "1998"),
    ]
    assert explain("", remarks) == (
        'place: "Guandong" is not a known place; the nearest is Guangdong (440000); '
        "name: is empty: an organisation has a name; "
        'founded: "17th century" is not a year (1998?)'
    )
