"""The rows of a report against its text: each fault is told, and nothing else."""

import datetime as dt
from dataclasses import replace

import pytest

from priorities.editions.rows import PriorityRow
from priorities.importing.seed_rows import Report, SeedList
from priorities.reading.document import read_text
from quality.report_rows import faults

DAY = dt.date(2026, 1, 27)
TEXT = (
    "——二〇二六年一月二十七日在甘肃省人民代表大会上\n"
    "各位代表：\n"
    "今年扩大低空经济的应用，并在沿江各市设立示范区和维修基地。\n"
)
ROW = PriorityRow(
    key="GS0001", title_en="Low-altitude economy", title_zh="低空经济", signal="support",
    speaker="government", stage="pledged", effective_from=DAY, paragraph=2,
    anchor="扩大低空经济的应用", summary_zh="推广低空应用。",
)  # fmt: skip


def _told(row=ROW, text=TEXT, given=DAY):
    reading = read_text(TEXT)
    count = len(reading.paragraphs)
    report = Report(
        "620000", "Report", "报告", given, given, "", "source", reading.digest, count
    )  # fmt: skip
    return list(faults({"620000": SeedList("620000", (row,), report)}, {"620000": text}))


def test_a_row_that_stands_in_its_paragraph_has_no_fault():
    assert _told() == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"paragraph": 1}, "GS0001: paragraph 1 does not hold 扩大低空经济的应用"),
        ({"paragraph": 9}, "GS0001: paragraph 9 does not hold 扩大低空经济的应用"),
        ({"anchor": "扩大应用"}, "GS0001: paragraph 2 does not hold 扩大应用"),
        ({"anchor": ""}, "GS0001: the anchor has 0 characters"),
        (
            {"anchor": "今年扩大低空经济的应用，并在沿江各市设立示"},
            "GS0001: the anchor has 21 characters",
        ),
        ({"title_en": ""}, "GS0001: a title is missing"),
        ({"title_zh": ""}, "GS0001: a title is missing"),
        (
            {"summary_zh": "省里在沿江各市设立示范区和维修基地。"},
            "GS0001: copied: 在沿江各市设立示范区和维修基地。",
        ),
    ],
)
def test_each_fault_of_a_row_is_told(changed, told):
    assert _told(replace(ROW, **changed)) == [told]


def test_a_report_given_on_another_day_is_told():
    told = _told(given=dt.date(2026, 1, 28))
    assert told == ["620000: its head does not say that it was given on 2026-01-28"]


def test_another_text_is_told():
    assert "620000: digest or number of paragraphs is another" in _told(text=TEXT + "完\n")


def test_a_report_without_a_text_is_told():
    reading = read_text(TEXT)
    report = Report("620000", "R", "报", DAY, DAY, "", "s", reading.digest, 2)
    assert list(faults({"620000": SeedList("620000", (ROW,), report)}, {})) == [
        "620000: there is no text"
    ]
