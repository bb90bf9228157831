"""A word that nobody knows, but for one letter: a slip of the pen, where the rest is understood."""

from collections.abc import Collection, Iterator, Sequence

_SHORTEST = 6  # letters: shorter words are too near to each other
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def corrected(phrase: Sequence[str], known: Collection[str]) -> list[str] | None:
    """A phrase with its unknown words corrected, or nothing where that is not certain.

    In a phrase whose other words are known, one letter may differ. A word that stands alone may
    only lack or repeat a doubled letter: a word of another language is no slip.
    """
    unknown = [word for word in phrase if word not in known]
    if not unknown or len(unknown) > 1 or len(unknown[0]) < _SHORTEST:
        return None
    one = unknown[0]
    tries = _doubled(one) if len(phrase) == 1 else _one_letter(one)
    found = {word for word in tries if word in known}
    if len(found) != 1:
        return None
    right = found.pop()
    return [right if word == one else word for word in phrase]


def _doubled(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        if word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at - 1] + word[at:]
    yield word + word[-1]


def _one_letter(word: str) -> Iterator[str]:
    """Every word with the same first letter and one letter less, other, more, or two turned."""
    for at in range(1, len(word) + 1):
        head, tail = word[:at], word[at:]
        for letter in _LETTERS:
            yield head + letter + tail
            yield head + letter + tail[1:]
        yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
