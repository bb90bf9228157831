"""The delivery record of a province as a page shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pages.frame.language import in_language
from pages.presenters.province_tiles import statement_url
from pages.presenters.statement_words import LEFT, STAGES, Word, stage_word
from priorities.history.delivery_history import Trail


@dataclass(frozen=True)
class ShownStep:
    """A step of a priority: what it became, when, and in which edition."""

    became: Word
    dated: str
    edition: int


@dataclass(frozen=True)
class ShownTrail:
    """A priority and its steps, oldest first; `outcome` is the last one."""

    title: str
    url: str
    steps: tuple[ShownStep, ...]
    outcome: Word


def shown_trails(trails: Sequence[Trail], province: str) -> list[ShownTrail]:
    """The record, the priorities with most steps first: what moved tells more than what is new."""
    ordered = sorted(trails, key=lambda one: (-len(one.steps), one.key))
    return [_trail(one, province) for one in ordered]


def _trail(one: Trail, province: str) -> ShownTrail:
    steps = tuple(
        ShownStep(stage_word(step.became), str(step.dated), step.edition) for step in one.steps
    )
    url = statement_url(province, one.key) if one.listed else ""
    return ShownTrail(in_language(one, "title"), url, steps, steps[-1].became)


def count_outcomes(trails: Sequence[Trail]) -> list[tuple[Word, int]]:
    """How many priorities stand at each stage, in the order in which they advance, then how many
    left.
    """
    counts = Counter(one.steps[-1].became for one in trails)
    return [(stage_word(name), counts[name]) for name in (*STAGES, *LEFT) if counts[name]]
