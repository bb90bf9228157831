"""Families of terms: those that end with the same head noun, and what they say together.

A head noun alone misleads where its family is divided: creams are cosmetics and dairy, masks are
medical, cosmetic and for divers. The terms that also share a modifier with the text count most.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from partners.lexicon.normal import is_chinese, words
from partners.lexicon.terms import NONE, Term

# A term that shares a modifier says as much as this many that share the head noun alone.
_SHARED = 6.0
# A further sector of a term counts as part of its first.
_ALSO = 0.3
_CODES = 3


@dataclass(frozen=True)
class FamilyVote:
    """The sectors of a family, best first, and the share of the votes that the first one has."""

    codes: tuple[str, ...]
    share: float
    terms: int


@dataclass
class Families:
    """Terms by their head noun: the last English word, the last two Chinese characters."""

    terms: Iterable[Term]
    _by_head: dict[str, list[tuple[frozenset[str], tuple[str, ...]]]] = field(init=False)

    def __post_init__(self) -> None:
        families: defaultdict[str, list[tuple[frozenset[str], tuple[str, ...]]]] = defaultdict(list)
        for term in self.terms:
            if term.source == "own" and term.codes[0] != NONE:
                head, modifiers = _divided(_parts(term.text))
                families[head].append((modifiers, term.codes))
        self._by_head = dict(families)

    def vote(self, parts: Sequence[str]) -> FamilyVote | None:
        """What the family of a text says: the words of an English one, or a Chinese one itself."""
        head, modifiers = _divided(parts)
        votes: Counter[str] = Counter()
        family = self._by_head.get(head, ())
        for own, codes in family:
            weight = 1.0 + _SHARED * len(own & modifiers)
            votes[codes[0]] += weight  # type: ignore[assignment]
            for code in codes[1:]:
                votes[code] += weight * _ALSO  # type: ignore[assignment]
        if not votes:
            return None
        best = sorted(votes.items(), key=lambda one: (-one[1], one[0]))[:_CODES]
        return FamilyVote(
            tuple(code for code, _ in best), best[0][1] / sum(votes.values()), len(family)
        )


def _parts(text: str) -> Sequence[str]:
    return text if is_chinese(text) else words(text)


def _divided(parts: Sequence[str]) -> tuple[str, frozenset[str]]:
    """The head noun, and the modifiers: words, or neighbouring characters of a Chinese text."""
    if isinstance(parts, str):
        return parts[-2:], frozenset(_pairs(parts[:-2]))
    return (parts[-1], frozenset(parts[:-1])) if parts else ("", frozenset())


def _pairs(text: str) -> Iterator[str]:
    yield from (text[at : at + 2] for at in range(len(text) - 1))
    if len(text) == 1:
        yield text
