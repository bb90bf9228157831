"""The pinyin of Chinese names, by which curators search for partners.

The dictionary takes 60 MB of memory and a quarter of a second: a process loads it when it first
reads a name, as those that write partners do, and a search for a Chinese text that finds no name.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from partners.names.spellings import name_key

if TYPE_CHECKING:
    from pypinyin.core import Pinyin


@cache
def _dictionary() -> Pinyin:
    from pypinyin import load_single_dict
    from pypinyin.converter import UltimateConverter
    from pypinyin.core import Pinyin

    # pypinyin's first reading of these characters is rare in company names (长鑫, 美的, 锦都). A
    # longer word in its phrase dictionary still takes precedence.
    load_single_dict({ord("长"): "cháng,zhǎng", ord("的"): "dí,de", ord("都"): "dū,dōu"})
    # As `pypinyin.lazy_pinyin` has it.
    return Pinyin(UltimateConverter())


def pinyin_lines(names: Iterable[str]) -> str:
    """A line for each distinct name with Chinese characters: its syllables, without tones,
    separated by spaces (重庆长安: chong qing chang an).

    `partners.models.pinyin_field.PinyinLookup` searches this text.
    """
    return "\n".join(dict.fromkeys(_line(name) for name in names if _is_chinese(name)))


# A name is asked for its line of pinyin, for its Latin name, and again for the keys of the search.
@lru_cache(maxsize=8_192)
def sounds(text: str) -> tuple[str, ...]:
    """One for each character of the text; a character that is not Chinese is its own."""
    # The whole text is cut into words: the reading of a character depends on those around it.
    return tuple(sound for word in _dictionary().seg(text) for sound in _sounds_of_word(word))


# Names consist of few words: 有限, 公司.
@lru_cache(maxsize=65_536)
def _sounds_of_word(word: str) -> tuple[str, ...]:
    return tuple(_dictionary().lazy_pinyin([word], errors=list))  # type: ignore[arg-type]  # lists work


@lru_cache(maxsize=8_192)
def syllables(text: str) -> tuple[str, ...]:
    """The syllables of a text, without tones; letters and digits in a row are one: TCL."""
    words = [""]
    for sign, sound in zip(text, sounds(text), strict=True):
        if _is_chinese(sign):
            words += [sound, ""]
        else:
            words[-1] += sign
    return tuple(key for word in words if (key := name_key(word)))


def _line(name: str) -> str:
    return " ".join(syllables(name))


def _is_chinese(name: str) -> bool:
    # CJK Unified Ideographs with Extension A.
    return any("\u3400" <= sign <= "\u9fff" for sign in name)
