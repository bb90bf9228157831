"""An English word finds the Chinese names of its goods, and a firm's name says what it makes."""

import pytest

from partners.lexicon.goods import shared_goods


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("beer", "啤酒"),
        ("craft beers", "啤酒"),
        ("LED lamps", "照明"),
        ("power transformers", "变压器"),
        ("truck tires", "轮胎"),
        ("挖掘机", "工程机械"),
    ],
)
def test_goods_are_found_by_their_word_or_its_head_noun(asked, name):
    assert name in shared_goods().chinese_names(asked)


@pytest.mark.parametrize("asked", ["gearbox grease monkey", "的", "", "bicycle bell"])
def test_what_is_no_name_of_goods_has_no_other_name(asked):
    assert shared_goods().chinese_names(asked) == ()


def test_electric_bicycles_are_no_bicycles():
    assert "电动车" not in shared_goods().chinese_names("bicycles")


@pytest.mark.parametrize(("text", "means"), [("beer", True), ("dark beer", False), ("啤酒", False)])
def test_only_the_very_word_of_another_language_is_a_translation(text, means):
    assert shared_goods().translates(text) is means


@pytest.mark.parametrize(
    ("words", "goods"),
    [
        ("惠泉啤酒", ("啤酒",)),
        ("汽车零部件", ("汽车零部件",)),
        ("电梯部件", ()),
        ("电池材料", ()),
        ("家用电冰箱空调器", ("电冰箱", "空调器")),
    ],
)
def test_a_name_says_goods_but_not_what_is_made_for_them(words, goods):
    assert shared_goods().named_in(words) == goods
