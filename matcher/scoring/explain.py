"""Reasons as sentences, in English and Chinese, from the same code and arguments."""

import re
from collections.abc import Mapping
from decimal import ROUND_CEILING, Context, Decimal
from types import MappingProxyType
from typing import Any

from matcher.matches import match_phrases
from matcher.scoring.phrases import (
    BASES,
    DIMENSIONS,
    PHRASES,
    SAME,
    SIGNALS,
    SPEAKERS,
    SPOKESMEN,
    STAGES,
)
from partners.names import vocabulary

LANGUAGES = ("en", "zh")
_PHRASES = {**PHRASES, **match_phrases.PHRASES}
_JOIN = {"en": ", ", "zh": "、"}
_TERMS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "signal": SIGNALS,
    "speaker": SPEAKERS,
    "stage": STAGES,
}
# The codes whose arguments of these names are codes of languages or markets.
_CODED = ("have", "lack", "asked")
_NAMES = {"languages": vocabulary.language_name, "markets": vocabulary.market_name}
_SIMULATED = re.compile(r"Demo (\d+) \(simulated\)")
_COUNTED = ("count", "pairs", "sets")
_NOBODY: Mapping[str, str] = MappingProxyType({})


def tell(reason: Mapping[str, Any], language: str, names: Mapping[str, str] = _NOBODY) -> str:
    """The sentence for a stored reason (`code`, `args`) in `en` or `zh`. `names`: the Chinese
    names of those who may have said something, by their English ones.
    """
    code, given = reason["code"], reason["args"]
    args = {name: _say(name, value, code, language, names) for name, value in given.items()}
    phrases = SAME if code in SAME and given["need"] == given["offered"] else _PHRASES
    return phrases[code][language].format(**args)


def _say(name: str, value: Any, code: str, language: str, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return _JOIN[language].join(_say(name, one, code, language, names) for one in value)
    if isinstance(value, Mapping):
        if "dimension" in value:
            amount = _rounded(value) if name == "rate" else value["amount"]
            return f"{amount} {DIMENSIONS[value['dimension']][language]}".strip()
        return str(value[language])
    if name == "speaker" and code.startswith("trust."):
        return _speaker(str(value), language, names)
    if name == "basis" and value in BASES:
        return BASES[value][language]
    if name in _TERMS:
        return _TERMS[name][value][language]
    if name == "products":
        return _JOIN[language].join(_product(one) for one in value.split(", "))
    if name in _CODED and (called := _NAMES.get(code.rpartition("_")[2].rpartition(".")[2])):
        return called(value, language)
    return "" if value is None else str(value)


def _speaker(said_by: str, language: str, names: Mapping[str, str]) -> str:
    """Partners, and those of the demonstration's records, have Chinese names; all others do not."""
    if language != "zh":
        return said_by
    own = _SIMULATED.fullmatch(said_by)
    known = names.get(said_by) or SPOKESMEN.get(said_by)
    return known or (f"示例{own[1]}（模拟）" if own else said_by)


def _product(text: str) -> str:
    """A brief's digits are HS codes, and so are a record's."""
    return f"HS {text}" if text.isascii() and text.isdigit() else text


def _rounded(quantity: Mapping[str, str]) -> str:
    """A computed amount: whole pieces, and of what is measured three digits, both upwards."""
    amount = Decimal(quantity["amount"])
    if quantity["dimension"] in _COUNTED:
        return f"{amount.to_integral_value(ROUND_CEILING):f}"
    return f"{Context(prec=3, rounding=ROUND_CEILING).plus(amount).normalize():f}"
