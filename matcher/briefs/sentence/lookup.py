"""Many known names found in a text at once: a dictionary by first word, not one long pattern."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from matcher.briefs.sentence.buyer_text import BuyerText

_FIRST = re.compile(r"[a-z0-9à-öø-ÿœ]+|[\u3400-\u9fff]|[^\sa-z0-9]")
_FIRST_CHINESE = "\u3400"


class FoundName(NamedTuple):
    """A known name at `plain[start:end]` of a text."""

    start: int
    end: int
    name: str


class Lookup:
    """Finds known names, the longest at each place: whole words of Latin script, any signs of
    Chinese. Linear in the length of the text.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        sizes: defaultdict[str, set[int]] = defaultdict(set)
        for name in self._names:
            if first := _FIRST.match(name):
                sizes[first[0]].add(len(name))
        self._sizes = {first: sorted(lengths, reverse=True) for first, lengths in sizes.items()}

    def find(self, text: BuyerText) -> Iterator[FoundName]:
        """Yield the names that no reader has taken, in order; none within another."""
        for found in self.find_in(text.plain, 0, len(text.plain)):
            if text.free(found.start, found.end):
                yield found

    def find_in(self, plain: str, start: int, end: int) -> Iterator[FoundName]:
        """Yield the names in a part of a text, in lower case."""
        ends_at = start
        for first in _FIRST.finditer(plain, start, end):
            at = first.start()
            if at < ends_at or (at > 0 and _goes_on(plain, at)):
                continue
            for size in self._sizes.get(first[0], ()):
                stop = at + size
                if stop <= end and plain[at:stop] in self._names and not _goes_on(plain, stop):
                    yield FoundName(at, stop, plain[at:stop])
                    ends_at = stop
                    break


def _goes_on(plain: str, at: int) -> bool:
    """Whether a Latin word goes on over this place."""
    if at >= len(plain):
        return False
    return all(sign.isalnum() and sign < _FIRST_CHINESE for sign in plain[at - 1 : at + 1])
