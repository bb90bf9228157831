"""Many product words at once: which are the goods that were asked for, without trying each."""

import re
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.index import same_goods


class Vocabulary:
    """The distinct words of a dictionary, as one text that `wording.needles` are found in: to
    search it takes nanoseconds a word, to compare each word microseconds.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    @cached_property
    def chinese(self) -> npt.NDArray[np.bool_]:
        """bool[words]: which are told in Chinese."""
        return np.array([same_goods.in_chinese(word) for word in self._words], np.bool_)

    def same(self, asked: str) -> npt.NDArray[np.int64]:
        """The numbers of the words that are the same goods as what is asked, rising."""
        may = {number for needle in same_goods.needles(asked) for number in self._holding(needle)}
        found = [one for one in may if same_goods.same_goods(asked, self._words[one])]
        return np.sort(np.array(found, np.int64))

    def _holding(self, needle: str) -> list[int]:
        """The numbers of the words in whose line the needle stands."""
        at = [hit.start() for hit in re.finditer(re.escape(needle), self._text)]
        found: list[int] = (np.searchsorted(self._starts, at, side="right") - 1).tolist()
        return found

    @cached_property
    def _text(self) -> str:
        return "\n".join(map(same_goods.line, self._words))

    @cached_property
    def _starts(self) -> npt.NDArray[np.int64]:
        """int64[words]: where each line begins."""
        lengths = np.array([len(line) + 1 for line in self._text.split("\n")], np.int64)
        return np.cumsum(lengths) - lengths
