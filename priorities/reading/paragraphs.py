"""The numbered paragraphs of a document, without what a web page puts around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

WORK_REPORT = "work-report"
PLAN = "plan"
OTHER = "other"
KINDS = (WORK_REPORT, PLAN, OTHER)

_OPENING = re.compile(r"各位代表\s*[：:]")
_CLOSING = re.compile(r"更加紧密地?团结|紧密团结在以")
# What follows a body: a glossary, annexes, links, and what a page says of itself.
_AFTER = re.compile(
    r"(?:附件|附录|附：|名词解释|名词注释|注释[：:]|有关名词|相关(?:报道|文档|附件|链接|阅读|新闻)|责任编辑|"
    r"编辑[：:]|扫一扫|打印本页|关闭窗口|（来源|来源[：:]|分享(?:到)?[：:]?$|【?关闭】?$|上一篇|下一篇)"
)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its number, from 1, and its text without space at the ends."""

    number: int
    text: str


def body(text: str, kind: str = WORK_REPORT) -> tuple[Paragraph, ...]:
    """The paragraphs of a document, in order: each line that is not empty.

    A work report begins with its line 各位代表, which is paragraph 1, and ends with its closing
    words; page furniture before and after is passed over. Another kind, and a report without that
    line, is numbered from its first line.
    """
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    if kind == WORK_REPORT:
        lines = _report(lines)
    return tuple(Paragraph(number, line) for number, line in enumerate(lines, 1))


def _report(lines: Sequence[str]) -> list[str]:
    start = next((at for at, line in enumerate(lines) if _OPENING.match(line)), None)
    if start is None:
        return list(lines)
    rest = list(lines[start:])
    end = next((at for at, line in enumerate(rest) if at and _ends(line)), len(rest))
    closing = [at for at in range(end) if _CLOSING.search(rest[at])]
    # The formula also stands in review passages: only one in the last part closes the speech.
    if closing and closing[-1] * 2 > end:
        end = closing[-1] + 1
    return rest[:end]


def _ends(line: str) -> bool:
    """Whether a line is furniture after the body, or the opening said again."""
    return _AFTER.match(line) is not None or _OPENING.match(line) is not None
