"""A question that is copied to a maker names processes, materials and goods in Chinese."""

import pytest

from matcher.sentences import sentence


def asked(code: str, **args: object) -> str:
    return sentence({"code": code, "args": args}, "zh")


def test_a_process_has_its_chinese_name():
    assert asked("ask.processes", asked=["knitting", "injection moulding"]).endswith("针织、注塑？")


def test_a_material_has_its_chinese_name():
    assert asked("ask.materials", asked=["stainless steel"]).endswith("不锈钢？")


def test_goods_have_their_chinese_name_before_the_words_of_the_buyer():
    assert asked("ask.products", products="shirts, 610910").endswith("衬衫（shirts）、HS 610910？")


@pytest.mark.parametrize("word", ["zzyzx", "衬衫"])
def test_a_word_without_another_name_stays(word):
    assert asked("ask.products", products=word).endswith(f"：{word}？")


def test_in_english_the_usual_name_stays():
    said = sentence({"code": "ask.processes", "args": {"asked": ["knitting"]}}, "en")
    assert said.endswith("knitting?")
