"""What somebody typed, as the conditions by which entries are found. No Django here.

The conditions stand in stages, from the surest to the least sure kind of find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from partners.identity.comparison import parse
from partners.identity.parsed_name import is_chinese, normalise
from partners.search.name_keys import GRAM, initials, key, letters, pairs, slips
from partners.search.name_parts import NameParts, one_spelling, parts_of, plain
from partners.search.translations import translated_words

_IDENTIFIERS = ("uscc", "lei", "customs", "stock", "website")
_EXCHANGES = ("sh", "sz", "bj", "hk")
_MAY_IDENTIFY = re.compile(r"[0-9.]")
_MOST_INITIALS = 12
# Of so many words of trade the translations are asked for: two tell most firms apart.
_MOST_TRANSLATED = 2
# Two letters that are exchanged stand in five pieces of four letters.
_MOST_BROKEN = GRAM + 1


@dataclass(frozen=True, slots=True)
class Condition:
    """Entries that have all the keys `every`, and of each group in `some` at least one. `whole`:
    they are keys of whole names, not of pieces.
    """

    every: tuple[int, ...] = ()
    some: tuple[tuple[int, ...], ...] = ()
    whole: bool = False


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

    @cached_property
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

    @cached_property
    def core(self) -> str:
        """The trade name alone."""
        return one_spelling(plain(parse(self.text).core))

    @cached_property
    def trade_words(self) -> list[tuple[str, tuple[str, ...]]]:
        """The words of trade, each with its translations, the telling ones first."""
        return translated_words(parse(self.text))

    @cached_property
    def named(self) -> str:
        """The place and the trade name, without words of trade."""
        found = parse(self.text)
        return one_spelling(plain(found.place_text + found.core))

    def identifiers(self) -> list[str]:
        """The identifiers that the text may be: a stock code also without its exchange. All have a
        digit, or the dot of a website.
        """
        compact = re.sub(r"[\s-]", "", normalise(self.text)).casefold()
        if not _MAY_IDENTIFY.search(compact):
            return []
        found = [f"{kind}:{compact}" for kind in _IDENTIFIERS if kind != "website"]
        host = re.sub(r"^https?://", "", compact).split("/")[0]
        found += [f"website:{host}", f"website:{host.removeprefix('www.')}"]
        if compact.isdigit() and 4 <= len(compact) <= 6:
            found += [f"stock:{compact}.{exchange}" for exchange in _EXCHANGES]
        return found


def sure_conditions(typed: TypedText) -> Iterator[Condition]:
    """Identifiers first; then whole names, beginnings, parts, initials, words in any order."""
    body, pieces = typed.body, tuple(_pieces(typed.body))
    identifiers = tuple(key("identifier", one) for one in typed.identifiers())
    # The first condition is always that of identifiers; an empty group asks for nothing.
    yield Condition(some=(identifiers,), whole=True)
    names = tuple(key("whole", one) for one in sorted({typed.plain, body}))
    yield Condition(some=(names,), whole=True)
    if not typed.parts.body:
        yield Condition((key("legal", typed.parts.legal or typed.plain),))
        return
    begins = key("beginning", body[:3])
    if typed.chinese:
        yield Condition((begins, *pieces))
        yield Condition(pieces)
    elif pieces:
        yield Condition((begins, *pieces))
        yield from _initials(typed)
        yield Condition(pieces)
    else:
        yield Condition((key("word", body),))
        yield from _initials(typed)
        yield Condition((begins,))
    if len(typed.segments) > 1:
        yield Condition(tuple(one for text in typed.segments for one in _segment(text)))


def near_conditions(typed: TypedText, sound: str, named: str, core: str) -> Iterator[Condition]:
    """Names that the text may mean although none holds it. `sound`: the pinyin of a Chinese text;
    `named`: its place and trade name in letters, `core` the trade name alone, whose words of trade
    may be in another language.
    """
    yield from _other_script(typed, core)
    body = typed.body
    wholes = {key("whole", text) for text in (*exchanged(body), *([sound] if sound else ()))}
    yield Condition(some=(tuple(sorted(wholes)),), whole=True)
    if not typed.chinese:
        yield from _short_slips(typed)
    elif len(body) == 3:
        for at in range(3):
            yield Condition(tuple(key("sign", sign) for sign in body[:at] + body[at + 1 :]))
    for text in (named, sound):
        if found := letters(text):
            yield Condition(tuple(found))
    yield from _but_a_window(_pieces(body), 2 if typed.chinese else _MOST_BROKEN)


def _other_script(typed: TypedText, core: str) -> Iterator[Condition]:
    """Names of the same trade name in letters, with the words of trade of the other script."""
    groups = []
    for _, texts in typed.trade_words[:_MOST_TRANSLATED]:
        pieces = (pairs(one) if not typed.chinese else letters(one) for one in texts)
        if group := tuple(some[0] for some in pieces if some):
            groups.append(group)
    spelled = letters(core)
    if spelled and groups:
        yield Condition(tuple(spelled), tuple(groups))


def exchanged(text: str) -> Iterator[str]:
    """The texts of which two neighbours are exchanged in this one."""
    for at in range(len(text) - 1):
        yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _short_slips(typed: TypedText) -> Iterator[Condition]:
    """Names that begin with a short trade name that is one slip away."""
    rest = typed.parts.rest
    starts = {typed.body, typed.parts.tail, "".join(rest[:1]), "".join(rest[:2])}
    if found := {one for text in starts for one in slips(text)}:
        yield Condition(some=(tuple(sorted(found)),), whole=True)


def _but_a_window(pieces: Sequence[int], width: int) -> Iterator[Condition]:
    """Names that have all pieces of the text but those, side by side, that a slip has changed."""
    for at in range(len(pieces) - width + 1):
        if kept := (*pieces[:at], *pieces[at + width :]):
            yield Condition(kept)


def _pieces(text: str) -> list[int]:
    if not is_chinese(text):
        return letters(text)
    return pairs(text) or [key("sign", text)]


def _segment(text: str) -> list[int]:
    return _pieces(text) or [key("word", text)]


def _initials(typed: TypedText) -> Iterator[Condition]:
    text = typed.body
    if text.isalpha() and text.isascii() and 2 <= len(text) <= _MOST_INITIALS:
        found = initials(text)
        yield Condition(tuple(found[:-1] or found))


def _chinese_words(parts: NameParts) -> Sequence[str]:
    found = parse(parts.tail) if parts.rest else None
    return () if found is None else (found.core, *found.words)
