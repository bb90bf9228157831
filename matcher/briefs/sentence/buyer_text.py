"""The text of a buyer, folded without moving a sign, and which of its signs are taken."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from partners.names.traditional import to_simplified

# A word of Latin letters and digits with its inner marks (t-shirt, 2-in-1), or one Chinese sign.
_WORD = re.compile(r"[a-z0-9à-öø-ÿœ]+(?:[-'&.+][a-z0-9à-öø-ÿœ]+)*|[\u3400-\u9fff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
# A wish ends here. A comma of a number and a point of a number are no ends.
_CLAUSE_END = re.compile(r"[;:!?\n、。，；：！？]|,(?!\d{3}(?!\d))|(?<!\d),|\.(?=\s|$)|\s[-–—]\s")


@lru_cache(maxsize=4_096)
def _plain_sign(sign: str) -> str:
    """One sign without case and width, and never more than one: places in the text must stay."""
    plain = unicodedata.normalize("NFKC", sign).lower()
    return plain if len(plain) == 1 else sign


class BuyerText:
    """`text` as it was written and `plain`, of the same length, as it is compared. Readers take
    the signs that they use; words that no reader takes are told to the buyer.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = "".join(map(_plain_sign, text)).replace("’", "'").translate(to_simplified())
        self._taken = bytearray(len(text))
        ends = [found.start() for found in _CLAUSE_END.finditer(self.plain)]
        self._clause_ends = [*ends, len(text)]
        self._clause_of = [0] * (len(text) + 1)
        clause = 0
        for at in range(len(text) + 1):
            self._clause_of[at] = clause
            if clause < len(ends) and at >= ends[clause]:
                clause += 1

    def take(self, start: int, end: int) -> None:
        """Mark the signs as used."""
        self._taken[start:end] = b"\1" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether no reader has taken any of the signs."""
        return not any(self._taken[start:end])

    def clause(self, at: int) -> int:
        """The number of the clause that the sign stands in."""
        return self._clause_of[at]

    def clause_bounds(self, at: int) -> tuple[int, int]:
        """The first sign of the clause, and the sign after its last one."""
        clause = self.clause(at)
        start = self._clause_ends[clause - 1] + 1 if clause else 0
        return start, self._clause_ends[clause]

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern that no reader has taken. What the caller takes while it
        reads is respected.
        """
        for found in pattern.finditer(self.plain):
            if self.free(found.start(), found.end()):
                yield found

    def free_runs(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield the bounds of the longest free parts of the matches of a pattern."""
        for found in pattern.finditer(self.plain):
            start = None
            for at in range(found.start(), found.end() + 1):
                free = at < found.end() and not self._taken[at]
                if free and start is None:
                    start = at
                elif not free and start is not None:
                    yield start, at
                    start = None

    def words(self) -> Iterator[re.Match[str]]:
        """Yield the free words of Latin script and the free Chinese signs."""
        return self.find(_WORD)

    def after(self, end: int, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The match of a pattern that begins at this place."""
        return pattern.match(self.plain, end)

    def before(self, start: int, pattern: re.Pattern[str], reach: int = 32) -> re.Match[str] | None:
        """The match of a pattern that ends at this place; the pattern must end in `$`."""
        return pattern.search(self.plain, max(0, start - reach), start)

    @property
    def in_chinese(self) -> bool:
        """Whether the text has a Chinese sign."""
        return bool(_HAN.search(self.plain))


def alternatives(words: Iterable[str]) -> str:
    """A regular expression of any of the words, the longest first; Latin words stand alone."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(
        re.escape(word) if _HAN.search(word) else rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])"
        for word in ordered
    )
