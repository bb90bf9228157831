"""The keys by which names are found: hashes of their pieces. No Django here.

A text that is part of a name has the keys of its pieces among those of the name: of a Chinese text
the characters and pairs of neighbours, of a Latin one (also of pinyin) each four letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zlib import crc32

from partners.search.name_parts import CHINESE, SOUND, NameParts

# Latin pieces have this many letters; a shorter text is found as a word or as a beginning.
GRAM = 4
# Slips in a trade name of a few letters leave no piece of it whole; longer names keep some.
LONGEST_SHORT, SHORTEST_SHORT = 10, 4
_MOST_LETTERS = 80
_MOST_INITIALS = 16


def hashed(keys: Iterable[str]) -> list[int]:
    """The keys as numbers of an integer column, sorted, each once."""
    return sorted({crc32(key.encode()) - 2**31 for key in keys})


def keys_of_name(name: NameParts) -> Iterator[str]:
    """Everything by which a name is found."""
    yield whole_key(name.body)
    yield whole_key(name.tail)
    if name.legal:
        yield whole_key(name.body + name.legal)
        yield legal_key(name.legal)
    yield from beginnings(name.body)
    yield from beginnings(name.tail)
    if name.kind == CHINESE:
        yield from chinese_pieces(name.body)
        return
    yield from latin_pieces(name.body)
    yield from (word_key(word) for word in name.words if len(word) < GRAM)
    yield from slips(name.rest[0] if name.kind != SOUND and name.rest else "")
    yield from (key for length in (2, 3) for key in slips("".join(name.rest[:length])))
    if name.kind == SOUND:
        yield from initials_keys(name.initials)
        yield beginning_of_initials("".join(word[0] for word in name.rest))


def whole_key(text: str) -> str:
    return f"n:{text}"


def legal_key(text: str) -> str:
    return f"l:{text}"


def word_key(word: str) -> str:
    return f"w:{word}"


def beginnings(text: str) -> Iterator[str]:
    """The keys of the first one, two and three signs."""
    yield from (f"a:{text[:length]}" for length in (1, 2, 3) if len(text) >= length)


def chinese_pieces(text: str) -> Iterator[str]:
    yield from (f"u:{sign}" for sign in text)
    yield from (f"b:{text[at : at + 2]}" for at in range(len(text) - 1))


def latin_pieces(text: str) -> Iterator[str]:
    text = text[:_MOST_LETTERS]
    yield from (f"g:{text[at : at + GRAM]}" for at in range(len(text) - GRAM + 1))


def initials_keys(letters: str) -> Iterator[str]:
    """The keys of initials: of any three neighbours, and of the first two."""
    letters = letters[:_MOST_INITIALS]
    yield from (f"i:{letters[at : at + 3]}" for at in range(len(letters) - 2))
    yield beginning_of_initials(letters)


def beginning_of_initials(letters: str) -> str:
    return f"j:{letters[:2]}"


def slips(text: str) -> Iterator[str]:
    """The keys that a short text shares with any text that is one slip away."""
    if SHORTEST_SHORT <= len(text) <= LONGEST_SHORT:
        yield f"d:{text}"
        yield from (f"d:{text[:at]}{text[at + 1 :]}" for at in range(len(text)))
