"""Across scripts all firms of a group share a trade name: what only one of two names states
leaves it to a person.
"""

import pytest

from partners.identity import Identity, compare

ASKED = [
    # One name alone states a trade.
    ("Midea Real Estate Holding Limited", "美的集团股份有限公司"),
    ("Redsun Services Group Limited", "南京红太阳股份有限公司"),
    ("Asiainfo Technologies Limited", "亚信安全科技股份有限公司"),
    ("Liaoning Cheng Da Co., Ltd.", "辽宁成大生物股份有限公司"),
    # One name alone states a place, or that it is a group.
    ("China Tianrui Group Cement Company Limited", "辽阳天瑞水泥有限公司"),
    ("BOE Technology Group Co., Ltd.", "合肥京东方光电科技有限公司"),
    ("Lingyuan Iron & Steel Co., Ltd.", "凌源钢铁集团有限责任公司"),
    # A word of trade that reads as another trade name.
    ("Shenzhen Fangzhi Technology Co., Ltd.", "深圳市纺织(集团)股份有限公司"),
    # One syllable more.
    ("Shenzhen Hui Chuang Da Technology Co., Ltd.", "深圳市汇川技术股份有限公司"),
]


@pytest.mark.parametrize(("latin", "chinese"), ASKED)
def test_what_only_one_name_states_is_asked_about(latin, chinese):
    assert compare(Identity(latin), Identity(chinese)).outcome == "unsure"


@pytest.mark.parametrize(
    ("latin", "chinese"),
    [
        ("Midea Group Co., Ltd.", "美的集团股份有限公司"),
        ("BOE Technology Group Co., Ltd.", "京东方科技集团股份有限公司"),
        ("Sany Heavy Industry Co., Ltd.", "三一重工股份有限公司"),
        ("Shenzhen Inovance Technology Co., Ltd.", "深圳市汇川技术股份有限公司"),
    ],
)
def test_names_that_state_the_same_are_one(latin, chinese):
    assert compare(Identity(latin), Identity(chinese)).outcome == "same"


@pytest.mark.parametrize(
    "whole", ["招金矿业股份有限公司", "Zhaojin Mining Industry Company Limited"]
)
def test_what_follows_the_legal_form_is_a_part(whole):
    assert compare(Identity(whole), Identity("招金矿业股份有限公司金翅岭金矿")).outcome == "branch"
