"""Are two product words the same goods? In Latin letters by whole words, in Chinese by parts."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

_CHINESE = re.compile(r"[一-鿿]")
# What a product is stands before these: `boxes for shoes`, `toys, plastic` are boxes and toys.
_AFTER_HEAD = re.compile(r"[,;:(、]|\b(?:for|of|with|without|in|from|by|to|on)\b")
_BESIDE = re.compile(r"[/&+]|\b(?:and|or)\b")
# A word of fewer letters (tie, cap, oil) says too little to stand for a longer ask.
_TELLING = 4
_PART = 2


def same_goods(asked: str, listed: str) -> bool:
    """Is what was asked listed, or does what is listed name the thing that was asked for?

    `shirts` is found in `knitted T-shirt` and the other way round; `tie` is not in `necktie`, and
    `plastic` alone, or 塑料, is no plastic toy: what a thing is comes last in either language.
    """
    if in_chinese(asked) and in_chinese(listed):
        one, other = fold(asked), fold(listed)
        ends = any(fold(thing).endswith(other) for thing in _things(asked))
        return (
            one == other or (len(one) >= _PART and one in other) or (len(other) >= _PART and ends)
        )
    return _all_in(asked, listed) or (
        _tells(listed) and _all_in(listed, asked) and _names(listed, asked)
    )


def line(listed: str) -> str:
    """The letters of a listed word in which `needles` are sought: those of other scripts without
    Chinese signs between them, then all.
    """
    return f"{''.join(_words(listed))} {fold(listed)}" if in_chinese(listed) else fold(listed)


def needles(asked: str) -> frozenset[str]:
    """Pieces of which each listed word that is the same goods has at least one in its line.

    In Latin letters all words asked are found, so that the longest is, or the last word of a
    thing is: in some form, alone or with a neighbour. In Chinese what is asked stands in what is
    listed, or a thing ends in it, so that both end in the same two signs.
    """
    ends = [fold(thing) for thing in _things(asked)]
    found = {end[-_PART:] for end in ends} | {fold(asked)} if in_chinese(asked) else set()
    telling = {max(_words(asked), key=len, default="")}
    telling |= {words[-1] for thing in _things(asked) if (words := _words(thing))}
    return frozenset(found.union(*map(_stems, telling)) - {""})


def _stems(word: str) -> set[str]:
    """Pieces of which every word that shares a form with this one has at least one."""
    forms = _forms(word)
    return {*forms, *(f"{form[:-1]}ies" for form in forms if form.endswith("y"))}


@lru_cache(maxsize=1 << 17)
def in_chinese(text: str) -> bool:
    """Is a product told in Chinese? Words in another script can neither be it nor differ."""
    return bool(_CHINESE.search(text))


def fold(text: str) -> str:
    """The text's letters and digits, without case and width, spaces and hyphens."""
    return "".join(sign for sign in _plain(text) if sign.isalnum())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _tells(text: str) -> bool:
    return any(len(word.removesuffix("s")) >= _TELLING for word in _words(text))


@lru_cache(maxsize=8192)
def _things(text: str) -> tuple[str, ...]:
    """The parts of a text that name a thing, without what follows it: one, or several with `and`
    between them.
    """
    parts = (_BESIDE.split(part) for part in _AFTER_HEAD.split(_plain(text)))
    told = next((things for things in parts if any(map(fold, things))), [])
    return tuple(thing for thing in told if fold(thing))


def _names(listed: str, asked: str) -> bool:
    """Is the last word of a thing that was asked for, alone or with the one before, listed?"""
    there = _spellings(listed)
    return any(
        not _forms("".join(words[-taken:])).isdisjoint(there)
        for thing in _things(asked)
        if not in_chinese(fold(thing)[-1])
        for words in (_words(thing),)
        for taken in (1, 2)
        if taken <= len(words)
    )


def _all_in(part: str, whole: str) -> bool:
    """Are all words of the one among the other's, be they written apart or together?"""
    words = _words(part)
    return bool(words) and not in_chinese(part) and _spelled(words, _spellings(whole))


def _spelled(words: tuple[str, ...], spellings: frozenset[str]) -> bool:
    """Can the words, singly or two together, all be found?"""
    if not words:
        return True
    return any(
        not _forms("".join(words[:taken])).isdisjoint(spellings)
        and _spelled(words[taken:], spellings)
        for taken in (1, 2)
        if taken <= len(words)
    )


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    """The runs of letters and digits, without case; Chinese signs part them."""
    signs = _CHINESE.sub(" ", _plain(text))
    return tuple("".join(sign if sign.isalnum() else " " for sign in signs).split())


@lru_cache(maxsize=8192)
def _spellings(text: str) -> frozenset[str]:
    """Every word of the text and every two neighbours as one (t shirt: tshirt), in all forms."""
    words = _words(text)
    pairs = (one + other for one, other in pairwise(words))
    return frozenset(form for word in (*words, *pairs) for form in _forms(word))


@lru_cache(maxsize=8192)
def _forms(word: str) -> frozenset[str]:
    """The word, and what it may be the plural of: two words are one when they share a form."""
    forms = {word}
    if len(word) > _TELLING and word.endswith("ies"):
        forms.add(word[:-3] + "y")
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        forms.add(word[:-2])
    if len(word) >= _TELLING and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        forms.add(word[:-1])
    return frozenset(forms)
