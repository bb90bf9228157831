"""Headings of a document, the passages that they open, and the topic of each passage."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from priorities.reading.cues import cues
from priorities.reading.paragraphs import Paragraph
from priorities.reading.spans import Span, clauses, sentences

_CHAPTER = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、")
_ITEM = re.compile(r"——|[一二三四五六七八九十]{1,2}是|\d{1,2}[.．、]|第[一二三四五六七八九十]")
_FRAGMENT = 4  # a line so short is a piece of a broken one: "PM", "2.5"
_WHOLE = 60  # a paragraph of so few characters without a full stop is a heading
_FIRST, _RUN_IN = 45, 24  # the longest sentence that heads a paragraph, a passage within one
_SPEECH = re.compile("各位代表|各位委员")
# A run-in heading tells no figure, and names no second thing after a comma.
_NO_HEADING = re.compile(r"[\d％%，,：:、；;]")


@dataclass(frozen=True)
class Passage:
    """The sentences of a paragraph under one heading.

    `heading` lies in the paragraph; `start` is where the passage begins, with its heading. `topic`
    is that of the heading, or of the one above it; empty where none is known.
    """

    start: int
    heading: Span | None
    topic: str


@dataclass(frozen=True)
class Outline:
    """The passages of a paragraph, in order; the first begins at 0."""

    passages: tuple[Passage, ...]

    def at(self, place: int) -> Passage:
        """The passage of a place in the text."""
        return self.passages[bisect_right(self.passages, place, key=lambda one: one.start) - 1]


def outlines(paragraphs: Sequence[Paragraph]) -> tuple[Outline, ...]:
    """The outline of each paragraph, in order."""
    found: list[Outline] = []
    above, headed = "", False  # headed: the line above is the heading of this paragraph alone
    for paragraph in paragraphs:
        text = paragraph.text
        heading = _is_heading(text)
        chapter = _CHAPTER.match(text) is not None
        if heading or chapter:
            first = next(sentences(text), Span(0, 0, ""))
            above = topic_of(first.text) or ("" if len(text) > _FRAGMENT else above)
        found.append(Outline(tuple(_passages(text, above, headed))))
        headed = heading and not chapter
    return tuple(found)


def topic_of(heading: str) -> str:
    """The topic of a heading by its words; empty where it says none."""
    for name, pattern in cues().topics:
        if pattern.search(heading):
            return name
    return ""


def _is_heading(text: str) -> bool:
    ended = text.rstrip("。：:！")
    short = len(ended) <= _WHOLE and not re.search("[。；]", ended)
    return short and not re.search(r"\d{2,}|各位代表", ended)


def _passages(text: str, above: str, headed: bool) -> Iterator[Passage]:
    """Yield the passages of a paragraph below the topic of the heading above it.

    In a paragraph on a topic under which little counts, a short sentence does not open a topic
    under which everything does: there it is a deed.
    """
    topic, narrow = above, cues().allowed
    subject = above  # of the paragraph as a whole
    for number, sentence in enumerate(sentences(text)):
        opens = number == 0
        heading = None if opens and headed else _heading_of(text, sentence, first=opens)
        if heading:
            opened = "" if _SPEECH.match(heading.text) else topic_of(heading.text) or topic
            subject = opened if opens else subject
            topic = subject if subject in narrow and opened not in narrow else opened
        if heading or opens:
            yield Passage(sentence.start, heading, topic)
    if not text:
        yield Passage(0, None, above)


def _heading_of(text: str, sentence: Span, *, first: bool) -> Span | None:
    """The heading that a sentence is, or None. That of a paragraph, its first, may be longer."""
    said = sentence.text
    mark = _CHAPTER.match(said) or _ITEM.match(said)
    bare = said[mark.end() :] if mark else said
    bare = bare.rstrip("。！；")
    if first and (mark or len(bare) <= _FIRST):
        return sentence if len(bare) <= _FIRST else next(clauses(text, sentence), sentence)
    if len(bare) <= _RUN_IN and said.endswith("。") and not _NO_HEADING.search(bare):
        return sentence
    return None
