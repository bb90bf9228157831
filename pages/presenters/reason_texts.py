"""Reasons in the visitor's language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from matcher.sentences import sentence
from pages.frame.language import language

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


def reason_text(reason: Mapping[str, Any], names: Mapping[str, str] = _NO_NAMES) -> str:
    """The sentence of a reason; of a frozen copy the one that was frozen, which no later phrase
    changes. `names`: the Chinese names of speakers by their English ones.
    """
    frozen: str | None = reason.get("text")
    return sentence(reason, language(), names) if frozen is None else frozen
