"""One firm whose place, number or legal form is spelled in another way."""

import pytest

from partners.identity import Identity, compare

ONE_FIRM = [
    ("绍兴市柯桥区新力纺织有限公司", "绍兴柯桥新力纺织有限公司"),
    ("汕头市澄海区益智玩具厂", "汕头市澄海益智玩具厂"),
    ("汕头市澄海区益智玩具厂", "Shantou Chenghai Yizhi Toys Factory"),
    ("宁波第一纺织厂", "宁波第1纺织厂"),
    ("中国电子科技集团公司第三十八研究所", "中国电子科技集团公司第38研究所"),
    ("天津地毯厂", "Tientsin Carpet Factory"),
    ("中国黄金集团黄金珠宝", "中国黄金集团黄金珠宝股份有限公司"),
]
TWO_FIRMS = [
    ("绍兴市柯桥区新力纺织有限公司", "绍兴柯桥新利纺织有限公司"),
    ("绍兴市柯桥区新力纺织有限公司", "绍兴市上虞区新力纺织有限公司"),
    ("广州市白云区电器设备厂", "广州白云电器设备有限公司"),
    ("宁波第二纺织厂", "宁波第1纺织厂"),
    ("汕头市澄海区益智玩具厂", "Shantou Chenghai Yimei Toys Factory"),
]


@pytest.mark.parametrize(("left", "right"), ONE_FIRM)
def test_a_district_without_its_ending_a_number_in_digits_and_a_factory_are_the_same(
    left: str, right: str
) -> None:
    for one, other in ((left, right), (right, left)):
        assert compare(Identity(name=one), Identity(name=other)).outcome == "same"


@pytest.mark.parametrize(("left", "right"), TWO_FIRMS)
def test_what_looks_like_another_spelling_is_not_taken_for_one(left: str, right: str) -> None:
    for one, other in ((left, right), (right, left)):
        assert compare(Identity(name=one), Identity(name=other)).outcome != "same"


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("比亚迪汽车有限公司", "BYD Company Limited"),
        ("青岛海尔生物医疗股份有限公司", "Haier Group Corporation"),
        ("广东美的制冷设备有限公司", "Midea Group Co., Ltd."),
        ("比亚迪电子部品件有限公司", "BYD"),
    ],
)
def test_a_brand_alone_does_not_say_which_firm_of_its_group_is_meant(
    chinese: str, latin: str
) -> None:
    assert compare(Identity(name=chinese), Identity(name=latin)).outcome == "unsure"
