"""The slow reckoning of product words: every way to write a phrase, compared one by one."""

import re
from collections.abc import Iterator
from itertools import pairwise, product

from matcher.scoring.wanted import Product

AFTER = {*",;:(、，；：（", "for", "of", "with", "without", "in", "from", "by", "to", "on"}


def one_goods(asked: str, listed: str) -> bool:
    if han(asked) and han(listed):
        one, other = (re.sub(r"[\W_]", "", text.lower()) for text in (asked, listed))
        things = [re.sub(r"[\W_]", "", thing) for thing in _things(asked)]
        last = len(other) > 1 and any(re.search(re.escape(other) + "$", one) for one in things)
        return one == other or (len(one) > 1 and one in other) or last
    if not han(asked) and _holds(listed, asked):
        return True
    long = any(len(word[:-1] if word.endswith("s") else word) > 3 for word in _words(listed))
    return not han(listed) and long and _holds(asked, listed) and _named(asked, listed)


def is_named(product: Product, listed: str) -> bool:
    """Is the product, or its kind, what is listed?"""
    return (
        is_named_whole(product, listed)
        or one_goods(product.text, listed)
        or _ends_in_a_name(product, listed)
    )


def is_named_whole(product: Product, listed: str) -> bool:
    """Is the very word listed, or a translation of it?"""
    if _holds_whole(product.text, listed):
        return True
    return product.translated and _ends_in_a_name(product, listed)


def _ends_in_a_name(product: Product, listed: str) -> bool:
    """Does a run of Chinese signs of what is listed end in another name of the product?"""
    signs = re.sub(r"[\W_]", "", listed.lower())
    names = [re.sub(r"[\W_]", "", name.lower()) for name in product.names]
    return any(
        re.search(f"{name}(?![一-鿿])", signs) if len(name) > 1 else name == signs for name in names
    )


def _holds_whole(asked: str, listed: str) -> bool:
    if han(asked):
        one, other = (re.sub(r"[\W_]", "", text.lower()) for text in (asked, listed))
        return han(listed) and (one == other or (len(one) > 1 and one in other))
    return _holds(listed, asked)


def _things(text: str) -> list[str]:
    """What comes before a comma, a bracket or `for`, and between `and`."""
    words = re.findall(r"[^\W_]+|[^\w\s]", text.lower())
    things: list[list[str]] = [[]]
    for word in words:
        if word in AFTER:
            if any(re.search(r"[^\W_]", one) for thing in things for one in thing):
                break
        elif word in "/&+" or word in ("and", "or"):
            things.append([])
        else:
            things[-1].append(word)
    return [" ".join(thing) for thing in things if thing]


def _named(asked: str, listed: str) -> bool:
    """Does a way to write a thing end in a word of a way to write what is listed?"""
    there = {word for way in _ways(_words(listed)) for word in way}
    return any(
        _same(way[-1], other)
        for thing in _things(asked)
        if not han(re.sub(r"[\W_]", "", thing)[-1:])
        for way in _ways(_words(thing))
        if way
        for other in there
    )


def han(text: str) -> bool:
    return any("一" <= sign <= "鿿" for sign in text)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_一-鿿]+", text.lower())


def _holds(whole: str, part: str) -> bool:
    """Is there a way to write the part all of whose words are in some way to write the whole?"""
    there = {word for way in _ways(_words(whole)) for word in way}
    return any(
        way and all(any(_same(word, other) for other in there) for word in way)
        for way in _ways(_words(part))
    )


def _ways(words: list[str]) -> Iterator[list[str]]:
    """The words with any of the gaps between them closed, but no two gaps beside each other."""
    for closed in product((False, True), repeat=max(0, len(words) - 1)):
        if any(one and other for one, other in pairwise(closed)):
            continue
        way = words[:1]
        for joined, word in zip(closed, words[1:], strict=True):
            way = [*way[:-1], way[-1] + word] if joined else [*way, word]
        yield way


def _same(one: str, other: str) -> bool:
    return bool(_singulars(one) & _singulars(other))


def _singulars(word: str) -> set[str]:
    found = {word}
    if re.search(r"..ies$", word):
        found.add(re.sub("ies$", "y", word))
    if re.search(r"(s|x|z|ch|sh|o)es$", word):
        found.add(re.sub("es$", "", word))
    if re.search(r"..[^sui]s$", word):
        found.add(re.sub("s$", "", word))
    return found
