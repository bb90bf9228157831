"""Processes and materials by their everyday names, in English and Chinese.

The lists of `making.toml` are our own: they are words of the trade, not of a classification.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_suffix(".toml")
_CHINESE = re.compile(r"[一-鿿]")


@cache
def processes() -> Mapping[str, str]:
    """Spelling in lower case -> usual name of a process."""
    return _by_spelling("processes")


@cache
def materials() -> Mapping[str, str]:
    """Spelling in lower case -> usual name of a material."""
    return _by_spelling("materials")


def spellings(name: str) -> tuple[str, ...]:
    """Every spelling of a process or material; of an unknown one, its own."""
    every = (*processes().items(), *materials().items())
    return tuple(spelling for spelling, usual in every if usual == name) or (name,)


def name_in(name: str, language: str) -> str:
    """What a process or material is called in `en` or `zh`; an unknown one keeps its name."""
    if language == "en":
        return name
    return next((each for each in spellings(name) if _CHINESE.match(each)), name)


def _by_spelling(table: str) -> dict[str, str]:
    names = tomllib.loads(_FILE.read_text(encoding="utf-8"))[table]
    return {
        spelling.casefold(): name
        for name, spellings in names.items()
        for spelling in (name, *spellings)
    }
