"""Chance that comes out the same on every version of Python."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class SeededRandom:
    """Draws from one stream. Of `Random` only `random()` is promised to stay as it is."""

    def __init__(self, seed: int, stream: int) -> None:
        self._random = Random(seed * 1_000_003 + stream)  # noqa: S311 - no secret

    def integer_below(self, limit: int) -> int:
        """0 to limit - 1, evenly."""
        return int(self._random.random() * limit)

    def happens(self, percent: int) -> bool:
        return self.integer_below(100) < percent

    def choice(self, things: Sequence[T]) -> T:
        return things[self.integer_below(len(things))]

    def weighted_choice(self, table: Sequence[tuple[T, int]]) -> T:
        """One of the things, in proportion to the whole number beside it."""
        left = self.integer_below(sum(weight for _, weight in table))
        for thing, weight in table:
            left -= weight
            if left < 0:
                return thing
        raise ValueError("the table weighs nothing")

    def sample(self, table: Sequence[tuple[T, int]], count: int) -> list[T]:
        """Up to `count` different things, drawn one after the other."""
        left = [(thing, weight) for thing, weight in table if weight > 0]
        drawn: list[T] = []
        while left and len(drawn) < count:
            thing = self.weighted_choice(left)
            drawn.append(thing)
            left = [entry for entry in left if entry[0] != thing]
        return drawn

    def step(self, low: int, high: int, step: int) -> int:
        """low, low + step, … up to high. Small values come more often, as in real lists."""
        steps = (high - low) // step + 1
        return low + step * min(self.integer_below(steps), self.integer_below(steps))
