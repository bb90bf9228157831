"""Short Chinese names, as exchanges give them, and the full names of firms on the public record."""

import pytest

from partners.identity import Identity, compare

SHORTENED = [
    ("贵州茅台", "贵州茅台酒股份有限公司"),
    ("中国石化", "中国石油化工股份有限公司"),
    ("粤电力A", "广东电力发展股份有限公司"),
    ("云铝股份", "云南铝业股份有限公司"),
    ("上汽集团", "上海汽车集团股份有限公司"),
    ("浦发银行", "上海浦东发展银行股份有限公司"),
    ("*ST华塑", "华塑控股股份有限公司"),
    ("東方明珠", "东方明珠新媒体股份有限公司"),
]
NEIGHBOURS = [
    ("东方航空", "中国南方航空股份有限公司"),
    ("中国石化", "中国石油天然气股份有限公司"),
    ("一汽解放", "二汽解放"),
    ("苏州瑞联", "宿州瑞联纺织有限公司"),
    ("江苏恒丰电缆", "江苏恒锋电缆有限公司"),
    ("瑞联医疗", "瑞联化工股份有限公司"),
]


@pytest.mark.parametrize(("short", "full"), SHORTENED)
def test_a_short_name_is_the_same_firm_as_its_full_name(short, full):
    assert compare(Identity(short), Identity(full)).outcome == "same"


@pytest.mark.parametrize(("short", "full"), NEIGHBOURS)
def test_a_short_name_is_not_the_firm_of_a_neighbours_full_name(short, full):
    assert compare(Identity(short), Identity(full)).outcome == "different"


@pytest.mark.parametrize(
    ("owned", "alone"),
    [
        ("通用技术沈阳机床", "沈阳机床股份有限公司"),
        ("通用技术沈阳机床", "沈阳机床"),
        ("北汽福田汽车", "福田汽车"),
    ],
)
def test_the_name_of_an_owner_before_the_whole_name_leaves_the_question_open(owned, alone):
    assert compare(Identity(owned), Identity(alone)).outcome == "unsure"
    assert compare(Identity(alone), Identity(owned)).outcome == "unsure"


def test_an_owner_before_a_full_name_is_another_firm():
    # Registered names are exact: the owner of a listed firm may have its name behind its own.
    owner = Identity("通用技术集团沈阳机床有限责任公司")
    assert compare(owner, Identity("沈阳机床股份有限公司")).outcome == "different"


def test_two_characters_without_a_trade_leave_the_question_open():
    assert compare(Identity("瑞联"), Identity("瑞联化工股份有限公司")).outcome == "unsure"


def test_a_brand_alone_is_the_parent_as_well_as_a_firm_with_a_trade_of_its_own():
    parts = Identity("深圳市比亚迪电子部品件有限公司")
    assert compare(Identity("比亚迪"), parts).outcome == "unsure"
    assert compare(Identity("比亚迪"), Identity("比亚迪股份有限公司")).outcome == "same"
