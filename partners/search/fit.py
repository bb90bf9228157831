"""How well a name fits what was typed. No Django here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from partners.identity.comparison import compare
from partners.identity.model import Identity
from partners.search.name_parts import CHINESE, LATIN, SOUND, NameParts, from_lines
from partners.search.typed_text import TypedText

# From the surest to the least sure kind of find; a likeness adds up to 190.
IDENTIFIER, WHOLE, BODY, TAIL, BEGINS, TAIL_BEGINS = 1_000, 900, 890, 860, 800, 790
CONTAINS, WORDS, INSIDE, INITIALS, SOUNDS, MAKES, ALIKE = 700, 650, 600, 560, 500, 420, 300
_LIKENESS = 190
# Below it a name has too little in common with the text to be shown.
_LEAST_LIKENESS = 0.55
_COMPARED = 20


class Fit:
    """The judgement of names against one text."""

    def __init__(self, typed: TypedText, sound: str = "") -> None:
        self._typed, self._sound = typed, sound

    def of(self, names: str) -> int:
        """The fit of the best of an entry's names; 0 where none holds the text."""
        return max((self._of_name(name) for name in from_lines(names)), default=0)

    def _of_name(self, name: NameParts) -> int:
        typed, text = self._typed, self._typed.body
        body = name.body
        if name.legal and typed.plain == body + name.legal:
            return WHOLE
        if typed.plain == body or (text == body and typed.parts.legal == name.legal):
            return WHOLE
        if text == body:
            return BODY
        if text == name.tail:
            return TAIL
        if body.startswith(text):
            return BEGINS if self._ends_a_word(name, len(text)) else BEGINS - 1
        if name.tail.startswith(text):
            return TAIL_BEGINS
        return self._inside(name, body, text)

    def _inside(self, name: NameParts, body: str, text: str) -> int:
        if not self._typed.parts.body and name.legal == (self._typed.parts.legal or text):
            return INSIDE
        at = body.find(text)
        if at >= 0:
            return CONTAINS if at in name.starts else INSIDE if len(text) > 3 else 0
        if len(self._typed.segments) > 1 and all(one in body for one in self._typed.segments):
            return WORDS
        if name.kind == SOUND and self._initials_fit(name, text):
            return INITIALS
        if self._sound and name.kind != CHINESE and self._sound in body:
            return SOUNDS
        return 0

    @staticmethod
    def _ends_a_word(name: NameParts, end: int) -> bool:
        return name.kind == CHINESE or end in name.starts

    @staticmethod
    def _initials_fit(name: NameParts, text: str) -> bool:
        if len(text) < 2:
            return False
        if len(text) == 2:
            core = "".join(word[0] for word in name.rest)
            return name.initials.startswith(text) or core.startswith(text)
        return text in name.initials

    @cached_property
    def _masks(self) -> dict[str, dict[str, int]]:
        texts = {one for one in (self._typed.body, self._sound) if one}
        return {text: _mask(text) for text in texts}

    def likenesses(self, rows: Iterable[tuple[int, str]]) -> dict[int, int]:
        """Partner id -> fit, of the names that are like the text but do not hold it."""
        mine = [_pairs(text) for text in self._masks]
        rough = []
        for pk, names in rows:
            found = list(self._comparable(names))
            shared = max((_share(one, _pairs(text)) for one in mine for text in found), default=0)
            rough.append((-shared, pk, names, found))
        rough.sort(key=lambda one: one[:2])
        likenesses = {pk: self._likeness(names, found) for _, pk, names, found in rough[:_COMPARED]}
        return {
            pk: ALIKE + int(likeness * _LIKENESS)
            for pk, likeness in likenesses.items()
            if likeness >= _LEAST_LIKENESS
        }

    def _likeness(self, names: str, found: Iterable[str]) -> float:
        """0 to 1: by the signs, or for a name in the other script by what it means."""
        likeness = max(
            1 - _distance(mask, len(text), one) / max(len(text), len(one))
            for text, mask in self._masks.items()
            for one in found
        )
        typed = Identity(self._typed.text)
        for name in from_lines(names):
            if name.kind == (LATIN if self._typed.chinese else CHINESE):
                verdict = compare(typed, Identity(name.text()))
                if verdict.outcome in ("same", "unsure"):
                    likeness = max(likeness, verdict.score)
        return likeness

    def _comparable(self, names: str) -> Iterator[str]:
        for name in from_lines(names):
            if name.kind != CHINESE or self._typed.chinese:
                yield name.body
                if name.place:
                    yield name.tail


def _share(left: set[str], right: set[str]) -> float:
    return 2 * len(left & right) / (len(left) + len(right))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(-1, len(text))} | {text[:1], text}


def _mask(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, sign in enumerate(text):
        found[sign] = found.get(sign, 0) | 1 << at
    return found


def _distance(mask: dict[str, int], length: int, other: str) -> int:
    """The least number of signs to replace, add, drop or exchange with their neighbour.

    Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003).
    """
    every, last = (1 << length) - 1, 1 << (length - 1)
    plus, minus, diagonal, before, distance = every, 0, 0, 0, length
    for sign in other:
        match = mask.get(sign, 0)
        exchanged = ((~diagonal & match) << 1) & before
        diagonal = (((match & plus) + plus) ^ plus) | match | minus | exchanged
        up, down = minus | ~(diagonal | plus), diagonal & plus
        distance += 1 if up & last else -1 if down & last else 0
        up, down = (up << 1 | 1) & every, (down << 1) & every
        plus, minus, before = (down | ~(diagonal | up)) & every, up & diagonal & every, match
        diagonal &= every
    return distance
