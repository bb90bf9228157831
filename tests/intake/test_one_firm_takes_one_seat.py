"""Within a dataset one firm is one record, and two firms are two."""

import pytest

from partners.models import Partner


@pytest.mark.parametrize(
    "names",
    [
        ("广州青河针织有限公司", "广州市青河针织有限公司"),
        ("Qinghe Knitting Co., Ltd.", "QINGHE KNITTING COMPANY LIMITED"),
        ("四川省青河材料研究院", "四川青河材料研究院有限公司"),
    ],
)
def test_two_spellings_are_one_firm(run, names):
    report = run("\n".join(("name", *(f'"{name}"' for name in names))))
    assert [row.ending for row in report.rows] == ["duplicate", "created"]
    assert Partner.objects.count() == 1


@pytest.mark.parametrize(
    "names",
    [
        ("青河水泥（封开）有限公司", "青河水泥（平南）有限公司"),
        ("山东省标准化研究院", "中国标准化研究院"),
        ("广州青河针织有限公司", "广州白虎针织有限公司"),
        ("青河第一机械厂", "青河第二机械厂"),
    ],
)
def test_like_names_of_two_firms_are_two(run, names):
    run("\n".join(("name", *names)))
    assert Partner.objects.count() == 2


def test_one_stock_code_is_one_firm_under_any_name(run):
    run("name,stock code\nQinghe,600000.SH\nWhite Tiger,600000.SS\n")
    assert Partner.objects.count() == 1


def test_a_name_in_two_provinces_is_one_firm_where_names_are_unique(run):
    content = "name,city\nQinghe Works,Foshan\nQinghe Works,Dalian\n"
    run(content, '[columns]\nname = "name"\nplace = "city"\n[list]\nnames = "unique"\n')
    assert [one.place_id for one in Partner.objects.all()] == ["440600"]
