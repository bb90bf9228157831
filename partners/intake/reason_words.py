"""Why two records may be of one organisation, in the language of the reader.

The comparison of names is plain Python; it stores short codes with the words that it compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.languages.translation import reads_chinese

IDENTIFIERS: Mapping[str, Any] = {
    "uscc": _("Unified social credit code"),
    "lei": _("LEI"),
    "stock": _("Stock code"),
    "customs": _("Customs code"),
    "website": _("Website"),
}
# What is compared, in English and in Chinese.
_SUBJECTS = {
    "core": ("trade name", "主体名称"),
    "place": ("place", "地点"),
    "words": ("other words of the name", "用词"),
    "group": ("group of firms", "集团"),
    "name": ("name", "名称"),
    "number": ("number in the name", "数字"),
    "branch": ("branch", "分支机构"),
    "site": ("site", "厂址"),
    "direction": ("direction in the name", "方位"),
    "identifier": ("identifier", "标识"),
}
_SAID_IN_ENGLISH = {
    "none": "nothing alike",
    "equal": "the same",
    "not equal": "different",
    "place and trade": "the same place and trade",
    "only place and trade agree": "only the place and the trade agree",
    "sounds alike": "sounds the same",
    "the place is the trade name, and one lies in the other":
        "both are named after their place, and one place lies in the other",
    "one lies in the other": "one place lies in the other",
    "one states China": "one names no more than China",
    "the name has no trade name of its own": "the name holds no trade name",
    "one name has more": "one name has more words",
}  # fmt: skip
_BETWEEN_IN_ENGLISH = ((" ~ ", " is like "), (" = ", " is spelled like "), (" / ", " and "))
_SAID = {
    "none": "无", "equal": "相同", "not equal": "不同",
    "only one has a trade name": "仅一方有字号",
    "only place and trade agree": "仅地点与行业一致",
    "place and trade": "地点与行业",
    "sounds alike": "读音相同",
    "the place is the trade name, and one lies in the other": "地名即字号，且一地位于另一地之内",
    "too common to decide alone": "过于常见，不能单凭此判定",
    "too short to decide alone": "过短，不能单凭此判定",
    "one is the group": "一方为集团",
    "one is the firm in China": "一方为在华公司",
    "one lies in the other": "一地位于另一地之内",
    "one states China": "一方仅注明中国",
    "the Chinese name alone states a trade": "仅中文名称注明行业",
    "the Latin name alone states a trade": "仅外文名称注明行业",
    "only one name states a group": "仅一方名称注明集团",
    "a word of trade that only sounds like the Latin name": "行业用词仅与外文名称读音相近",
    "each name states another trade": "双方名称各注明另一行业",
    "only one name states a place": "仅一方名称注明地点",
    "the name has no trade name of its own": "名称中没有字号",
    "a general word differs": "通用词不同",
    "one name has more": "一方名称用词更多",
}  # fmt: skip
_PATTERNS = tuple(
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r"only one name states (.+)", r"仅一方名称注明“\1”"),
        (r"(.+), in front in one name", r"“\1”，在其中一方名称之首"),
        (r"only (.+) states a trade", r"仅“\1”注明行业"),
        (r"part of (.+) is spelled", r"拼写对应“\1”的一部分"),
        (r"parts of all words: (.+)", r"各词均有部分相同：\1"),
        (r"(.+) are the initials of (.+)", r"\1 是“\2”的首字母"),
        (r"(.+) and (.+) is another name", r"\1 与 \2 是不同的名称"),
        (r"(.+) is not spelled", r"“\1”未被拼写"),
        (r"(.+) is not in (.+)", r"\1 不在“\2”之中"),
        (r"(.+) may shorten (.+)", r"\1 可能是 \2 的简称"),
        (r"(.+) is not (.+)", r"\1 与 \2 不同"),
    )
)
_OTHERS = (
    (re.compile(r"\bpartner (\d+)"), r"合作方 \1"),
    (re.compile(r"\brow (\d+)"), r"第 \1 行"),
    (re.compile(r"\bthe key is given twice"), "键重复"),
    (re.compile(r"\bthe names agree"), "名称一致"),
)
# At the start or behind a mark: another sentence may hold such a word before its own colon.
_REASON = re.compile(rf"(?:^|(?<=[;:] ))({'|'.join(_SUBJECTS)}): ([^;]*)")
_SAME = re.compile(r"may be the same organisation as ([^:]+)")


def told_reason(text: str) -> str:
    """The reason, or several within a sentence, in the language of the reader; what has no words
    of its own stays.
    """
    told = _REASON.sub(_told, text)
    if not reads_chinese():
        return told
    told = _SAME.sub(r"可能与 \1 是同一机构", told)
    for pattern, chinese in _OTHERS:
        told = pattern.sub(chinese, told)
    return told


def _told(found: re.Match[str]) -> str:
    subject, said, chinese = found[1], found[2], reads_chinese()
    if subject == "identifier":
        kind, _, rest = said.partition(" ")
        said = f"{IDENTIFIERS.get(kind, kind)} {rest}"
    words = _SUBJECTS[subject][chinese]
    return f"{words}：{_in_chinese(said)}" if chinese else f"{words}: {_in_english(said)}"


def _in_english(text: str) -> str:
    if text in _SAID_IN_ENGLISH:
        return _SAID_IN_ENGLISH[text]
    for mark, words in _BETWEEN_IN_ENGLISH:
        text = text.replace(mark, words)
    return text


def _in_chinese(text: str) -> str:
    if text in _SAID:
        return _SAID[text]
    for pattern, chinese in _PATTERNS:
        if pattern.fullmatch(text):
            return pattern.sub(chinese, text)
    return text
