"""What a clause says of its targets: support, strength, shortage, or context."""

from __future__ import annotations

from enum import StrEnum

from core.languages.messages import Message
from priorities.reading.cues import cues
from priorities.reading.sections import Section


class Signal(StrEnum):
    """What a document says of a thing. `context`: it is named and not put first."""

    SUPPORT = "support"
    STRENGTH = "strength"
    SHORTAGE = "shortage"
    CONTEXT = "context"


_STANDS_IN = {
    Section.PLAN: Message("stands in the plan"),
    Section.TASKS: Message("stands in the tasks"),
}


def admission(text: str) -> int | None:
    """Where a paragraph begins to tell what is wrong; None where it does not."""
    found = cues().signal["admits"].search(text)
    return found.end() if found else None


def signal_of(clause: str, section: Section, *, admitted: bool) -> tuple[Signal, str]:
    """The signal of a clause, and the words that decide. `admitted`: the clause stands after an
    admission.

    What a report promises is support, even where it claims an advantage; a review tells what was
    reached, unless it begins with the verb of a measure.
    """
    told = cues().signal
    if admitted and (word := told["shortage"].search(clause)):
        return Signal.SHORTAGE, Message('the province admits a gap: "{word}"', word=word[0])
    if word := told["context"].search(clause):
        return Signal.CONTEXT, Message('named beside "{word}"', word=word[0])
    if section is not Section.REVIEW:
        return Signal.SUPPORT, _STANDS_IN[section]
    measure, reached = told["support"].search(clause), told["strength"].search(clause)
    if reached and not (measure and measure.start() == 0):
        return Signal.STRENGTH, Message('the review tells a result: "{word}"', word=reached[0])
    if measure:
        return Signal.SUPPORT, Message('the review tells a measure: "{word}"', word=measure[0])
    return Signal.STRENGTH, Message("the review claims it")
