"""A value that a spreadsheet destroyed is an error that says so; what nobody sees is taken off."""

import io

import pytest
from openpyxl import Workbook

from partners.models import Partner


def only_error(report):
    (error,) = report.errors
    assert report.counts["error"] == 1
    return error


@pytest.mark.parametrize(
    ("header", "value", "reason", "near"),
    [
        ("hs code", "6.1E+05", "digits are lost", ""),
        ("uscc", "9.11101E+17", "digits are lost", ""),
        ("customs code", "4.40394E+09", "digits are lost", ""),
        ("code", "1.2E+09", "digits are lost", ""),
        ("hs code", "10121", "zero in front", "010121"),
        ("product", "#REF!", "error of a formula", ""),
        ("city", "#VALUE!", "error of a formula", ""),
        ("product", "=A1&B1", "is a formula", ""),
        ("product", "广\ufffd\ufffd针织", "lost its characters", ""),
        ("product", "é’ˆç»‡è¡«", "lost its characters", ""),
        ("lead time days", "6.1E+05", "digits are lost", ""),
        ("founded", "35921", "serial number of a day", "1998-05-06"),
        ("employees", "many", "not a number of employees", "500"),
        ("export share", "0.35", "may be a fraction", "35 %"),
        ("company size", "小微", "is not one of micro", "medium"),
    ],
)
def test_a_destroyed_value_is_an_error_that_says_so(run, header, value, reason, near):
    error = only_error(run(f"name,{header}\nQinghe Works,{value}\n"))
    assert reason in error.message
    assert (error.column, error.value, error.suggestion) == (header, value, near)
    assert not Partner.objects.exists()


def test_a_day_as_a_serial_number_is_an_error_with_the_day(run):
    error = only_error(run("name,certificate,valid until\nQinghe,ISO 9001,45352\n"))
    assert error.suggestion == "2024-03-01"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("合计", "row of totals"),
        ("总计：25", "row of totals"),
        ("Grand Total", "row of totals"),
        ("注：截至2025年底", "remark below the list"),
        ("Source: own survey", "remark below the list"),
        ("企业名称", "repeats the header"),
    ],
)
def test_a_row_that_is_no_organisation_is_an_error(run, name, reason):
    error = only_error(run(f"企业名称,城市\n广州青河针织有限公司,广州\n{name},\n"))
    assert (error.row, reason in error.message) == (3, True)


@pytest.mark.parametrize(
    "name",
    [
        "\ufeffQinghe\u200b Works",
        "\u202eQinghe Works\u202c",
        "\u2067Qinghe Works\u2069",
        "Ｑｉｎｇｈｅ　Ｗｏｒｋｓ",
        "Qinghe\xa0\x07Works",
        '="Qinghe Works"',
    ],
)
def test_signs_that_nobody_sees_are_taken_off(run, name):
    quoted = name.replace('"', '""')
    run(f'code,name\na1,"{quoted}"\n')
    assert Partner.objects.get().name_en == "Qinghe Works"


def test_digits_with_a_mark_of_text_or_full_width_are_digits(run):
    run("name,uscc,hs code\nQinghe,'91440600MA00000ABD,６１０９１０\n")
    partner = Partner.objects.get()
    assert partner.identifiers == ["uscc:91440600MA00000ABD"]
    assert [one.hs for one in partner.offerings.all()] == [["610910"]]


def test_the_report_lets_no_formula_of_a_cell_through(run, tmp_path):
    path = tmp_path / "report.csv"
    run('name,product\n"Qinghe","=HYPERLINK(""http://x.example"")"\n').write(path)
    assert "\"'=HYPERLINK" in path.read_text("utf-8-sig")


def test_an_error_of_a_formula_in_a_workbook_is_no_empty_cell(run):
    book = Workbook()
    book.active.append(["name", "product"])
    book.active.append(["Qinghe", "#REF!"])
    book.active["B2"].data_type = "e"
    out = io.BytesIO()
    book.save(out)
    assert only_error(run(out.getvalue())).value == "#REF!"


def test_a_uscc_that_a_workbook_holds_as_a_number_is_an_error(run):
    book = Workbook()
    book.active.append(["name", "uscc"])
    book.active.append(["Qinghe", 911101085513850880])
    out = io.BytesIO()
    book.save(out)
    assert "digits are lost" in only_error(run(out.getvalue())).message
