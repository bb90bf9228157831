"""Languages in which a buyer wants to be spoken to."""

import re
from collections.abc import Mapping
from functools import cache

from matcher.briefs.sentence.buyer_text import BuyerText, alternatives
from matcher.briefs.sentence.reading import Findings
from partners.names.vocabulary import language_spellings

_EVERYDAY = {
    "英文": "en",
    "英语": "en",
    "中文": "zh",
    "德文": "de",
    "法文": "fr",
    "日文": "ja",
    "韩文": "ko",
    "俄文": "ru",
    "mandarin": "zh",
}


def read_languages(text: BuyerText, findings: Findings) -> None:
    """Read the languages beside a word for speaking: English-speaking, speaks German, 会英语."""
    for found in text.find(_phrases()):
        spoken = next(name for name in found.groups() if name)
        text.take(found.start(), found.end())
        findings.add("languages", _languages()[spoken], found.start(), found.end())


@cache
def _languages() -> Mapping[str, str]:
    names = {
        name: code
        for name, code in language_spellings().items()
        if len(name) > 2 or not name.isascii()
    }
    return {**names, **_EVERYDAY}


@cache
def _phrases() -> re.Pattern[str]:
    names = alternatives(_languages())
    return re.compile(
        rf"({names})[\s-](?:speaking|speakers?|language|fluent)(?![a-z])"
        rf"|(?:speaks?|speaking|fluent\sin|good|communicat(?:e|ion)\sin|correspond(?:ence)?\sin|must\sspeak)\s({names})(?:\s(?:skills|communication))?(?![a-z])"
        rf"|(?:能?会?说|能?会?讲|会|懂|精通|能用|用|可)({names})(?:沟通|交流|服务|对接)?"
        rf"|({names})(?:沟通|交流|流利|对接|客服)"
    )
