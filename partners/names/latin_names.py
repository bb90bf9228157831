"""A Latin spelling of a Chinese name, where no source gives one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from partners.identity.comparison import parse
from partners.identity.parsed_name import normalise
from partners.names.pinyin import sounds

_LONGEST = 200
_LEGAL = ("集团", "股份", "有限", "责任", "公司", "总厂", "研究院", "研究所")
_PIECE = re.compile(r"[A-Za-z0-9.&+-]+|[\u3400-\u9fff]+")


# A row is built to be validated, and again to be registered.
@lru_cache(maxsize=65_536)
def transliterate(name: str) -> str:
    """The pinyin of a Chinese name, a word for each of its parts: Foshan Xinmingzhu Taoci Youxian
    Gongsi.
    """
    text = normalise(name)
    spoken = sounds(text)
    words = ("".join(spoken[start:end]) for start, end in _words(text))
    return " ".join(word[:1].upper() + word[1:] for word in words)[:_LONGEST].strip()


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the words of a name: its place, trade name, words of trade and form."""
    parsed = parse(text)
    cuts = {0, len(text)}
    at = 0
    for part in (parsed.place_text, parsed.core, *parsed.words):
        start = text.find(part, at) if part else -1
        if start >= 0:
            at = start + len(part)
            cuts |= {start, at}
    for form in _LEGAL:
        for found in re.finditer(form, text[at:]):
            cuts |= {at + found.start(), at + found.end()}
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        for piece in _PIECE.finditer(text, start, end):
            yield piece.span()
