"""Latin spellings of Chinese characters: pinyin, Wade-Giles, Hong Kong Cantonese, translations."""

import re
from functools import lru_cache

from partners.identity.tables import cantonese, industry_words, readings, trade_words
from partners.names.pinyin import sounds

# fmt: off
_INITIALS = (
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r",
    "z", "c", "s", "y", "w",
)
# fmt: on
_FINALS = [
    "iang",
    "iong",
    "uang",
    "ang",
    "eng",
    "ing",
    "ong",
    "ian",
    "iao",
    "uai",
    "uan",
    "ai",
    "ei",
    "ao",
    "ou",
    "an",
    "en",
    "in",
    "un",
    "ia",
    "ie",
    "iu",
    "ua",
    "uo",
    "ui",
    "ue",
    "er",
    "a",
    "o",
    "e",
    "i",
    "u",
    "v",
]
_SYLLABLE = re.compile(rf"(?:{'|'.join(_INITIALS)})?(?:{'|'.join(_FINALS)})")
# Pinyin initial -> Wade-Giles initials without apostrophes, as firms write them.
_WADE_INITIALS = {
    "zh": ("ch",), "q": ("ch", "ts"), "j": ("ch", "k", "ts"), "x": ("hs", "s"), "z": ("ts",),
    "c": ("ts",), "b": ("p",), "d": ("t",), "g": ("k",), "r": ("j",),
}  # fmt: skip
_WADE_FINALS = {"ong": "ung", "ian": "ien", "ie": "ieh", "ue": "ueh", "ui": "uei", "uo": "o"}
_LONGEST_WORD = 6


@lru_cache(maxsize=16_384)
def pinyin_of(text: str) -> tuple[str, ...]:
    """The pinyin of each character, without tones, read in the words of the text."""
    return tuple(syllable.casefold() for syllable in sounds(text))


@lru_cache(maxsize=16_384)
def readings_of(sign: str) -> tuple[str, ...]:
    """The readings of a character that names use, the commonest first, as names write them."""
    known = readings().get(sign) or sounds(sign)
    return tuple(
        dict.fromkeys(one for read in known for one in (read.casefold(), *_variants(read)))
    )


@lru_cache(maxsize=16_384)
def spellings_of_sign(sign: str) -> tuple[str, ...]:
    """All spellings of a character: pinyin readings, Wade-Giles, Cantonese."""
    if not "\u3400" <= sign <= "\u9fff":
        return (sign.casefold(),)
    found: dict[str, None] = {}
    for reading in readings_of(sign):
        found |= dict.fromkeys((reading, *wade_giles(reading)))
    return tuple(found | dict.fromkeys(cantonese().get(sign, ())))


@lru_cache(maxsize=65_536)
def reads_otherwise(latin: str, chinese: str) -> bool:
    """Whether a text is pinyin, syllable by syllable, of other characters: dongfeng for 东方,
    tongfeng too, though `tong` is an old spelling of 东.
    """
    syllables = syllables_of(latin)
    if not syllables or len(syllables) < 2 or len(syllables) != len(chinese):
        return False
    pairs = zip(syllables, chinese, strict=True)
    return not all(syllable in readings_of(sign) for syllable, sign in pairs)


def wade_giles(syllable: str) -> tuple[str, ...]:
    """The old spellings of a syllable of pinyin: qing, ching, tsing."""
    initial = next((one for one in _INITIALS if syllable.startswith(one)), "")
    final = syllable[len(initial) :]
    finals = {final, _WADE_FINALS.get(final, final)}
    if initial in ("zh", "ch", "sh", "r") and final == "i":
        finals = {"ih"}
    elif initial in ("z", "c", "s") and final == "i":
        finals = {"zu", "ze", "u"}
    starts = _WADE_INITIALS.get(initial, (initial,))
    return tuple(start + end for start in starts for end in finals)


def ends_of_spelling(latin: str, chinese: str) -> frozenset[int]:
    """The lengths of the beginnings of a Chinese text that a Latin text spells in full.

    Each character is spelled by its sound, or words are translated: 长城, great wall.
    """
    return _ends(latin, chinese)


def syllables_of(latin: str) -> tuple[str, ...] | None:
    """The syllables of pinyin that a text consists of, or None."""
    return _syllables(latin)


@lru_cache(maxsize=65_536)
def _syllables(latin: str) -> tuple[str, ...] | None:
    if not latin:
        return ()
    for length in range(min(6, len(latin)), 0, -1):
        if (
            latin[:length] in _known_syllables()
            and (rest := _syllables(latin[length:])) is not None
        ):
            return (latin[:length], *rest)
    return None


@lru_cache(maxsize=1)
def _known_syllables() -> frozenset[str]:
    # The syllables that about 7,000 common characters are read with.
    seeds = "".join(chr(code) for code in range(0x4E00, 0x9FA6, 3))
    known = {one for one in pinyin_of(seeds) if _SYLLABLE.fullmatch(one)}
    return frozenset(known - {"a", "e", "o", "n", "m", "ng", "hm", "hng"})


@lru_cache(maxsize=65_536)
def _ends(latin: str, chinese: str) -> frozenset[int]:
    if not latin:
        return frozenset((0,))
    found: set[int] = set()
    for length, spelling in _spelled_words(chinese[:_LONGEST_WORD]):
        if latin.startswith(spelling):
            found |= {length + end for end in _ends(latin[len(spelling) :], chinese[length:])}
    return frozenset(found)


@lru_cache(maxsize=65_536)
def _spelled_words(chinese: str) -> tuple[tuple[int, str], ...]:
    """(length, spelling) of the words that a text begins with."""
    if not chinese:
        return ()
    found = [(1, spelling) for spelling in spellings_of_sign(chinese[0])]
    for length in range(1, len(chinese) + 1):
        word = chinese[:length]
        found += [(length, english) for english in trade_words().get(word, ())]
        if length > 1 and (industry := industry_words().get(word)):
            found += [(length, stem) for stem in industry.stems if len(stem) < 7]
    return tuple(found)


def _variants(reading: str) -> tuple[str, ...]:
    # 绿, 女: ü is written v, u or yu. 华: hwa.
    if "v" in reading:
        return (reading.replace("v", "u"), reading.replace("v", "yu"), reading.replace("v", "ue"))
    if reading.startswith(("hua", "gua", "kua")):
        return (reading[0] + "w" + reading[2:],)
    return ()
