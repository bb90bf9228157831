"""How much weight a document gives to a thing: headline, list, or mention."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.languages.messages import Message
from priorities.reading.cues import cues
from priorities.reading.headings import Outline, Passage
from priorities.reading.sections import Section
from priorities.reading.signals import Signal
from priorities.reading.spans import Span

_MEMBERS = 3  # so many things under one verb are a list


class Emphasis(StrEnum):
    """The weight of a thing: it heads a passage or is a member of a list that a heading opens;
    it is the object of a statement of its own; it is named in passing.
    """

    HEADLINE = "headline"
    LIST = "list"
    MENTION = "mention"


@dataclass(frozen=True)
class StatedClause:
    """A clause in its sentence, passage and paragraph. `members`: how many of its phrases name
    sectors.
    """

    clause: Span
    sentence: Span
    passage: Passage
    outline: Outline
    members: int

    @property
    def opens_sentence(self) -> bool:
        """Whether the clause is the first of several in its sentence."""
        return self.clause.start == self.sentence.start and self.clause.end < self.sentence.end - 1


def emphasis_of(one: StatedClause, section: Section, signal: Signal) -> tuple[Emphasis, str]:
    """The emphasis of a statement, and the reason."""
    topic = one.passage.topic
    if signal is Signal.CONTEXT:
        return Emphasis.MENTION, Message("named beside something else")
    leads = topic in cues().headline_topics and section is not Section.REVIEW
    if leads and (reason := _headline(one)):
        return Emphasis.HEADLINE, reason
    if topic in cues().statement_topics or one.members >= _MEMBERS:
        return Emphasis.LIST, Message("a statement of its own")
    return Emphasis.MENTION, Message("named in passing")


def _headline(one: StatedClause) -> str:
    """The reason why a statement is a headline; empty where it is none."""
    told, text = cues().headline, one.clause.text
    heading = one.passage.heading
    if heading and one.clause.within(heading):
        first = heading.start == 0
        if first or told["opens"].search(heading.text.rstrip("。！")):
            return Message("it heads the paragraph") if first else Message("it heads a passage")
    if one.passage.topic == "industry" and one.opens_sentence and told["leads"].search(text):
        return Message("it opens a sentence as a heading does")
    if word := told["whole"].search(text):
        return Message('the whole of "{word}"', word=word[0])
    if one.members >= _MEMBERS and "、" in text and told["list_ends"].search(text):
        return _listed(one)
    return ""


def _listed(one: StatedClause) -> str:
    groups = cues().headline["groups"]
    above = [one.clause, one.sentence, one.passage.heading, one.outline.passages[0].heading]
    for place in above:
        if place and (word := groups.search(place.text)):
            return Message('a member of a list of "{word}"', word=word[0])
    return ""
