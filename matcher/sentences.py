"""Reasons as sentences, in English and Chinese, from the same code and arguments."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_CEILING, Context, Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson

from matcher.reference.reasons import DECLARED_TO_YOU
from partners.lexicon.goods import shared_goods
from partners.names import making, vocabulary
from partners.names.certificates import name_in_chinese

LANGUAGES = ("en", "zh")
_ROOMS = ("briefs", "scoring", "matches", "shortlists", "digests")
_JOIN = {"en": ", ", "zh": "、"}
# The codes whose arguments of these names are codes of languages or markets, or usual names of
# processes or materials.
_CODED = ("have", "lack", "asked", "found")
_NAMES: Mapping[str, Callable[[str, str], str]] = {
    "languages": vocabulary.language_name,
    "markets": vocabulary.market_name,
    "processes": making.name_in,
    "materials": making.name_in,
}
_SIMULATED = re.compile(r"Demo (\d+) \(simulated\)")
_COUNTED = ("count", "pairs", "sets")
# How a classification begins the English name of an industry. Behind "makers" it says nothing, and
# whom a provider works for are its makers.
_INDUSTRY, _MAKERS = "Manufacture of ", "makers of "
_WORKED_FOR = ("fit.client_sector", "fit.client_others", "ask.client_sector")
_DECLARED = {"en": " (as declared to you)", "zh": "（据其向贵方申报）"}
_NO_NAMES: Mapping[str, str] = MappingProxyType({})

Phrase = Mapping[str, str]


def _read_phrases() -> tuple[dict[str, Phrase], dict[str, dict[str, Phrase]]]:
    """The phrases of all rooms by code, and the terms by kind and code."""
    tables: dict[str, dict[str, Phrase]] = {}
    terms: dict[str, dict[str, Phrase]] = {}
    for room in _ROOMS:
        path = Path(__file__).parent / room / "phrases.toml"
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        terms |= found.pop("terms", {})
        tables |= found
    phrases = {
        f"{group}.{name}": phrase
        for group, table in tables.items()
        for name, phrase in table.items()
    }
    return phrases, terms


# Once a process: a broken file stops it at the start, not at the first reason.
PHRASES, TERMS = _read_phrases()


def sentence(reason: Mapping[str, Any], language: str, names: Mapping[str, str] = _NO_NAMES) -> str:
    """The sentence for a stored reason (`code`, `args`) in `en` or `zh`. `names`: the Chinese
    names of speakers by their English ones.
    """
    args = reason["args"]
    # Only speakers are looked up in `names`: the sentence depends on no other of them.
    spoken = _listed(args.get("speaker")) if names and language != "en" else ()
    known = tuple((one, names[one]) for one in spoken if one in names)
    return _sentence(reason["code"], orjson.dumps(args, default=dict), language, known)


# The entries of an answer, and the answers to like briefs, give the same reasons again and again.
@lru_cache(maxsize=4096)
def _sentence(code: str, text: bytes, language: str, known: tuple[tuple[str, str], ...]) -> str:
    given, names = orjson.loads(text), dict(known)
    args = {name: _argument(name, value, code, language, names) for name, value in given.items()}
    if code == "fit.exact" and given["need"] == given["offered"]:
        code = "fit.same"
    said = PHRASES[code][language].format(**args)
    # The phrases of trust say it themselves.
    if given.get(DECLARED_TO_YOU) and not code.startswith("trust."):
        return said + _DECLARED[language]
    return said


def _listed(value: Any) -> Sequence[str]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) else ()


def _argument(name: str, value: Any, code: str, language: str, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return _JOIN[language].join(_argument(name, one, code, language, names) for one in value)
    if isinstance(value, Mapping):
        words = _named_or_measured(name, value, language)
        if name == "sought":
            return words.removeprefix(_INDUSTRY)
        return words.replace(_INDUSTRY, _MAKERS, 1) if code in _WORKED_FOR else words
    if name == "speaker" and code.startswith("trust."):
        return speaker_name(str(value), language, names)
    if name in TERMS and value in TERMS[name]:
        return TERMS[name][value][language]
    if name == "products":
        said = _product_asked if code == "ask.products" and language == "zh" else _product
        return _JOIN[language].join(map(said, value.split(", ")))
    if name in ("standard", "standards") and language == "zh":
        return "、".join(map(name_in_chinese, str(value).split(", ")))
    if name in _CODED and (name_of := _NAMES.get(code.rpartition("_")[2].rpartition(".")[2])):
        return name_of(value, language)
    return "" if value is None else str(value)


def _named_or_measured(name: str, value: Mapping[str, str], language: str) -> str:
    """A sector or place by its name, a quantity with its unit."""
    if "dimension" not in value:
        return value[language]
    # A rate is computed, so that it is rounded; all other amounts are as the record states them.
    amount = _rounded(value) if name == "rate" else value["amount"]
    return f"{amount} {TERMS['dimension'][value['dimension']][language]}".strip()


def speaker_name(speaker: str, language: str, names: Mapping[str, str] = _NO_NAMES) -> str:
    """The name of a speaker of facts: partners, speakers of the demonstration and those of shipped
    lists have Chinese ones, others do not.
    """
    if language == "en":
        return speaker
    if simulated := _SIMULATED.fullmatch(speaker):
        return names.get(speaker) or f"示例{simulated[1]}（模拟）"
    known = TERMS["spokesman"].get(speaker)
    return names.get(speaker) or (known[language] if known else speaker)


def _product(text: str) -> str:
    """A product of digits alone is an HS code, in briefs as in records."""
    return f"HS {text}" if text.isascii() and text.isdigit() else text


def _product_asked(text: str) -> str:
    """A product in a question in Chinese: its Chinese name before the buyer's word."""
    goods = shared_goods()
    known = goods.chinese_names(text) if goods.translates(text) else ()
    return f"{known[0]}（{text}）" if known else _product(text)


def _rounded(quantity: Mapping[str, str]) -> str:
    """A computed amount: whole pieces, and of what is measured three digits, both upwards."""
    amount = Decimal(quantity["amount"])
    if quantity["dimension"] in _COUNTED:
        return f"{amount.to_integral_value(ROUND_CEILING):f}"
    return f"{Context(prec=3, rounding=ROUND_CEILING).plus(amount).normalize():f}"
