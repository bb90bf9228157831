"""What somebody typed, as the conditions by which entries are found. No Django here.

The conditions stand in stages, from the surest to the least sure kind of find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from partners.identity.parsed_name import is_chinese, normalise
from partners.search import name_keys
from partners.search.name_parts import LATIN, NameParts, one_spelling, parts_of, plain

_IDENTIFIERS = ("uscc", "lei", "customs", "stock", "website")
_EXCHANGES = ("sh", "sz", "bj", "hk")
_MOST_INITIALS = 12


@dataclass(frozen=True, slots=True)
class Condition:
    """Entries that have all the keys `every`, and of each group in `some` at least one."""

    every: tuple[str, ...] = ()
    some: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class TypedText:
    """A text to search for."""

    text: str

    @cached_property
    def parts(self) -> NameParts:
        """The text read as a name."""
        return parts_of(self.text)

    @cached_property
    def plain(self) -> str:
        """The whole text, as names are compared."""
        text = plain(self.text)
        return text if is_chinese(text) else one_spelling(text)

    @cached_property
    def body(self) -> str:
        """The text without a legal form; a legal form alone stays."""
        return self.parts.body or self.plain

    @property
    def chinese(self) -> bool:
        return is_chinese(self.plain)

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The pieces that must each be in the name, in any order: words of three letters or more,
        or the parts of a Chinese text.
        """
        if not self.chinese:
            return tuple(word for word in self.parts.words if len(word) > 2)
        found = []
        for piece in normalise(self.text).split():
            parts = parts_of(piece)
            found += ["".join(parts.place), *_chinese_words(parts)]
        return tuple(dict.fromkeys(one for one in found if one))

    def identifiers(self) -> list[str]:
        """The identifiers that the text may be: a stock code also without its exchange."""
        compact = re.sub(r"[\s-]", "", normalise(self.text)).casefold()
        found = [f"{kind}:{compact}" for kind in _IDENTIFIERS if kind != "website"]
        host = re.sub(r"^https?://", "", compact).split("/")[0]
        found += [f"website:{host}", f"website:{host.removeprefix('www.')}"]
        if compact.isdigit() and 4 <= len(compact) <= 6:
            found += [f"stock:{compact}.{exchange}" for exchange in _EXCHANGES]
        return [f"id:{one}" for one in found]


def sure_conditions(typed: TypedText) -> Iterator[Condition]:
    """Identifiers, whole names, beginnings, parts, initials, words in any order."""
    body, pieces = typed.body, tuple(_pieces(typed.body))
    wholes = {typed.plain, body}
    yield Condition(some=((*typed.identifiers(), *map(name_keys.whole_key, sorted(wholes))),))
    if not typed.parts.body:
        yield Condition((name_keys.legal_key(typed.parts.legal or typed.plain),))
        return
    begins = list(name_keys.beginnings(body))[-1]
    if typed.chinese:
        yield Condition((begins, *pieces))
        yield Condition(pieces)
    elif pieces:
        yield Condition((begins, *pieces))
        yield from _initials(typed)
        yield Condition(pieces)
    else:
        yield Condition((name_keys.word_key(body),))
        yield from _initials(typed)
        yield Condition((begins,))
    if len(typed.segments) > 1:
        yield Condition(tuple(key for one in typed.segments for key in _segment(one)))


def unsure_conditions(typed: TypedText) -> Iterator[Condition]:
    """Names with a slip in the text: one half of it stands in the name, and some of the other; or,
    where it is short, a trade name that is one slip away.
    """
    body = typed.body
    if not typed.chinese:
        firsts = (body, typed.parts.tail, *typed.parts.rest[:1], "".join(typed.parts.rest[:2]))
        slips = {key for one in firsts for key in name_keys.slips(one)}
        if slips:
            yield Condition(some=(tuple(sorted(slips)),))
    elif len(body) == 3:
        for at in range(3):
            yield Condition(tuple(f"u:{sign}" for sign in body[:at] + body[at + 1 :]))
    yield from _halves(body)


def sound_conditions(sound: str) -> Iterator[Condition]:
    """Names that sound like a Chinese text, whose pinyin is given: other characters of the same
    sound, and Latin names.
    """
    if len(sound) >= name_keys.GRAM:
        yield Condition(tuple(_pieces(sound)))
        yield from _halves(sound)


def _halves(text: str) -> Iterator[Condition]:
    middle = (len(text) + 1) // 2
    for half, other in ((text[:middle], text[middle:]), (text[middle:], text[:middle])):
        every, some = tuple(_pieces(half)), tuple(_pieces(other))
        if len(every) > 1 and some:
            yield Condition(every, (some,))


def _pieces(text: str) -> Iterable[str]:
    if not is_chinese(text):
        return name_keys.latin_pieces(text)
    found = list(name_keys.chinese_pieces(text))
    pairs = [key for key in found if key.startswith("b:")]
    return pairs or found


def _segment(text: str) -> Iterable[str]:
    return (
        _pieces(text)
        if is_chinese(text) or len(text) >= name_keys.GRAM
        else (name_keys.word_key(text),)
    )


def _initials(typed: TypedText) -> Iterator[Condition]:
    letters = typed.body
    if typed.parts.kind != LATIN or not letters.isalpha() or not letters.isascii():
        return
    if len(letters) == 2:
        yield Condition((name_keys.beginning_of_initials(letters),))
    elif 2 < len(letters) <= _MOST_INITIALS:
        yield Condition(tuple(sorted({f"i:{letters[n : n + 3]}" for n in range(len(letters) - 2)})))


def _chinese_words(parts: NameParts) -> Sequence[str]:
    from partners.identity.comparison import parse

    found = parse("".join(parts.rest)) if parts.rest else None
    return () if found is None else (found.core, *found.words)
