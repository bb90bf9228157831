"""How far a thing is: pledged, launched, under way, delivered."""

from __future__ import annotations

from enum import StrEnum

from core.languages.messages import Message
from priorities.reading.cues import cues
from priorities.reading.sections import Section
from priorities.reading.signals import Signal


class Stage(StrEnum):
    """How far a thing is, by the words of the document."""

    PLEDGED = "pledged"
    LAUNCHED = "launched"
    UNDER_WAY = "under way"
    DELIVERED = "delivered"


def stage_of(clause: str, section: Section, signal: Signal) -> tuple[Stage, str]:
    """The stage of a clause, and the words that decide. A review tells what is done or going on;
    tasks are pledged, unless they name a deed of this year or go on with what exists.
    """
    told = cues().stage
    if signal is Signal.SHORTAGE:
        return Stage.PLEDGED, Message("the text promises to mend it")
    if section is Section.REVIEW:
        going, done = told["going_on"].search(clause), told["done"].search(clause)
        if going and not done:
            return Stage.UNDER_WAY, Message('it goes on: "{word}"', word=going[0])
        if done:
            return Stage.DELIVERED, Message('it is done: "{word}"', word=done[0])
        return Stage.DELIVERED, Message("the review tells it")
    if word := told["continuing"].search(clause):
        return Stage.UNDER_WAY, Message('it goes on: "{word}"', word=word[0])
    if word := told["launched"].search(clause):
        return Stage.LAUNCHED, Message('a named deed: "{word}"', word=word[0])
    word, name = told["under_way_verb"].search(clause), told["named"].search(clause)
    if word and name and section is Section.TASKS:
        return Stage.UNDER_WAY, Message('"{word}" with a named thing', word=word[0])
    return Stage.PLEDGED, Message("a promise without a named deed")
