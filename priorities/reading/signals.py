"""What a clause says of its targets: support, strength, shortage, or context."""

from __future__ import annotations

from enum import StrEnum

from priorities.reading.cues import cues
from priorities.reading.sections import Section


class Signal(StrEnum):
    """What a document says of a thing. `context`: it is named and not put first."""

    SUPPORT = "support"
    STRENGTH = "strength"
    SHORTAGE = "shortage"
    CONTEXT = "context"


def signal_of(clause: str, sentence: str, section: Section) -> tuple[Signal, str]:
    """The signal of a clause, and the words that decide.

    What a report promises is support, even where it claims an advantage; a review tells what was
    reached, unless its words are those of a measure without a result.
    """
    told = cues().signal
    if told["admits"].search(sentence) and (word := told["shortage"].search(clause)):
        return Signal.SHORTAGE, f'the province admits a gap: "{word[0]}"'
    if word := told["context"].search(clause):
        return Signal.CONTEXT, f'named beside "{word[0]}"'
    if section is not Section.REVIEW:
        return Signal.SUPPORT, f"stands in the {section.value}"
    measure, reached = told["support"].search(clause), told["strength"].search(clause)
    if reached and not (measure and measure.start() == 0 and not _result(clause)):
        return Signal.STRENGTH, f'the review tells a result: "{reached[0]}"'
    if measure:
        return Signal.SUPPORT, f'the review tells a measure: "{measure[0]}"'
    return Signal.STRENGTH, "the review claims it"


def _result(clause: str) -> bool:
    """Whether a clause that begins with a measure ends with its result."""
    return False
