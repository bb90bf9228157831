"""Which part of a work report a paragraph belongs to: what was done, the plan, or the tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from priorities.reading.paragraphs import PLAN, WORK_REPORT, Paragraph


class Section(StrEnum):
    """A part of a document. A document without parts is all tasks."""

    REVIEW = "review"
    PLAN = "plan"
    TASKS = "tasks"


_NUMBERED = re.compile(r"[一二三四五六七八九]、\s*")
_LONGEST_HEADING, _LONGEST_BARE = 60, 30
_REVIEW = re.compile(r"回顾|总结|成就|成绩|新进展|新成效|主要工作和|过去")
_PLAN_WORDS = re.compile(r"十[一二三四五六七八九]五|五年规划|蓝图|总体要求和|奋斗目标")
_THIS_YEAR = re.compile(r"(?:20\d\d|今)年")
_TASKS = re.compile(r"开好局|自身建设|政府治理|重点工作|工作安排|主要任务")
# What a paragraph begins with where a report changes its subject without a heading.
_PLAN_BEGINS = re.compile(
    r"(?:各位代表[！，])?(?:[“\"]十[一二三四五六七八九]五[”\"]时期"
    r"|(?:根据|按照)[^。]{0,60}第十[一二三四五六七八九]个五年规划)"
)
_PLAN_SAYS = re.compile(
    r"夯实基础|承前启后|关键时期|总体要求|主要目标|目标任务|指导思想|规划的建议|规划纲要"
)
_PAST = re.compile(r"极不|五年来|收官|成就|历程")
_TASKS_BEGIN = re.compile(
    r"(?:各位代表[！，])?(?:(?:今年|20\d\d年)[^。]{0,60}|做好(?:今年|20\d\d年))"
)
_TASKS_SAY = re.compile(r"开局之年|第一年|预期目标|总体要求|做好(?:今年|20\d\d年)")


def sections(paragraphs: Sequence[Paragraph], kind: str = WORK_REPORT) -> tuple[Section, ...]:
    """The section of each paragraph, in order. A heading belongs to the section that it opens; a
    plan is plan from its first line to its last.
    """
    if kind == PLAN:
        return (Section.PLAN,) * len(paragraphs)
    found: list[Section] = []
    headed = any(_section_of_heading(one.text) for one in paragraphs)
    now = Section.REVIEW if headed or _is_report(paragraphs) else Section.TASKS
    for paragraph in paragraphs:
        now = _next(now, paragraph.text)
        found.append(now)
    return tuple(found)


def _is_report(paragraphs: Sequence[Paragraph]) -> bool:
    return bool(paragraphs) and paragraphs[0].text.startswith("各位代表")


def _next(now: Section, text: str) -> Section:
    if heading := _section_of_heading(text):
        return heading
    if now is not Section.TASKS and _TASKS_BEGIN.match(text) and _TASKS_SAY.search(text[:80]):
        return Section.TASKS
    says_plan = _PLAN_BEGINS.match(text) and _PLAN_SAYS.search(text[:120])
    if now is Section.REVIEW and says_plan and not _PAST.search(text[:60]):
        return Section.PLAN
    return now


def _section_of_heading(text: str) -> Section | None:
    """The section that a heading opens; None for a text that is no heading of a section."""
    numbered = _NUMBERED.match(text) is not None and len(text) <= _LONGEST_HEADING
    bare = len(text) <= _LONGEST_BARE and not re.search("[，。：；！]", text)
    if not numbered and not (bare and _is_telling(text)):
        return None
    plan, year = _PLAN_WORDS.search(text), _THIS_YEAR.search(text)
    if _REVIEW.search(text):
        return Section.REVIEW
    # A heading of both the plan and this year's tasks opens with the plan.
    if plan and "开好局" not in text and not (year and year.start() < plan.start()):
        return Section.PLAN
    return Section.TASKS


def _is_telling(text: str) -> bool:
    """Whether a line without a number says by its words that a section begins."""
    return bool(
        _REVIEW.search(text)
        or (_PLAN_WORDS.search(text) and re.search("目标|任务|要求", text))
        or (_THIS_YEAR.search(text) and _TASKS.search(text))
    )
