"""Reasons as sentences, in English and Chinese, from the same code and arguments."""

from collections.abc import Mapping
from typing import Any

from matcher.scoring.pairs import phrases as match_phrases
from matcher.scoring.phrases import DIMENSIONS, PHRASES, SIGNALS, SPEAKERS, STAGES

LANGUAGES = ("en", "zh")
_PHRASES = {**PHRASES, **match_phrases.PHRASES}
_JOIN = {"en": ", ", "zh": "、"}
_TERMS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "signal": SIGNALS,
    "speaker": SPEAKERS,
    "stage": STAGES,
}


def tell(reason: Mapping[str, Any], language: str) -> str:
    """The sentence for a stored reason (`code`, `args`) in `en` or `zh`."""
    args = {
        name: _say(name, value, reason["code"], language) for name, value in reason["args"].items()
    }
    return _PHRASES[reason["code"]][language].format(**args)


def _say(name: str, value: Any, code: str, language: str) -> str:
    if isinstance(value, list):
        return _JOIN[language].join(_say(name, one, code, language) for one in value)
    if isinstance(value, Mapping):
        if "dimension" in value:
            return f"{value['amount']} {DIMENSIONS[value['dimension']][language]}".strip()
        return str(value[language])
    if name in _TERMS and not code.startswith("trust."):
        return _TERMS[name][value][language]
    return "" if value is None else str(value)
