"""Whatever a text says: anchors stand at their places, in order, in the body, the same twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.seed_reference import atlas, taxonomy
from priorities.reading.document import read_text
from priorities.reading.proposals import proposals
from tests.reading.documents import REPORT, SHANDONG

SIGNS = ["\n", "\n\n", " ", "，", "。", "、", "；", "“", "”", "A", "\u3000", "𠀀"]
WORDS = [
    "各位代表：",
    "（一）",
    "一、2030年工作回顾",
    "三、2031年重点工作",
    "名词解释",
    "更加紧密地团结在",
    "大力发展",
    "人工智能",
    "汽车",
    "等产业",
    "集成电路",
    "济南",
    "增长5%",
    "短板",
    "我们也清醒认识到",
    "生产性服务业",
    "实施行动",
    "衬衫",
]
PIECES = st.sampled_from(SIGNS + WORDS)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=60).map("".join)


@given(TEXTS, st.sampled_from(["work-report", "plan", "other"]))
@settings(deadline=None, max_examples=200)
def test_each_proposal_stands_at_its_place_in_the_body(text, kind):
    reading = read_text(text, kind)
    of_number = {one.number: one.text for one in reading.paragraphs}
    sections = dict(zip(of_number, reading.sections, strict=True))
    found = proposals(reading, SHANDONG, atlas())
    for one in found:
        assert of_number[one.paragraph][one.start : one.end] == one.anchor != ""
        assert one.section is sections[one.paragraph]
        assert one.targets
        assert set(one.targets) <= set(taxonomy().sectors)
        assert len(set(one.targets)) == len(one.targets)
        assert one.because
    places = [(one.paragraph, one.start, one.end) for one in found]
    assert places == sorted(places)
    assert len(set(places)) == len(places)


@given(TEXTS)
@settings(deadline=None, max_examples=100)
def test_a_text_is_read_the_same_twice(text):
    once, again = read_text(text), read_text(text)
    assert once == again
    assert proposals(once, SHANDONG, atlas()) == proposals(again, SHANDONG, atlas())


@given(TEXTS)
@settings(deadline=None, max_examples=100)
def test_paragraphs_are_numbered_lines_of_the_text_in_order(text):
    paragraphs = read_text(text).paragraphs
    assert [one.number for one in paragraphs] == list(range(1, len(paragraphs) + 1))
    lines = iter([line.strip() for line in text.splitlines()])
    assert all(one.text in lines for one in paragraphs)


@given(TEXTS.filter(lambda text: "\n" not in text))
@settings(deadline=None, max_examples=100)
def test_nothing_outside_the_body_is_proposed(line):
    inside = proposals(read_text(REPORT), SHANDONG, atlas())
    around = read_text(f"低空经济\n{REPORT}{line.replace('各位代表', '')}\n发展氢能。")
    assert proposals(around, SHANDONG, atlas()) == inside


@pytest.mark.parametrize("unit", ["、人工智能", "大力发展集成电路等产业。", "一、\n", "（", "加快"])
def test_a_long_text_of_one_piece_is_read_to_its_end(unit):
    reading = read_text("各位代表：\n" + unit * 20_000)
    for one in proposals(reading, SHANDONG, atlas()):
        assert len(one.anchor) <= 40
