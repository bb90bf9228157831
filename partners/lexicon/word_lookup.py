"""The lexicon of a process: its terms, loaded once, and the questions that it answers."""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections.abc import Collection
from functools import cache, cached_property, lru_cache
from pathlib import Path

from core.languages.messages import Message
from partners.lexicon import terms as term_files
from partners.lexicon.meanings import SOURCES, Meaning, Meanings
from partners.lexicon.resolution import NONE, Completion, Outcome, Resolution, Suggestion
from partners.lexicon.rules import Rules
from partners.lexicon.terms import Term

ALL_KINDS = ("manufacturing", "service", "emerging")
SURE = 0.6  # from here a single sector is taken as understood
NEAR = 0.3  # from here sectors are offered as choices
MOST = 3
_LONGEST = 120  # characters: a longer text is a sentence, not a word
SEEDS = Path(__file__).parents[2] / "seeds" / "lexicon"


def kind_of(code: str) -> str:
    """The kind of a sector by its code: manufacturing, service or emerging."""
    if code.startswith("PS"):
        return "service"
    return "emerging" if code.startswith("EI-") else "manufacturing"


class Lexicon:
    """Terms in English and Chinese, and the sectors that they mean. Immutable."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings
        self._meaning = lru_cache(maxsize=4096)(meanings.of)

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        """The lexicon of the CSV files in a folder such as `seeds/lexicon`."""
        collecting = gc.isenabled()
        gc.disable()  # nothing of what is made here is garbage, and looking for it takes a third
        try:
            return cls(Meanings(term_files.load(folder), Rules.load(folder)))
        finally:
            if collecting:
                gc.enable()

    def resolve(self, text: str, kinds: Collection[str] = ALL_KINDS) -> Resolution:
        """The sectors that a text means, of the given kinds. Never raises."""
        asked = text.strip()
        if not asked or len(asked) > _LONGEST:
            return Resolution(text, Outcome.UNKNOWN)
        meaning = self._meaning(asked)
        if meaning is None or meaning.codes[0] == NONE:
            return Resolution(text, Outcome.UNKNOWN)
        return _resolved(text, meaning, kinds)

    def lists(self, text: str, kinds: Collection[str] = ALL_KINDS) -> bool:
        """Whether the text as a whole is a term that means a sector of the kinds: nothing is
        concluded from its parts.
        """
        term = self._meanings.terms.by_key.get(self._meanings.terms.key(text))
        return term is not None and _first(term, kinds) is not None

    def known_terms(self) -> dict[str, str]:
        """Each term that means a sector, and the first that it means."""
        terms = self._meanings.terms.by_key.values()
        return {term.text: term.codes[0] for term in terms if term.codes[0] != NONE}

    def forget_answers(self) -> None:
        """Answer each word anew: for measurements."""
        self._meaning.cache_clear()

    def complete(
        self, prefix: str, limit: int, kinds: Collection[str] = ALL_KINDS
    ) -> list[Completion]:
        """At most `limit` terms that continue what was typed, best first."""
        key = self._meanings.terms.key(prefix)
        if not key:
            return []
        found: list[Term] = []
        start = bisect_left(self._keys, key)
        for other in self._keys[start : start + 400]:
            if not other.startswith(key):
                break
            found.append(self._meanings.terms.by_key[other])
        found.sort(key=lambda term: (-term.weight, len(term.text), term.text))
        return [_completion(term, code) for term in found if (code := _first(term, kinds))][:limit]

    @cached_property
    def _keys(self) -> list[str]:
        return sorted(self._meanings.terms.by_key)


def _first(term: Term, kinds: Collection[str]) -> str | None:
    return next((code for code in term.codes if code != NONE and kind_of(code) in kinds), None)


def _completion(term: Term, code: str) -> Completion:
    source = SOURCES.get(term.source, term.source)
    return Completion(
        term.text, code, term.weight, Message('"{term}" in {source}', term=term.text, source=source)
    )


def _resolved(text: str, meaning: Meaning, kinds: Collection[str]) -> Resolution:
    codes = [code for code in meaning.codes if code != NONE and kind_of(code) in kinds][:MOST]
    if not codes:
        return Resolution(text, Outcome.UNKNOWN)
    sure = meaning.confidence
    if sure < NEAR:
        return Resolution(text, Outcome.UNKNOWN)
    if len(codes) == 1 and sure < SURE:
        codes += [code for code in (_parent(codes[0]),) if code]
    falls = (sure * (1 - 0.2 * at) for at in range(len(codes)))
    results = tuple(
        Suggestion(code, round(fall, 3), meaning.because)
        for code, fall in zip(codes, falls, strict=False)
    )
    if len(codes) > 1:
        return Resolution(text, Outcome.CHOICES, results)
    return Resolution(text, Outcome.UNDERSTOOD if sure >= SURE else Outcome.UNKNOWN, results)


def _parent(code: str) -> str | None:
    """The division of a group, the class of a service group."""
    if code.startswith("EI-"):
        return None
    short = code[:4] if code.startswith("PS") else code[:3]
    return short if short != code else None


@cache
def shared_lexicon() -> Lexicon:
    """The lexicon of `seeds/lexicon`, loaded when a process first asks for it."""
    return Lexicon.load(SEEDS)
