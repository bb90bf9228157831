"""Families of terms: those that end with the same head noun, and what they say together.

A head noun alone misleads where its family is divided: creams are cosmetics and dairy, masks are
medical, cosmetic and for divers. The terms that also share a modifier with the text count most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from partners.lexicon.resolution import NONE

# A term that shares a modifier says as much as this many that share the head noun alone.
_SHARED = 6.0
# A further sector of a term counts as part of its first.
_ALSO = 0.3
_CODES = 3
# The modifiers of a term, and its sectors.
_Member = tuple[Sequence[str], tuple[str, ...]]


@dataclass(frozen=True)
class FamilyVote:
    """The sectors of a family, best first, and the share of the votes that the first one has."""

    codes: tuple[str, ...]
    share: float
    terms: int


class Families:
    """Trade words by their head noun: the last English word, the last two Chinese characters."""

    def __init__(self) -> None:
        self._by_head: defaultdict[str, list[_Member]] = defaultdict(list)

    def add(self, parts: Sequence[str], codes: tuple[str, ...]) -> None:
        """Add a term: the words of an English one, or the key of a Chinese one."""
        if parts and codes[0] != NONE:
            chinese = isinstance(parts, str)
            head, modifiers = (parts[-2:], parts[:-2]) if chinese else (parts[-1], parts[:-1])
            self._by_head[str(head)].append((modifiers, codes))

    def vote(self, parts: Sequence[str]) -> FamilyVote | None:
        """What the family of a text says: the words of an English one, or a Chinese one itself."""
        chinese = isinstance(parts, str)
        head, rest = (parts[-2:], parts[:-2]) if chinese else (parts[-1], parts[:-1])
        modifiers = _modifiers(rest)
        votes: defaultdict[str, float] = defaultdict(float)
        family = self._by_head.get(str(head), ())
        for own, codes in family:
            weight = 1.0 + _SHARED * len(modifiers.intersection(_modifiers(own)))
            votes[codes[0]] += weight
            for code in codes[1:]:
                votes[code] += weight * _ALSO
        if not votes:
            return None
        best = sorted(votes.items(), key=lambda one: (-one[1], one[0]))[:_CODES]
        return FamilyVote(
            tuple(code for code, _ in best), best[0][1] / sum(votes.values()), len(family)
        )


def _modifiers(parts: Sequence[str]) -> frozenset[str]:
    """Words; of a Chinese text its neighbouring characters, or its only one."""
    if not isinstance(parts, str):
        return frozenset(parts)
    return frozenset(parts[at : at + 2] for at in range(max(1, len(parts) - 1))) - {""}
