"""A headline, a statement of its own, or a mention."""

import pytest

from tests.reading.documents import of_review, of_tasks, proposed

# A first sentence that is too long for a heading.
AIM = (
    "坚持有效市场和有为政府相结合，统筹当前和长远，分类施策、久久为功，"
    "不断塑造发展新动能新优势，开创新局面。"
)


def weights(found):
    return [one.emphasis.value for one in found]


def test_the_heading_of_a_paragraph_is_a_headline():
    found = of_tasks("做大做强低空经济。建设起降点100个，培育无人机企业。")
    assert weights(found) == ["headline", "list"]


def test_a_short_sentence_heads_a_passage_where_it_tells_of_an_industry_as_a_whole():
    found = of_tasks("优化布局。打造新能源产业集群。建设风电项目10个，完善光伏配套。")
    assert weights(found) == ["headline", "list", "list"]


def test_a_short_deed_is_no_heading():
    found = of_tasks("优化布局。支持中欧班列扩量。筹建计量测试中心。")
    assert weights(found) == ["list", "list"]


def test_a_list_of_emerging_industries_is_a_headline():
    found = of_tasks(AIM + "大力发展集成电路、生物医药、氢能等新兴产业。")
    assert weights(found) == ["headline"]


def test_a_list_in_another_statement_is_none():
    found = of_tasks(AIM + "开展集成电路、生物医药、氢能技术攻关。")
    assert weights(found) == ["list"]


def test_a_clause_that_opens_a_sentence_as_a_heading_does_is_a_headline():
    found = of_tasks(AIM + "发展平台经济，支持企业做强电商业务。")
    assert weights(found) == ["headline", "list"]


def test_a_review_has_no_headlines():
    assert weights(of_review("大力发展集成电路、生物医药、氢能等新兴产业。")) == ["list"]


@pytest.mark.parametrize("heading", ["（二）促进消费提质升级。", "（三）推动区域协调发展。"])
def test_a_thing_named_in_a_chapter_on_another_matter_is_a_mention(heading):
    assert weights(of_tasks("发展直播电商，活跃城乡市场。", heading=heading)) == ["mention"]


def test_a_line_that_heads_the_next_paragraph_leaves_that_one_without_a_heading():
    lines = [
        "各位代表：",
        "三、2031年重点工作",
        "（一）建设现代化产业体系",
        "做强新能源产业。",
        "建设风电。",
    ]
    assert weights(proposed("\n".join(lines))) == ["headline", "list"]
