"""Chinese: what may be cut from the ends of a word, and its parts."""

from __future__ import annotations

from collections.abc import Iterator

_BEFORE = (
    "优质",
    "高档",
    "高端",
    "新型",
    "定制",
    "各类",
    "各种",
    "批发",
    "专业",
    "国产",
    "进口",
    "出口",
    "廉价",
    "便宜",
    "其他",
    "通用",
    "普通",
    "工厂",
    "厂家",
    "中国",
    "采购",
    "购买",
    "寻找",
    "环保",
)
_AFTER = (
    "生产厂家",
    "生产商",
    "制造商",
    "供应商",
    "厂家",
    "工厂",
    "制造业",
    "制造",
    "生产",
    "定制",
    "定做",
    "订制",
    "代工",
    "贴牌",
    "加工厂",
    "加工",
    "产品",
    "制品",
    "用品",
    "系列",
    "类",
    "类产品",
    "批量",
    "采购",
    "出口",
    "行业",
    "产业",
    "企业",
    "公司",
    "业务",
    "服务商",
    "服务",
    "外包",
    "代办",
    "办理",
)


def without_affixes(key: str) -> Iterator[str]:
    """Shorter forms of a word, one affix less each, the longest first."""
    while True:
        shorter = _cut(key)
        if shorter is None:
            return
        yield shorter
        key = shorter


def _cut(key: str) -> str | None:
    for end in _AFTER:
        if key.endswith(end) and len(key) - len(end) >= 2:
            return key.removesuffix(end)
    for start in _BEFORE:
        if key.startswith(start) and len(key) - len(start) >= 2:
            return key.removeprefix(start)
    return None


def cuts(text: str) -> list[str]:
    """Every part of a short modifier of one to four characters, those near the end last."""
    ends = range(1, len(text) + 1)
    found = [text[start:end] for end in ends for start in range(max(0, end - 4), end)]
    found.sort(key=lambda part: (text.rfind(part) + len(part), len(part)))
    return found
