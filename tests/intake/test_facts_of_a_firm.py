"""The facts of a firm beyond its names: read where a list is exact, and nothing of persons."""

import pytest

from partners.intake.mapping.fields import is_personal
from partners.models import Partner, Record

SOURCING = """\
序号,工厂名称,省份,城市,详细地址,主营产品,工艺,统一社会信用代码,法定代表人,联系人,联系电话,公司电话,员工人数,成立时间,年营业额
1,广州青河针织有限公司,广东,佛山,佛山市南海区长路8号,针织衫,染色,91440600MA00000ABD,李明,王芳,13800138000,0757-85550100,320人,2003年5月,8000万
2,佛山白虎家具厂,广东,佛山,佛山市顺德区木路5号,木椅,,,赵强,孙丽,13900139000,13700137000,1001-5000,1998,1.2亿
"""


@pytest.fixture
def firms(run):
    report = run(SOURCING)
    assert report.counts["created"] == 2, report.errors
    return report, {one.name_zh: one for one in Partner.objects.all()}


def test_the_list_of_a_sourcing_team_is_read_without_a_map(firms):
    _, found = firms
    knitter = found["广州青河针织有限公司"]
    assert (knitter.place_id, knitter.address) == ("440600", "佛山市南海区长路8号")
    assert knitter.phone == "0757-85550100"
    assert knitter.profile.employees == 320
    assert knitter.profile.founded == 2003
    (offering,) = knitter.offerings.all()
    assert (offering.main, offering.processes) == (True, ["染色"])


def test_a_span_of_employees_is_no_number_and_stays_in_the_note(firms):
    _, found = firms
    works = found["佛山白虎家具厂"]
    assert works.profile.employees is None
    assert "Employees as the list gives them: 1001-5000." in works.note


def test_no_person_enters_and_the_report_names_the_columns(firms):
    report, _ = firms
    unread = set(report.unread_columns)
    assert {"法定代表人", "联系人", "联系电话", "年营业额"} <= unread
    kept = str(list(Record.objects.values_list("facts", flat=True))) + str(report.remarks)
    for word in ("李明", "王芳", "赵强", "孙丽", "13800138000", "13900139000", "13700137000"):
        assert word not in kept
    assert any("mobile phone" in one.message for one in report.remarks)


@pytest.mark.parametrize("header", ["电话", "Telephone", "company phone"])
def test_the_phone_of_an_organisation_is_not_a_persons(header):
    assert not is_personal(header)


@pytest.mark.parametrize("header", ["contact phone", "联系电话", "claim_contact_person", "手机号"])
def test_a_phone_of_a_contact_is_a_persons(header):
    assert is_personal(header)


def test_a_list_of_a_brand_is_read_without_a_map(run):
    run(
        "Factory Name,Address,Country,Sector,Number of Workers,Product Type,Parent Company\n"
        'Qinghe Knitting Co. Ltd.,"8 Long Lane, Keqiao District, Shaoxing, Zhejiang, China",China,'
        "Apparel,1200,knitted sweaters,Qinghe Group\n"
        'Baihu Works,"1 Factory Road, Dongguan, Guangdong",China,Furniture,500-1000,chairs,\n'
    )
    found = {one.name_en: one for one in Partner.objects.all()}
    assert found["Qinghe Knitting Co. Ltd."].place_id == "330600"
    assert found["Qinghe Knitting Co. Ltd."].profile.employees == 1200
    assert found["Baihu Works"].place_id == "441900"


@pytest.mark.parametrize(
    ("header", "value", "reason"),
    [
        ("employees", "-12", "is below 0"),
        ("founded", "2091", "a year that has not begun"),
        ("founded", "17th century", "is not a year"),
        ("founded", "03/04/1998", "may be two days"),
        ("lead time days", "-5", "is below 0"),
        ("factory name", "0757 8555 0100", "has no letter"),
        ("employees", "9" * 5000, "more than 30 digits"),
        ("lead time days", "9" * 5000, "more than 30 digits"),
        ("MOQ", f"{'9' * 5000} pcs", "more than 30 digits"),
    ],
)
def test_a_fact_that_no_firm_can_have_is_an_error(run, header, value, reason):
    row = {"factory name": "Qinghe Knitting Co Ltd", "city": "Foshan"} | {header: value}
    report = run(f"{','.join(row)}\n{','.join(row.values())}\n")
    (error,) = report.errors
    assert error.column == header
    assert reason in error.message


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("www.qinghe.example，qinghe.test", ["website:qinghe.example"]),
        ("https://qinghe.example/en?x=1", ["website:qinghe.example"]),
        ("sales@qinghe.example", []),
        ("see our shop", []),
    ],
)
def test_a_website_that_is_none_is_left_out_and_the_row_stays(run, text, kept):
    report = run(f"factory name,website\nQinghe Knitting Co Ltd,{text}\n")
    assert report.counts["created"] == 1
    assert Partner.objects.get().identifiers == kept
    assert ["left out" in one.message for one in report.remarks] == ([] if kept else [True])
