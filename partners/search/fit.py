"""How well a name fits what was typed. No Django here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from partners.identity.comparison import compare
from partners.identity.model import Identity
from partners.identity.parsed_name import is_chinese
from partners.search.name_keys import LONGEST_SHORT
from partners.search.name_parts import CHINESE, LATIN, SOUND, NameParts, from_lines
from partners.search.typed_text import TypedText, exchanged

# From the surest to the least sure kind of find; a likeness adds up to 190.
IDENTIFIER, WHOLE, BODY, TAIL, BEGINS, TAIL_BEGINS = 1_000, 900, 890, 860, 800, 790
CONTAINS, MEANS, WORDS, INSIDE, INITIALS, SOUNDS = 700, 660, 650, 600, 560, 500
# A name in the other script that spells the trade name and agrees in the words of trade, of a firm
# without a name in the script of the text: one in other characters is known to be another name.
SPELLED = 510
# Words of which some are only beginnings of the name's.
WORDS_BEGUN = 505
SOUNDS_INSIDE, MAKES, ALIKE = 430, 420, 300
# A word for goods is meant as one before a name that is only like it: beer, and Bear Electric.
NAMES_GOODS = 495
_LIKENESS = 190
# Below it a name has too little in common with the text to be shown.
_LEAST_LIKENESS = 0.55
_COMPARED = 24
# Other characters of nearly the same sound are another name more often than a slip.
_SOUND_IS_WORTH = 0.85
_MEANT = {"same": 0.99, "unsure": 0.9}
_SPELLED = 0.6


class Fit:
    """The judgement of names against one text. `sound`: the pinyin of a Chinese text; `named`: its
    place and trade name, in letters.
    """

    def __init__(self, typed: TypedText, sound: str = "", named: str = "") -> None:
        self._typed, self._sound, self._named = typed, sound, named

    def of(self, names: str) -> int:
        """The fit of the best of an entry's names; 0 where none holds the text."""
        lines = "\n".join(line for line in names.split("\n") if self._may_fit(line))
        return max(map(self._of_name, from_lines(lines)), default=0) if lines else 0

    def _may_fit(self, line: str) -> bool:
        """Whether a name may fit, so that the others need not be read."""
        if self._typed.chinese:
            return line[0] == CHINESE or bool(self._sound)
        return line[0] != CHINESE or self._typed.body in line

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
        before = len(body) - len(name.tail)
        # In letters a place sounds like many a trade name: "yili" is 伊利 before a firm in 伊犁.
        if body.startswith(text) and (name.kind != SOUND or len(text) > before):
            return BEGINS if self._ends_a_word(name, len(text)) else BEGINS - 1
        if name.tail.startswith(text):
            ends = self._ends_a_word(name, before + len(text))
            return TAIL_BEGINS if ends else TAIL_BEGINS - 1
        if body.startswith(text):
            return TAIL_BEGINS - 2
        return self._inside(name, body, text)

    def _inside(self, name: NameParts, body: str, text: str) -> int:
        if not self._typed.parts.body and name.legal == (self._typed.parts.legal or text):
            return INSIDE
        at = body.find(text)
        if at >= 0:
            return CONTAINS if at in name.starts else INSIDE if len(text) > 3 else 0
        segments = self._typed.segments
        if len(segments) > 1 and all(_begins_a_word(name, body, one) for one in segments):
            whole = name.kind == CHINESE or all(one in name.words for one in segments)
            return WORDS if whole else WORDS_BEGUN
        if name.kind == SOUND and self._initials_fit(name, text):
            return INITIALS
        if self._sound and name.kind != CHINESE and _begins_a_word(name, body, self._sound):
            return SOUNDS if self._sound in (body, name.tail) else SOUNDS_INSIDE
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
    def _texts(self) -> list[tuple[str, dict[str, int], float]]:
        """What names are compared with: a text, its mask, and what a likeness to it is worth."""
        found = [(self._typed.body, 1.0), (self._sound, _SOUND_IS_WORTH)]
        return [(text, _mask(text), worth) for text, worth in found if text]

    def likenesses(self, rows: Sequence[tuple[int, str]]) -> dict[int, int]:
        """Partner id -> fit, of names that are like the text but do not hold it, the likest few of
        (partner id, names). Names with its trade name are also compared by what they mean.
        """
        found = {}
        for pk, names in self._likest(rows):
            likeness, meant = self._likeness(dict.fromkeys(self._comparable(names))), 0
            if self._named and self._named in _squeezed(names):
                likeness, meant = self._meant(names, likeness)
            value = max(self.of(names), meant)
            if likeness >= _LEAST_LIKENESS:
                value = max(value, ALIKE + int(likeness * _LIKENESS))
            if value:
                found[pk] = value
        return found

    def _likest(self, rows: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
        """Those that share most with the text: pieces of it, its trade name, its words of trade in
        either script; of as many the shortest.
        """
        body, words = self._typed.body, self._words
        pieces = [_pieces(text) for text in (body, self._sound) if text]
        named = _pieces(self._named) if self._named else []
        # Of a short text whose neighbours are exchanged hardly any piece is left.
        near = tuple(exchanged(body)) if len(body) <= LONGEST_SHORT else ()
        rough = []
        for pk, names in rows:
            # A thousand names and more: a loop of C costs a third of one of Python.
            has = _squeezed(names).__contains__
            shared = max([sum(map(has, some)) / len(some) for some in pieces])
            if shared < 1 and any(map(has, near)):
                shared = 1.0
            held = spelled = 0.0
            if named:
                spelled = sum(map(has, named)) / len(named)
            if words:
                held = sum([any(map(has, texts)) for texts in words]) / len(words)
            if spelled == 1:
                # Of a name in the other script hardly any piece is there.
                shared = max(shared, held)
            shared += spelled + held
            rough.append((-shared, len(names), pk, names))
        rough.sort()
        return [(pk, names) for _, _, pk, names in rough[:_COMPARED]]

    @cached_property
    def _words(self) -> list[tuple[str, ...]]:
        """The words of trade that a name may have, each as it is typed or in the other script."""
        return [(word, *others) for word, others in self._typed.trade_words]

    def _likeness(self, texts: Iterable[str]) -> float:
        most = 0.0
        for text in texts:
            for mine, mask, worth in self._texts:
                shorter, longer = sorted((len(mine), len(text)))
                # The difference of their lengths is the least distance of two texts.
                if worth * shorter / longer > most:
                    distance = _distance(mask, len(mine), text)
                    most = max(most, worth * (1 - distance / longer))
        return most

    def _meant(self, names: str, likeness: float) -> tuple[float, int]:
        """The likeness by the signs, or for a name in the other script by what it means, and the
        fit of such a name. One that begins with the very trade name is nearer than one that sounds
        like it.
        """
        typed, same_name, most = Identity(self._typed.text), False, 0.0
        mine, other = (CHINESE, LATIN) if self._typed.chinese else (LATIN, CHINESE)
        meant = SPELLED
        for name in from_lines(names):
            if name.kind == mine:
                meant = 0
            same_name = same_name or (name.kind != CHINESE and self._begins_with_trade_name(name))
            if name.kind == other:
                verdict = compare(typed, Identity(name.text()))
                most = max(most, _MEANT.get(verdict.outcome, 0.0) * verdict.score)
        likeness = max(likeness, most)
        if not same_name:
            return likeness, 0
        if most >= _MEANT["same"]:
            meant = MEANS
        return (1 + likeness) / 2, meant if most >= _SPELLED else 0

    def _begins_with_trade_name(self, name: NameParts) -> bool:
        named = self._named
        return bool(named) and name.body.startswith(named) and len(named) in name.starts

    def _comparable(self, names: str) -> Iterator[str]:
        """What the text may be a slip of: a name, without its place, or the beginning of either."""
        for name in from_lines(names):
            if name.kind != CHINESE or self._typed.chinese:
                for words in (name.words, name.rest) if name.place else (name.rest,):
                    text = "".join(words)
                    yield text
                    if len(text) > self._longest:
                        ends = accumulate(map(len, words))
                        yield text[: min(ends, key=lambda end: abs(end - self._longest))]

    @cached_property
    def _longest(self) -> int:
        return max(len(text) for text, _, _ in self._texts)


def _pieces(text: str) -> list[str]:
    """The pairs of Chinese characters of a text; of a Latin one each three letters."""
    width = 2 if is_chinese(text) else 3
    return [text[at : at + width] for at in range(max(len(text) - width, 0) + 1)]


def _begins_a_word(name: NameParts, body: str, text: str) -> bool:
    """Whether the text stands in the name from where a word begins."""
    at = body.find(text)
    while at >= 0:
        if at in name.starts:
            return True
        at = body.find(text, at + 1)
    return False


def _squeezed(names: str) -> str:
    """The names with nothing between their words."""
    return names.replace("|", "").replace(" ", "")


def _mask(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, sign in enumerate(text):
        found[sign] = found.get(sign, 0) | 1 << at
    return found


def edit_distance(left: str, right: str) -> int:
    """The least number of signs to replace, add, drop or exchange with their neighbour; `left` has
    at least one.
    """
    return _distance(_mask(left), len(left), right)


def _distance(mask: dict[str, int], length: int, other: str) -> int:
    """`edit_distance` from the text of a mask.

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
