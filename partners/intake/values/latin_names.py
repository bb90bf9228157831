"""A Latin spelling of a Chinese name, where no source gives one.

Only code that writes partners may import this module: pypinyin takes about 60 MB of memory.
"""

from __future__ import annotations

import re

from pypinyin import lazy_pinyin

from partners.identity.comparison import parse

# What a record says beside a name that no source gives.
MARK = "The Latin name is our transliteration: no source gives one."
_LONGEST = 200
_PIECES = re.compile(r"[A-Za-z0-9.&+-]+|[\u3400-\u9fff]{1,2}")


def transliterate(name: str) -> str:
    """The pinyin of a Chinese name, a word for each of its parts: Foshan Xinmingzhu Taoci Youxian
    Gongsi.
    """
    parsed = parse(name)
    parts = _parts(parsed.text, (parsed.place_text, parsed.core, *parsed.words))
    words = ("".join(lazy_pinyin(part)).strip() for part in parts)
    latin = " ".join(_capital(word) for word in words if word.strip("()（） "))
    return " ".join(latin.split())[:_LONGEST]


def _parts(text: str, known: tuple[str, ...]) -> list[str]:
    """The text cut at the borders of its known parts, in order; the rest is cut in twos."""
    cut: list[str] = []
    at = 0
    for part in (*known, ""):
        start = text.find(part, at) if part else len(text)
        if start < 0:
            continue
        cut += _in_twos(text[at:start])
        if part:
            cut.append(part)
        at = start + len(part)
    return cut


def _in_twos(text: str) -> list[str]:
    return _PIECES.findall(text)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
