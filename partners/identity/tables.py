"""The word tables of `seeds/identity`, read once in each process."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
# Short forms and irregular forms of English words -> the stem that the long form has.
_SHORT_FORMS = {
    **dict.fromkeys(("tech", "technics", "technical", "technique"), "technol"),
    **dict.fromkeys(("sci", "scientific"), "science"),
    **dict.fromkeys(("pharm", "pharma", "pharmacy"), "pharmac"),
    **dict.fromkeys(("chem", "chemistry"), "chemica"),
    **dict.fromkeys(("bio", "biological", "biotech", "biosciences"), "biology"),
    **dict.fromkeys(("ind", "inds"), "industr"),
    **dict.fromkeys(("mfg", "mfr"), "manufac"),
    **dict.fromkeys(("intl",), "interna"),
    **dict.fromkeys(("eng",), "enginee"),
    **dict.fromkeys(("dev",), "develop"),
    **dict.fromkeys(("info",), "informa"),
    **dict.fromkeys(("mech",), "machine"),
    **dict.fromkeys(("auto",), "automob"),
    **dict.fromkeys(("automotive",), "automob"),
    **dict.fromkeys(("aluminium",), "aluminu"),
    **dict.fromkeys(("fibre",), "fiber"),
    **dict.fromkeys(("tyre",), "tire"),
    **dict.fromkeys(("mould", "moulds", "moulding"), "mold"),
}
_STEM = 7


@dataclass(frozen=True, slots=True)
class IndustryWord:
    """A Chinese word of trade, the stems of its English translations, and whether it is general
    (technology, industry): such a word says little of a firm.
    """

    stems: frozenset[str]
    general: bool


# Company names repeat few thousand words.
@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """The stem of a lower-case English word: seven letters of the singular."""
    if word in _SHORT_FORMS:
        return _SHORT_FORMS[word]
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    return _SHORT_FORMS.get(word, word[:_STEM])


@lru_cache(maxsize=1)
def industry_words() -> dict[str, IndustryWord]:
    """Chinese word of trade -> its English stems and its weight."""
    return {
        row["zh"]: IndustryWord(
            frozenset(stem(word) for word in row["en"].split()), row["weight"] == "general"
        )
        for row in rows("identity/industry_words.csv")
    }


def is_general(word: str) -> bool:
    """Whether a Chinese word of trade says little of a firm."""
    return word in industry_words() and industry_words()[word].general


@lru_cache(maxsize=1)
def english_stems() -> dict[str, bool]:
    """English stem of a word of trade -> whether it is general."""
    stems: dict[str, bool] = {}
    for word in industry_words().values():
        for one in word.stems:
            stems[one] = stems.get(one, False) or word.general
    return stems


@lru_cache(maxsize=1)
def trade_words() -> dict[str, tuple[str, ...]]:
    """Chinese word of a trade name -> its English renderings, letters only, brands among them."""
    words = {row["zh"]: tuple(row["en"].split()) for row in rows("identity/trade_words.csv")}
    for name, english in brands().items():
        words[name] = words.get(name, ()) + english
    return words


@lru_cache(maxsize=1)
def brands() -> dict[str, tuple[str, ...]]:
    """Chinese name of a well-known brand -> its Latin names, letters only in lower case."""
    return {
        row["zh"]: tuple(part.replace(" ", "").casefold() for part in row["en"].split("|"))
        for row in rows("identity/brands.csv")
    }


@lru_cache(maxsize=1)
def shared_cores() -> frozenset[str]:
    """The first two characters of trade names that several listed firms have in common."""
    return frozenset(row["core"] for row in rows("identity/listed_cores.csv"))


@lru_cache(maxsize=1)
def readings() -> dict[str, tuple[str, ...]]:
    """Chinese character with several readings -> those that names use, without tones."""
    return {row["sign"]: tuple(row["pinyin"].split()) for row in rows("identity/readings.csv")}


@lru_cache(maxsize=1)
def cantonese() -> dict[str, tuple[str, ...]]:
    """Chinese character -> its usual spellings in Hong Kong company names."""
    return {row["sign"]: tuple(row["romanised"].split()) for row in rows("identity/cantonese.csv")}


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file of `seeds`."""
    with (_SEEDS / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
