"""The lexicon of a process: its terms, loaded once, and the questions that it answers."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

from partners.lexicon.resolution import Completion, Outcome, Resolution

ALL_KINDS = ("manufacturing", "service", "emerging")
_SEEDS = Path(__file__).parents[2] / "seeds" / "lexicon"


class Lexicon:
    """Terms in English and Chinese, and the sectors that they mean. Immutable."""

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        """The lexicon of the CSV files in a folder such as `seeds/lexicon`."""
        return cls()

    def resolve(self, text: str, kinds: Collection[str] = ALL_KINDS) -> Resolution:
        """The sectors that a text means, of the given kinds. Never raises."""
        return Resolution(text, Outcome.UNKNOWN)

    def complete(
        self, prefix: str, limit: int, kinds: Collection[str] = ALL_KINDS
    ) -> list[Completion]:
        """At most `limit` terms that continue what was typed, best first."""
        return []


@cache
def shared_lexicon() -> Lexicon:
    """The lexicon of `seeds/lexicon`, loaded when a process first asks for it."""
    return Lexicon.load(_SEEDS)
