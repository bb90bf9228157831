"""The keys by which names are found: hashes of their pieces. No Django here.

A text that is part of a name has the keys of its pieces among those of the name: of a Chinese text
the characters and pairs of neighbours, of a Latin one (also of pinyin) each four letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

from partners.search.name_parts import CHINESE, SOUND, NameParts

# Latin pieces have this many letters; a shorter text is found as a word or as a beginning.
GRAM = 4
# Slips in a trade name of a few letters leave no piece of it whole; longer names keep some.
LONGEST_SHORT, SHORTEST_SHORT = 10, 4
_MOST_LETTERS, _MOST_INITIALS = 80, 16
# What a key is of, with the start of its hash: the same text has another key in each.
_STARTS = {
    kind: crc32(kind.encode())
    for kind in (
        *("whole", "legal", "word", "beginning", "sign", "pair", "letters", "slip"),
        *("initials", "first initials", "identifier", "facet"),
    )
}
_LETTERS = _STARTS["letters"]
_HALF = 2**31


def key(kind: str, text: str) -> int:
    """The hash of a text of one kind, as a number of an integer column. `KeyError` for a kind that
    does not exist.
    """
    return crc32(text.encode(), _STARTS[kind]) - _HALF


def whole_keys(name: NameParts) -> Iterator[int]:
    """The keys of a name as a whole, and of its slips: few partners have the same."""
    body, tail = name.body, name.tail
    yield key("whole", body)
    if name.place:
        yield key("whole", tail)
    if name.legal:
        yield key("whole", body + name.legal)
    if name.kind != CHINESE:
        starts = {"".join(name.rest[:length]) for length in (1, 2, 3)}
        yield from (one for text in starts for one in slips(text))


def piece_keys(name: NameParts) -> Iterator[int]:
    """The keys of the pieces of a name, each of which very many partners may have."""
    body = name.body
    if name.legal:
        yield key("legal", name.legal)
    for text in {body, name.tail}:
        yield from (key("beginning", text[:length]) for length in (1, 2, 3))
    if name.kind == CHINESE:
        yield from (key("sign", sign) for sign in body)
        yield from pairs(body)
        return
    yield from letters(body)
    yield from (key("word", word) for word in name.words if len(word) < GRAM)
    if name.kind == SOUND:
        yield from initials(name.initials)
        yield key("first initials", "".join(word[0] for word in name.rest[:2]))


def pairs(text: str) -> list[int]:
    """The keys of each two neighbours of a Chinese text."""
    return [key("pair", text[at : at + 2]) for at in range(len(text) - 1)]


def letters(text: str) -> list[int]:
    """The keys of each four letters of a Latin text; none of a shorter one."""
    data = text[:_MOST_LETTERS].encode()
    return [crc32(data[at : at + GRAM], _LETTERS) - _HALF for at in range(len(data) - GRAM + 1)]


def initials(text: str) -> list[int]:
    """The keys of initials: of any three neighbours, and of the first two."""
    text = text[:_MOST_INITIALS]
    threes = [key("initials", text[at : at + 3]) for at in range(len(text) - 2)]
    return [*threes, key("first initials", text[:2])]


def slips(text: str) -> set[int]:
    """The keys that a short text shares with any text that is one slip away."""
    if not SHORTEST_SHORT <= len(text) <= LONGEST_SHORT:
        return set()
    without = (text[:at] + text[at + 1 :] for at in range(len(text)))
    return {key("slip", one) for one in (text, *without)}
