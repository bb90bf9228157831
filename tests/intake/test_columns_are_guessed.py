"""Without a map the columns are guessed by name, then by value; persons' columns never."""

import pytest

from partners.errors import FileFault
from partners.intake.mapping.column_map import ColumnMap, check_columns
from partners.intake.mapping.guess_columns import guess_map
from partners.intake.reading.source_table import read_source
from partners.models import Alias, Evidence, Partner


def guessed(write, content):
    return {
        field: list(names)
        for field, names in guess_map(read_source(write(content))).columns.items()
    }


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Factory Name", "name"),
        ("企业名称", "name_zh"),
        ("name_en", "name_en"),
        ("统一社会信用代码", "uscc"),
        ("详细地址", "address"),
        ("Main Products", "main_products"),
        ("MOQ", "minimum_order"),
        ("country_code", "country"),
        ("所属行业", "sector"),
    ],
)
def test_a_known_header_gives_its_field(write, header, field):
    assert guessed(write, f"{header},x\na,b\n").get(field) == [header]


def test_values_tell_a_column_with_a_strange_name(write):
    content = "A,B,C\nQinghe Knitting Co. Ltd,9 Long Road Shaoxing,www.qinghe.example\n"
    assert guessed(write, content) == {"name": ["A"], "address": ["B"], "website": ["C"]}


@pytest.mark.parametrize("header", ["symbol", "code", "Kürzel"])
@pytest.mark.parametrize("code", ["600519.SH", "600519.SS", "000001.sz", "832149.BJ"])
def test_codes_with_their_exchange_tell_the_stock_code(write, header, code):
    assert guessed(write, f"{header},name\n{code},a\n")["stock"] == [header]


@pytest.mark.parametrize("code", ["440100", "600519", "AB.SH", "600519.L"])
def test_any_other_code_only_numbers_the_rows(write, code):
    assert guessed(write, f"code,name\n{code},a\n") == {"key": ["code"], "name": ["name"]}


@pytest.mark.parametrize(
    "header", ["Contact person", "联系人", "法定代表人", "Mobile", "e-mail", "Contact address"]
)
def test_a_column_about_persons_is_never_read(write, run, header):
    content = f"name,{header}\nQinghe Knitting Co. Ltd,Li Ming Co. Ltd\n"
    report = run(content)
    assert report.unread_columns == [header]
    assert not Partner.objects.filter(note__contains="Li Ming").exists()
    assert not Alias.objects.exists()
    assert not Evidence.objects.filter(quote__contains="Li Ming").exists()


def test_a_map_that_names_a_column_about_persons_is_refused():
    map_ = ColumnMap(columns={"name": ("name",), "alias": ("contact_person",)})
    with pytest.raises(FileFault, match="about persons"):
        check_columns(map_, "list.csv", ("name", "contact_person"))


def test_a_list_without_names_is_refused(run):
    with pytest.raises(FileFault, match="no column holds the name"):
        run("city,years\nFoshan,3\n")


def test_a_column_whose_values_are_no_size_class_is_not_read(write):
    rows = "".join(f"Qinghe Knitting {n} Co. Ltd,Large Cap\n" for n in range(12))
    assert guessed(write, f"name,size class\n{rows}") == {"name": ["name"]}


def test_a_column_with_some_errors_is_read_and_its_errors_are_told(write):
    rows = "".join(f"Qinghe Knitting {n} Co. Ltd,{n or 'many'}\n" for n in range(12))
    assert guessed(write, f"name,employees\n{rows}").get("employees") == ["employees"]
