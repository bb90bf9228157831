"""The patterns of `cues.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("cues.toml")


@dataclass(frozen=True)
class Cues:
    """`signal` and `stage`: name -> pattern; `topics`: (name, pattern), the first that matches
    holds; `allowed`: topic -> beginnings of the codes that count there (any where it is absent);
    `headline`: name -> pattern, in passages of the `headline_topics`; a statement of its own in
    those of the `statement_topics` is no mention.
    """

    signal: Mapping[str, re.Pattern[str]]
    stage: Mapping[str, re.Pattern[str]]
    topics: tuple[tuple[str, re.Pattern[str]], ...]
    allowed: Mapping[str, tuple[str, ...]]
    statement_topics: frozenset[str]
    headline_topics: frozenset[str]
    headline: Mapping[str, re.Pattern[str]]


@cache
def cues() -> Cues:
    """The cues of the file beside this module."""
    told = tomllib.loads(_FILE.read_text("utf-8"))
    return Cues(
        signal={name: _any_of(words) for name, words in told["signal"].items()},
        stage={name: _any_of(words) for name, words in told["stage"].items()},
        topics=tuple((one["name"], _any_of(one["words"])) for one in told["topics"]),
        allowed={topic: tuple(codes) for topic, codes in told["allowed"].items()},
        statement_topics=frozenset(told["statement"]["topics"]),
        headline_topics=frozenset(told["headline"]["topics"]),
        headline={
            name: _any_of(words) for name, words in told["headline"].items() if name != "topics"
        },
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{word})" for word in words))
