"""Codes of languages and markets, from any common spelling.

They are those of the Unicode CLDR, in English and Chinese.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from babel import Locale

from partners.errors import UnknownName
from partners.names.nearest import LazyNames


# Reading CLDR's tables is slow, so each index is built once per process.
@cache
def _languages() -> Mapping[str, str]:
    return _spellings("languages", lambda code: len(code) == 2 and code.isalpha())


@cache
def _markets() -> Mapping[str, str]:
    spellings = _spellings("territories", lambda code: len(code) == 2 and code.isalpha())
    # Everyday names that CLDR lacks. EU is a code of CLDR's, though no country's.
    spoken = {
        "uk": "GB", "usa": "US", "uae": "AE", "europe": "EU", "the netherlands": "NL",
        "america": "US", "britain": "GB", "great britain": "GB", "holland": "NL",
        "turkey": "TR", "czech republic": "CZ", "korea": "KR", "ivory coast": "CI",
        "hong kong": "HK", "macau": "MO", "macao": "MO", "香港": "HK", "澳门": "MO",
        "欧洲": "EU", "沙特": "SA", "阿联酋": "AE", "印尼": "ID", "南韩": "KR",
    }  # fmt: skip
    return spellings | spoken


def _spellings(table: str, wanted: Callable[[str], bool]) -> dict[str, str]:
    """Folded spelling -> code, from the codes themselves and CLDR's English and Chinese names."""
    spellings: dict[str, str] = {}
    # English last, so that it wins where a spelling has two meanings.
    for language in ("zh", "en"):
        for code, name in getattr(Locale(language), table).items():
            if wanted(code):
                spellings[_fold(name)] = code
                spellings[_fold(code)] = code
    return spellings


def language_spellings() -> Mapping[str, str]:
    """Folded spelling -> ISO 639-1 code: every name in English and Chinese, and every code."""
    return _languages()


def market_spellings() -> Mapping[str, str]:
    """Folded spelling -> ISO 3166-1 code, or EU: every name in English and Chinese, and every
    code.
    """
    return _markets()


def language_code(text: str) -> str:
    """The ISO 639-1 code of a language. Raises `UnknownName`."""
    key = _fold(text)
    if key not in _languages():
        # The script or region of a tag such as zh-Hans does not matter here.
        key = key.partition("-")[0]
    return _lookup(text, key, _languages(), "language")


def market_code(text: str) -> str:
    """The ISO 3166-1 code of a market, or EU. Raises `UnknownName`."""
    return _lookup(text, _fold(text), _markets(), "market")


@cache
def language_name(code: str, locale: str) -> str:
    """CLDR's name of the language in the locale `en` or `zh`; the code where CLDR has none."""
    return str(Locale(locale).languages.get(code, code))


@cache
def market_name(code: str, locale: str) -> str:
    """CLDR's name of the market in the locale `en` or `zh`; the code where CLDR has none."""
    return str(Locale(locale).territories.get(code, code))


def _lookup(text: str, key: str, known: Mapping[str, str], what: str) -> str:
    if key in known:
        return known[key]
    raise UnknownName(text, _nearest(key, known), what=what)


def _nearest(key: str, known: Mapping[str, str]) -> LazyNames:
    def search() -> Iterable[str]:
        # A higher cutoff than elsewhere: short codes are like many names by chance.
        close = difflib.get_close_matches(key[:60], known, 3, 0.6)
        return dict.fromkeys(known[name] for name in close)

    return LazyNames(search)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
