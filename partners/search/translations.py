"""The words of trade of a name, in the words of the other script. No Django here.

A firm that has only a Chinese name is found by an English one by the sound of its trade name and by
these words, and the other way round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from partners.identity.parsed_name import ParsedName
from partners.identity.tables import english_stems, industry_words


def translated_words(name: ParsedName) -> list[tuple[str, tuple[str, ...]]]:
    """The words of trade that the tables know, each with its translations: stems of English words
    for a Chinese name, Chinese words for a Latin one. Telling words come before general ones.
    """
    words = industry_words()
    found: list[tuple[bool, str, tuple[str, ...]]] = []
    for word in name.words:
        if name.chinese and word in words:
            found.append((words[word].general, word, tuple(sorted(words[word].stems))))
        elif not name.chinese and word in _by_stem():
            found.append((english_stems()[word], word, _by_stem()[word]))
    return [(word, texts) for _, word, texts in sorted(found, key=lambda one: one[0])]


@lru_cache(maxsize=1)
def _by_stem() -> Mapping[str, tuple[str, ...]]:
    """English stem -> the Chinese words of trade that it translates."""
    found = defaultdict(list)
    for chinese, word in industry_words().items():
        for stem in word.stems:
            found[stem].append(chinese)
    return {stem: tuple(words) for stem, words in found.items()}
