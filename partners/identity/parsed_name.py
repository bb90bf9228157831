"""The parts of a company name in either script."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from partners.names.traditional import to_simplified_in_names

# CJK Unified Ideographs with Extension A.
_CHINESE = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class ParsedName:
    """A name in its parts.

    `text` is the whole name, normalised. `place_text` and `places` are the place that it states,
    as GB/T 2260 codes: several where a Latin spelling is that of several, as Suzhou. `site` is the
    place or plant in brackets, which tells the firms of a group apart. `country` says that the name
    states China, `country_inside` that it does so in brackets. `core` is the
    trade name, and `words` the words of trade after it (Chinese words, or English stems).
    `tokens` are the words of a Latin name without place and legal form. `legal` is the kind of
    legal form. `branch` is what makes the name that of a branch of `parent`. `numbers` are the
    numerals in it.
    """

    chinese: bool
    text: str
    place_text: str = ""
    places: tuple[str, ...] = ()
    country: bool = False
    country_inside: bool = False
    site: str = ""
    core: str = ""
    words: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    legal: str = ""
    group: bool = False
    branch: str = ""
    parent: str = ""
    numbers: frozenset[str] = frozenset()
    # The short name of a listed firm: 万马股份, 大东海A.
    share_short: bool = False

    @property
    def rest(self) -> str:
        """The Chinese name without place and legal form."""
        return self.core + "".join(self.words)


def is_chinese(text: str) -> bool:
    """Whether a text has a Chinese character."""
    return not text.isascii() and _CHINESE.search(text) is not None


def normalise(text: str) -> str:
    """One width, one kind of bracket, simplified characters."""
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    if not _traditional().isdisjoint(text):
        text = text.translate(to_simplified_in_names())
    return text.strip()


@lru_cache(maxsize=1)
def _traditional() -> frozenset[str]:
    return frozenset(map(chr, to_simplified_in_names()))
