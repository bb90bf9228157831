"""The paragraphs of a report are counted from its opening; page furniture is passed over."""

from priorities.reading.document import read_text
from priorities.reading.paragraphs import body
from tests.reading.documents import REPORT


def test_a_report_begins_with_its_opening_and_ends_with_its_closing_words():
    found = body(REPORT)
    assert (found[0].number, found[0].text) == (1, "各位代表：")
    assert found[-1].text.startswith("各位代表！让我们更加紧密地团结")
    assert [one.number for one in found] == list(range(1, len(found) + 1))


def test_the_opening_said_again_ends_the_body():
    text = "各位代表：\n发展物流。\n各位代表：现在报告工作。\n发展物流。"
    assert [one.text for one in body(text)] == ["各位代表：", "发展物流。"]


def test_a_glossary_or_links_after_a_report_are_no_paragraphs():
    for after in ("名词解释", "附件1", "相关报道：", "责任编辑：某人", "扫一扫在手机打开当前页"):
        assert len(body(f"各位代表：\n发展物流。\n{after}\n低空经济")) == 2


def test_every_line_counts_also_a_broken_one():
    text = "各位代表：\n改善PM\n2.5\n浓度。\n\n发展物流。"
    assert [one.text for one in body(text)][1:] == ["改善PM", "2.5", "浓度。", "发展物流。"]


def test_a_report_without_its_opening_is_counted_from_its_first_line():
    assert [one.text for one in body("标题\n发展物流。")] == ["标题", "发展物流。"]


def test_a_document_of_another_kind_is_counted_from_its_first_line():
    assert body(REPORT, "plan")[0].text == "下载"


def test_the_closing_formula_in_the_middle_ends_nothing():
    lines = ["各位代表：", "更加紧密地团结在一起。", *["发展物流。"] * 5]
    assert len(body("\n".join(lines))) == 7


def test_the_digest_is_that_of_the_paragraphs_alone():
    plain = "各位代表：\n发展物流。"
    assert read_text(f"打印\n{plain}\n相关报道：\n链接").digest == read_text(plain).digest
    assert read_text(plain + "！").digest != read_text(plain).digest
