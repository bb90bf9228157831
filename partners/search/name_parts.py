"""A name in the parts that a search tells apart, in either script. No Django here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from partners.identity.chinese_names import LEGAL_FORMS
from partners.identity.english_names import english_words
from partners.identity.parsed_name import is_chinese, normalise
from partners.identity.place_prefixes import chinese_prefix

CHINESE, LATIN, SOUND = "z", "e", "p"
_UNIT = re.compile(r"[\u3400-\u9fff]|[^\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name as words in lower case, letters and digits only.

    A word is a Chinese character, a Latin word or, in the pinyin of a Chinese name (`kind` SOUND),
    a syllable. `place` words come first, then `rest`; `legal` is the legal form, in one text.
    """

    kind: str
    place: tuple[str, ...]
    rest: tuple[str, ...]
    legal: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words without the legal form."""
        return self.place + self.rest

    @property
    def body(self) -> str:
        """The name without its legal form, in one text."""
        return "".join(self.words)

    @property
    def tail(self) -> str:
        """The name without place and legal form, in one text."""
        return "".join(self.rest)

    @property
    def initials(self) -> str:
        """The first letter of each word."""
        return "".join(word[0] for word in self.words)

    @property
    def starts(self) -> frozenset[int]:
        """Where in `body` a word begins."""
        return frozenset(accumulate(map(len, self.words), initial=0))

    def text(self) -> str:
        """The name as one would write it, without its legal form."""
        return ("" if self.kind == CHINESE else " ").join(self.words)

    def line(self) -> str:
        """The name as a line of `SearchEntry.names`."""
        between = "" if self.kind == CHINESE else " "
        return f"{self.kind}{between.join(self.place)}|{between.join(self.rest)}|{self.legal}"


def from_lines(names: str) -> Iterator[NameParts]:
    """The names that were written with `NameParts.line`."""
    for line in names.split("\n"):
        kind, rest = line[0], line[1:]
        place, rest, legal = rest.split("|")
        if kind == CHINESE:
            yield NameParts(kind, tuple(place), tuple(rest), legal)
        else:
            yield NameParts(kind, tuple(place.split()), tuple(rest.split()), legal)


@lru_cache(maxsize=4_096)
def parts_of(name: str) -> NameParts:
    """The parts of a name in either script; a name of legal words alone has no other part."""
    return _chinese(name) if is_chinese(name) else _latin(name)


def units(text: str) -> list[str]:
    """The Chinese characters of a text, and what stands between them: each has one sound."""
    return _UNIT.findall(text)


def plain(text: str) -> str:
    """The letters and digits of a text in lower case, one width, simplified, without accents."""
    decomposed = unicodedata.normalize("NFKD", normalise(text).casefold())
    return "".join(sign for sign in decomposed if sign.isalnum())


def one_spelling(word: str) -> str:
    """A Latin word with u for v: people type Luliang and Lvliang for 吕梁 (Lüliang)."""
    return word.replace("v", "u")


def _chinese(name: str) -> NameParts:
    text, legal = plain(name), ""
    for ending in LEGAL_FORMS:
        if text.endswith(ending):
            text, legal = text[: -len(ending)], ending
            break
    place = chinese_prefix(text)[0] if text else ""
    return NameParts(CHINESE, tuple(place), tuple(text[len(place) :]), legal)


def _latin(name: str) -> NameParts:
    found = english_words(normalise(name))
    if not found.tokens:
        # Legal words or silent ones alone (The Limited), or signs of another script.
        words = tuple(re.findall(r"\w+", plain("".join(found.every)) or plain(name)))
        return NameParts(LATIN, (), () if found.legal else words, found.legal)
    place, tokens = (tuple(map(one_spelling, words)) for words in (found.place, found.tokens))
    return NameParts(LATIN, place, tokens, found.legal)
