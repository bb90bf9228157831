"""Languages, markets and standards by any common spelling, through CLDR's names."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from babel import Locale

from partners.errors import UnknownName
from partners.names.nearest import Nearest
from partners.names.standards import ALIASES, SHORT, STANDARDS


@cache
def _languages() -> Mapping[str, str]:
    return _spellings("languages", lambda code: len(code) == 2 and code.isalpha())


@cache
def _markets() -> Mapping[str, str]:
    spellings = _spellings("territories", lambda code: len(code) == 2 and code.isalpha())
    spoken = {"uk": "GB", "usa": "US", "uae": "AE", "europe": "EU", "the netherlands": "NL"}
    return spellings | spoken


def _spellings(table: str, wanted: Callable[[str], bool]) -> dict[str, str]:
    """folded spelling -> code, from CLDR's English and Chinese names and the code itself."""
    spellings: dict[str, str] = {}
    for language in ("zh", "en"):
        for code, name in getattr(Locale(language), table).items():
            if wanted(code):
                spellings[_fold(name)] = code
                spellings[_fold(code)] = code
    return spellings


@cache
def _standards() -> Mapping[str, str]:
    spoken = {_bare(alias): name for alias, name in (*ALIASES.items(), *SHORT.items())}
    return spoken | {_bare(name): name for name in STANDARDS}


def language(text: str) -> str:
    """The ISO 639-1 code of a language; raises `UnknownName`."""
    key = _fold(text)
    # A language tag such as zh-Hans is its language.
    return _find(
        text, key if key in _languages() else key.partition("-")[0], _languages(), "language"
    )


def market(text: str) -> str:
    """The ISO 3166-1 code of a market, or EU; raises `UnknownName`."""
    return _find(text, _fold(text), _markets(), "market")


@cache
def language_name(code: str, tongue: str) -> str:
    """What CLDR calls the language in `en` or `zh`; the code itself where it has no name."""
    return str(Locale(tongue).languages.get(code, code))


@cache
def market_name(code: str, tongue: str) -> str:
    """What CLDR calls the market in `en` or `zh`; the code itself where it has no name."""
    return str(Locale(tongue).territories.get(code, code))


def standard(text: str) -> str:
    """The usual name of a certificate, its year of edition left aside; raises `UnknownName`."""
    return _find(text, _bare(text.partition(":")[0]), _standards(), "certificate")


def is_short(text: str) -> bool:
    """Is this an owner's name, said for the best known of its certificates?"""
    return _bare(text) in {_bare(one) for one in SHORT}


def _find(text: str, key: str, known: Mapping[str, str], what: str) -> str:
    if key in known:
        return known[key]
    raise UnknownName(text, _nearest(key, known), what=what)


def _nearest(key: str, known: Mapping[str, str]) -> Nearest:
    def search() -> Iterable[str]:
        close = difflib.get_close_matches(key[:60], known, 3, 0.6)
        return dict.fromkeys(known[name] for name in close)

    return Nearest(search)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def nearest(text: str, names: Iterable[str], otherwise: Iterable[str] = ()) -> Nearest:
    """The known names most like the text, best first, at most three; `otherwise` where none is."""
    return Nearest(lambda: difflib.get_close_matches(text[:60], list(names), 3, 0.5) or otherwise)
