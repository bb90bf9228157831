"""Short names of a trade name that many firms have: the same only with support."""

import pytest

from partners.identity import Identity, compare

PAIRS = [
    ("unsure", "东方股份", "东方航空股份有限公司"),
    ("unsure", "东方股份", "东方电缆股份有限公司"),
    ("unsure", "海洋股份", "海洋石油工程股份有限公司"),
    ("unsure", "海洋股份", "海洋王照明科技股份有限公司"),
    ("unsure", "天马股份", "天马微电子股份有限公司"),
    ("unsure", "天马股份", "天马轴承集团股份有限公司"),
    ("unsure", "中信股份", "中信证券股份有限公司"),
    ("unsure", "中信股份", "中信海洋直升机股份有限公司"),
    ("unsure", "新华股份", "新华制药股份有限公司"),
    ("unsure", "东方集团", "中国东方电气集团有限公司"),
    ("unsure", "机械股份", "机械工业股份有限公司"),
    ("unsure", "江苏恒丰", "江苏恒丰电缆有限公司"),
    ("unsure", "能源股份", "湖北能源集团股份有限公司"),
    ("unsure", "华联股份", "华联控股股份有限公司"),
    ("different", "深圳股份", "深圳天马微电子股份有限公司"),
    ("different", "上海股份", "上海汽车股份有限公司"),
    ("same", "东方集团", "东方集团股份有限公司"),
    ("same", "天马微电子", "天马微电子股份有限公司"),
    ("same", "新华制药", "山东新华制药股份有限公司"),
    ("same", "恒立液压", "江苏恒立液压股份有限公司"),
    ("same", "福耀玻璃", "福耀玻璃工业集团股份有限公司"),
    ("same", "云铝股份", "云南铝业股份有限公司"),
    ("same", "东方电气股份有限公司", "Dongfang Electric Corporation Limited"),
    ("same", "通用电梯股份有限公司", "General Elevator Co., Ltd."),
    ("unsure", "浙江中田科技有限公司", "Zhejiang Hongtian Technology Co., Ltd."),
    ("unsure", "东方电子股份有限公司", "Anhui Tongfeng Electronics Company Limited"),
    ("unsure", "瑞丰科技有限公司", "Suzhou Ruifeng Technology Co., Ltd."),
]


@pytest.mark.parametrize(("outcome", "left", "right"), PAIRS)
def test_a_common_trade_name_has_the_outcome_that_a_person_gives(outcome, left, right):
    there = compare(Identity(left), Identity(right))
    back = compare(Identity(right), Identity(left))

    assert there.outcome == outcome, there
    assert (back.outcome, back.score) == (there.outcome, there.score)


@pytest.mark.parametrize(
    ("place", "other", "outcome"),
    [("苏州", "320500", "same"), ("江苏", "江苏", "unsure"), ("苏州", "无锡", "different")],
)
def test_the_city_beside_the_names_supports_a_common_trade_name(place, other, outcome):
    """A province has several firms of such a name."""
    short, full = Identity("东方股份", place), Identity("东方电缆股份有限公司", other)

    assert compare(short, full).outcome == outcome


def test_an_identifier_supports_a_common_trade_name():
    stock = {"stock": "600000.SH"}
    short, full = Identity("东方股份", None, stock), Identity("东方电缆股份有限公司", None, stock)

    assert compare(short, full).outcome == "same"
