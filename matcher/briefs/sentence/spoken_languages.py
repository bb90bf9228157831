"""Languages in which a buyer wants to be spoken to."""

import re
from collections.abc import Mapping
from functools import cache

from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.lookup import Lookup
from matcher.briefs.sentence.reading import Findings
from partners.names.vocabulary import language_spellings

_EVERYDAY = {
    "英文": "en", "中文": "zh", "德文": "de", "法文": "fr", "日文": "ja", "韩文": "ko",
    "俄文": "ru", "mandarin": "zh",
}  # fmt: skip
_BEHIND = re.compile(
    r"[\s-](?:speaking|speakers?|language|fluent|skills|communication)(?![a-z])"
    r"|(?:沟通|交流|流利|对接|客服|服务)"
)
_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:speaks?|speaking|fluent\sin|(?:communicate|communication"
    r"|correspondence)\sin)\s(?:good\s)?"
    r"|(?<![a-z])good\s|能?会?说|能?会?讲|会|懂|精通|能用|可用)$"
)
_AND = re.compile(r"(?:\s(?:and|or)\s|/|,\s?|、|和|或)$")


def read_languages(text: BuyerText, findings: Findings) -> None:
    """Read the languages beside a word for speaking: English-speaking, speaks German, 会英语."""
    last_end = -1
    for found in _names().find(text):
        before, behind = text.before(found.start, _BEFORE), text.after(found.end, _BEHIND)
        joined = text.before(found.start, _AND)
        follows = joined is not None and joined.start() == last_end
        if not (before or behind or follows):
            continue
        start = before.start() if before else found.start
        last_end = behind.end() if behind else found.end
        findings.add("languages", _languages()[found.name], start, last_end)


@cache
def _languages() -> Mapping[str, str]:
    names = language_spellings().items()
    return {name: code for name, code in names if len(name) > 2 or not name.isascii()} | _EVERYDAY


@cache
def _names() -> Lookup:
    return Lookup(_languages())
