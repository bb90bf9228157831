"""The words by which provincial documents name industries and services, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from partners.csv_rows import read_rows
from partners.lexicon.resolution import NONE

FILE = Path(__file__).resolve().parents[2] / "seeds" / "lexicon" / "policy_words.csv"
_COLUMNS = ("codes", "terms", "use", "confidence", "source")
_START = 2  # words are looked up by their first characters


@dataclass(frozen=True)
class PolicyWord:
    """A word and the sectors that it names; none: it is another sense, which hides the words in it.

    `industry_only`: the word also has other senses, and counts only beside an industry word or in
    a list of industries. `sure`: the confidence of its row is high.
    """

    text: str
    codes: tuple[str, ...]
    industry_only: bool
    sure: bool


@dataclass(frozen=True)
class FoundWord:
    """A policy word at start:end of a text."""

    start: int
    end: int
    word: PolicyWord


class PolicyWords:
    """All policy words, found longest first. Immutable."""

    def __init__(self, words: Mapping[str, PolicyWord]) -> None:
        self._words = words
        by_start: dict[str, set[int]] = {}
        for text in words:
            by_start.setdefault(text[:_START], set()).add(len(text))
        self._lengths = {start: sorted(found, reverse=True) for start, found in by_start.items()}

    @classmethod
    def load(cls, file: Path = FILE) -> PolicyWords:
        """The words of a CSV file. Raises `partners.errors.FileFault` for a file that is missing
        or malformed, and for a word that stands twice.
        """
        words: dict[str, PolicyWord] = {}
        for row in read_rows(file, _COLUMNS):
            codes = tuple(code for code in row.required_text("codes").split(";") if code != NONE)
            only = row.choice("use", ("any", "industry")) == "industry"
            sure = row.choice("confidence", ("high", "medium")) == "high"
            for text in row.required_text("terms").split("|"):
                if text in words:
                    row.fault("terms", f'"{text}" stands twice')
                words[text] = PolicyWord(text, codes, only, sure)
        return cls(words)

    def find(self, text: str) -> Iterator[FoundWord]:
        """Yield the words of a text from left to right, the longest at each place, none twice."""
        at = 0
        while at < len(text):
            word = self._at(text, at)
            if word is None:
                at += 1
                continue
            yield FoundWord(at, at + len(word.text), word)
            at += len(word.text)

    def _at(self, text: str, at: int) -> PolicyWord | None:
        for length in self._lengths.get(text[at : at + _START], ()):
            if word := self._words.get(text[at : at + length]):
                return word
        return None


@cache
def shared_policy_words() -> PolicyWords:
    """The words of `seeds/lexicon/policy_words.csv`, loaded when a process first asks for them."""
    return PolicyWords.load()
