"""Whether two product texts name the same goods: Latin script by whole words, Chinese by parts;
and the search of many texts at once for those that do.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

_CHINESE = re.compile(r"[一-鿿]")
# The name of a thing ends before these: `boxes for shoes` are boxes, `toys, plastic` are toys.
_AFTER_HEAD = re.compile(r"[,;:(、]|\b(?:for|of|with|without|in|from|by|to|on)\b")
_BESIDE = re.compile(r"[/&+]|\b(?:and|or)\b")
# A shorter word (tie, cap, oil) is in too many longer texts to be taken for them.
_MIN_LETTERS = 4
# In Chinese two signs make a word; one sign is part of too many.
_MIN_SIGNS = 2


def same_goods(asked: str, listed: str) -> bool:
    """Does the listed text contain the asked one, or name the thing that the asked one names?

    `shirts` and `knitted T-shirt` are the same goods in either direction; `tie` and `necktie` are
    not, and `plastic` or 塑料 alone is no plastic toy, because the head of a noun phrase comes
    last in both languages.
    """
    if in_chinese(asked) and in_chinese(listed):
        one, other = fold(asked), fold(listed)
        ends = any(fold(thing).endswith(other) for thing in _things(asked))
        return (
            one == other
            or (len(one) >= _MIN_SIGNS and one in other)
            or (len(other) >= _MIN_SIGNS and ends)
        )
    return _all_in(asked, listed) or (
        _is_specific(listed) and _all_in(listed, asked) and _names_thing(listed, asked)
    )


def holds(asked: str, listed: str) -> bool:
    """Does the listed text contain the asked one, not its head noun alone?"""
    if in_chinese(asked) and in_chinese(listed):
        one, other = fold(asked), fold(listed)
        return one == other or (len(one) >= _MIN_SIGNS and one in other)
    return _all_in(asked, listed)


def ends_in(name: str, listed: str) -> bool:
    """Does a run of Chinese signs of the listed text end in the name? 家用电冰箱 BCD-251 is an
    电冰箱, and 电梯部件, parts, are no 电梯. A name of one sign ends too many words: it must be
    all.
    """
    one, other = fold(name), fold(listed)
    if len(one) < _MIN_SIGNS:
        return one == other
    at = other.find(one)
    while at >= 0:
        if not in_chinese(other[at + len(one) :][:1]):
            return True
        at = other.find(one, at + 1)
    return False


def searched_text(listed: str) -> str:
    """The letters of a listed text, in which `needles` are searched for: the words of other
    scripts joined without the Chinese signs between them, then all letters.
    """
    return f"{''.join(_words(listed))} {fold(listed)}" if in_chinese(listed) else fold(listed)


def needles(asked: str) -> frozenset[str]:
    """Strings of which at least one is in the `searched_text` of every text that names the same
    goods. The converse does not hold: a hit is compared by `same_goods`.

    Latin script: either all asked words occur in the listed text, so that the last word of each
    asked thing does, or the last word of one does; each in some form, alone or joined to a
    neighbour. Chinese: the listed text contains the asked one, or an asked thing ends in the listed
    text, so that both end in the same two signs.
    """
    things = _things(asked)
    ends = [fold(thing) for thing in things]
    found = {end[-_MIN_SIGNS:] for end in ends} | {fold(asked)} if in_chinese(asked) else set()
    words_needed = {words[-1] for thing in things if (words := _words(thing))}
    # What names no thing, as `for`, has words all the same.
    words_needed = words_needed or {*_words(asked)[-1:]}
    return frozenset(found.union(*map(_stems, words_needed)) - {""})


def _stems(word: str) -> set[str]:
    """Strings of which every word that shares a form with this word contains at least one."""
    forms = _forms(word)
    return {*forms, *(f"{form[:-1]}ies" for form in forms if form.endswith("y"))}


@lru_cache(maxsize=1 << 17)
def in_chinese(text: str) -> bool:
    """Does the text hold a Chinese sign? A text in one script says nothing of a text in another."""
    return bool(_CHINESE.search(text))


def fold(text: str) -> str:
    """The letters and digits of the text, without case and width, spaces and hyphens."""
    return "".join(sign for sign in _plain(text) if sign.isalnum())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _is_specific(text: str) -> bool:
    return any(len(word.removesuffix("s")) >= _MIN_LETTERS for word in _words(text))


@lru_cache(maxsize=8192)
def _things(text: str) -> tuple[str, ...]:
    """The parts of a text that name a thing, without what qualifies it: one part, or several that
    `and` joins.
    """
    parts = (_BESIDE.split(part) for part in _AFTER_HEAD.split(_plain(text)))
    named = next((things for things in parts if any(map(fold, things))), [])
    return tuple(thing for thing in named if fold(thing))


def _names_thing(listed: str, asked: str) -> bool:
    """Is the last word of an asked thing, alone or joined to the word before it, listed?"""
    spellings = _spellings(listed)
    return any(
        not _forms("".join(words[-taken:])).isdisjoint(spellings)
        for thing in _things(asked)
        if not in_chinese(fold(thing)[-1])
        for words in (_words(thing),)
        for taken in (1, 2)
        if taken <= len(words)
    )


def _all_in(part: str, whole: str) -> bool:
    """Does `whole` hold all words of `part`, be they written apart or joined?"""
    words = _words(part)
    return bool(words) and not in_chinese(part) and _words_in(words, _spellings(whole))


def _words_in(words: tuple[str, ...], spellings: frozenset[str]) -> bool:
    """Are all words, singly or two joined, among the spellings?"""
    if not words:
        return True
    return any(
        not _forms("".join(words[:taken])).isdisjoint(spellings)
        and _words_in(words[taken:], spellings)
        for taken in (1, 2)
        if taken <= len(words)
    )


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    """The runs of letters and digits, without case; Chinese signs separate them."""
    signs = _CHINESE.sub(" ", _plain(text))
    return tuple("".join(sign if sign.isalnum() else " " for sign in signs).split())


@lru_cache(maxsize=8192)
def _spellings(text: str) -> frozenset[str]:
    """Every word of the text and every two neighbours joined (t shirt: tshirt), in all forms."""
    words = _words(text)
    pairs = (one + other for one, other in pairwise(words))
    return frozenset(form for word in (*words, *pairs) for form in _forms(word))


@lru_cache(maxsize=8192)
def _forms(word: str) -> frozenset[str]:
    """The word and its possible singulars: two words are the same when they share a form."""
    forms = {word}
    if len(word) > _MIN_LETTERS and word.endswith("ies"):
        forms.add(word[:-3] + "y")
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        forms.add(word[:-2])
    if len(word) >= _MIN_LETTERS and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        forms.add(word[:-1])
    return frozenset(forms)


class WordIndex:
    """The distinct product words of a dictionary, one a line of one text.

    `re` searches the text at nanoseconds a word; a comparison of each word takes microseconds.
    Only the words in whose line a needle occurs are compared.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    @cached_property
    def chinese(self) -> npt.NDArray[np.bool_]:
        """bool[words]: the words with a Chinese sign."""
        return np.array([in_chinese(word) for word in self._words], np.bool_)

    def find_same_goods(self, asked: str) -> npt.NDArray[np.int64]:
        """The numbers of the words that are the same goods as `asked`, ascending."""
        candidates = {number for needle in needles(asked) for number in self._lines_with(needle)}
        found = [number for number in candidates if same_goods(asked, self._words[number])]
        return np.sort(np.array(found, np.int64))

    def find_ending(self, name: str) -> npt.NDArray[np.int64]:
        """The numbers of the words that end in a Chinese name (`ends_in`), ascending."""
        candidates = set(self._lines_with(fold(name)))
        found = [number for number in candidates if ends_in(name, self._words[number])]
        return np.sort(np.array(found, np.int64))

    def _lines_with(self, needle: str) -> list[int]:
        """The numbers of the lines in which the needle occurs."""
        at = [hit.start() for hit in re.finditer(re.escape(needle), self._text)]
        found: list[int] = (np.searchsorted(self._starts, at, side="right") - 1).tolist()
        return found

    @cached_property
    def _text(self) -> str:
        return "\n".join(map(searched_text, self._words))

    @cached_property
    def _starts(self) -> npt.NDArray[np.int64]:
        """int64[words]: where each line begins."""
        lengths = np.array([len(line) + 1 for line in self._text.split("\n")], np.int64)
        return np.cumsum(lengths) - lengths
