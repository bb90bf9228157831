"""A paragraph belongs to the review, the plan or the tasks, by headings or by how it begins."""

import pytest

from priorities.reading.document import read_text
from tests.reading.documents import REPORT


def parts(lines):
    reading = read_text("\n".join(("各位代表：", *lines)))
    return [section.value for section in reading.sections[1:]]


def test_a_heading_belongs_to_the_part_that_it_opens():
    reading = read_text(REPORT)
    opened = dict(zip((one.text for one in reading.paragraphs), reading.sections, strict=True))
    assert opened["一、2030年工作回顾"] == "review"
    assert opened["二、“十七五”时期主要目标任务"] == "plan"
    assert opened["三、2031年重点工作"] == "tasks"
    assert reading.sections[-1] == "tasks"


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("一、2030年工作和“十六五”发展回顾", "review"),
        ("二、“十七五”时期的主要目标和重点任务", "plan"),
        ("二、“十七五”时期目标任务和2031年工作安排", "plan"),
        ("三、鼓足干劲，推动“十七五”开好局、起好步", "tasks"),
        ("四、全面加强政府自身建设", "tasks"),
        ("2031年重点工作", "tasks"),
    ],
)
def test_a_heading_says_what_follows(heading, part):
    assert parts(["一、过去一年回顾", "甲。", heading, "乙。"])[2:] == [part, part]


def test_a_report_without_headings_is_parted_by_how_paragraphs_begin():
    lines = (
        "“十六五”时期是极不平凡的五年。",
        "“十七五”时期是夯实基础的关键时期。",
        "今年是“十七五”开局之年。",
        "发展物流。",
    )
    assert parts(lines) == ["review", "plan", "tasks", "tasks"]


def test_a_year_in_a_review_opens_no_tasks():
    found = parts(["一、工作回顾", "2030年是“十六五”收官之年，现代化建设实现良好开局。"])
    assert found == ["review", "review"]


def test_a_plan_is_plan_from_its_first_line_to_its_last():
    assert set(read_text(REPORT, "plan").sections) == {"plan"}


def test_a_document_without_parts_is_all_tasks():
    assert set(read_text("发展物流。\n发展算力。", "other").sections) == {"tasks"}
