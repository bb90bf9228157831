"""The titles and the summaries that are suggested for a proposal, in our own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from partners.models import Sector
from priorities.models import ReadProposal

TEXTS = ("title_en", "title_zh", "summary_en", "summary_zh")
_NAMED = 3  # sectors that a title names
_LONGEST = 240
_SECTIONS = {
    "review": ("What was done", "工作回顾"),
    "plan": ("Aims", "规划目标"),
    "tasks": ("Work of the year", "工作安排"),
}
_SIGNALS = {
    "support": ("help is promised to {}", "支持{}"),
    "strength": ("{} named as a strength", "{}列为优势"),
    "shortage": ("{} named as lacking", "{}存在短板"),
    "context": ("{} named", "提及{}"),
}
_STAGES = {
    "pledged": ("pledged", "已承诺"),
    "launched": ("launched", "已启动"),
    "under way": ("under way", "推进中"),
    "delivered": ("delivered", "已完成"),
    "lapsed": ("lapsed", "已失效"),
}
SectorNames = Mapping[str, tuple[str, str]]


def sector_names(proposals: Iterable[ReadProposal]) -> dict[str, tuple[str, str]]:
    """Code -> English and Chinese name of each sector that the proposals name. One query."""
    codes = {code for one in proposals for code in (*one.targets, *one.value("targets"))}
    rows = Sector.objects.filter(code__in=codes).values_list("code", "name_en", "name_zh")
    return {code: (english, chinese) for code, english, chinese in rows}


def texts_of(proposal: ReadProposal, names: SectorNames) -> dict[str, str]:
    """The titles and summaries of a proposal: as a curator wrote them, also empty, else as they
    are suggested from its sectors, section, signal and stage.
    """
    return {**suggested_texts(proposal, names), **_written(proposal)}


def suggested_texts(proposal: ReadProposal, names: SectorNames) -> dict[str, str]:
    """The texts that are suggested for the values of a proposal after mending."""
    targets = proposal.value("targets")
    named = [names.get(code, (code, code)) for code in targets]
    english = _listed([one[0] for one in named], "; ", " and {} more")
    chinese = _listed([one[1] for one in named], "、", "等（另有{}项）")
    if not targets:
        english, chinese = "Industry as a whole", "工业整体"
    section, signal, stage = (
        words[proposal.value(name)]
        for name, words in (("section", _SECTIONS), ("signal", _SIGNALS), ("stage", _STAGES))
    )
    return {
        "title_en": english,
        "title_zh": chinese,
        "summary_en": f"{section[0]}: {signal[0].format(english)}; {stage[0]}.",
        "summary_zh": f"{section[1]}：{signal[1].format(chinese)}；{stage[1]}。",
    }


def _written(proposal: ReadProposal) -> dict[str, str]:
    return {name: proposal.mended[name] for name in TEXTS if name in proposal.mended}


def _listed(names: list[str], comma: str, more: str) -> str:
    rest = len(names) - _NAMED
    whole = comma.join(names[:_NAMED]) + (more.format(rest) if rest > 0 else "")
    return whole[:_LONGEST]
