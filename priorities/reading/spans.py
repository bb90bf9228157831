"""Sentences and clauses of a paragraph as places in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A longer sentence or clause is cut: no person wrote it, and each clause is read in its sentence.
_SENTENCE = re.compile(r"[^。！？；;!?]{1,3000}[。！？；;!?]?[”’」』）)]{0,9}")
_CLAUSE = re.compile(r"[^，,：:。！？；;!?]{1,800}")


@dataclass(frozen=True)
class Span:
    """A piece of a text: `text` stands at start:end of it."""

    start: int
    end: int
    text: str

    def within(self, other: Span) -> bool:
        """Whether the piece lies in another piece of the same text."""
        return other.start <= self.start and self.end <= other.end


def sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of a text, with their full stops. A semicolon ends a sentence, too."""
    for found in _SENTENCE.finditer(text):
        yield trimmed(text, found.start(), found.end())


def clauses(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the parts of a sentence between commas, without the commas. Lists stay whole."""
    for found in _CLAUSE.finditer(text, sentence.start, sentence.end):
        span = trimmed(text, found.start(), found.end())
        if span.text:
            yield span


def trimmed(text: str, start: int, end: int) -> Span:
    """The piece of a text without space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end, text[start:end])
