"""Random draws that are identical on every version of Python."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class SeededRandom:
    """Draws from one stream of a seed.

    Only `Random.random()` is documented to keep its sequence, so the draws are derived from it.
    """

    def __init__(self, seed: int, stream: int) -> None:
        self._random = Random(seed * 1_000_003 + stream)  # noqa: S311 - no secret  # nosec B311

    def integer_below(self, limit: int) -> int:
        """A uniform integer from 0 to limit - 1."""
        return int(self._random.random() * limit)

    def happens(self, percent: int) -> bool:
        return self.integer_below(100) < percent

    def choice(self, things: Sequence[T]) -> T:
        return things[self.integer_below(len(things))]

    def weighted_choice(self, table: Sequence[tuple[T, int]]) -> T:
        """One of the things, in proportion to its integer weight. ValueError if all weigh 0."""
        left = self.integer_below(sum(weight for _, weight in table))
        for thing, weight in table:
            left -= weight
            if left < 0:
                return thing
        raise ValueError("the weights sum to zero")

    def sample(self, table: Sequence[tuple[T, int]], count: int) -> list[T]:
        """Up to `count` different things, drawn by weight without replacement."""
        left = [(thing, weight) for thing, weight in table if weight > 0]
        drawn: list[T] = []
        while left and len(drawn) < count:
            thing = self.weighted_choice(left)
            drawn.append(thing)
            left = [entry for entry in left if entry[0] != thing]
        return drawn

    def step(self, low: int, high: int, step: int) -> int:
        """Draw low, low + step, and so on up to high; small values are likelier, as in reality."""
        # The smaller of two uniform draws makes small values likelier.
        steps = (high - low) // step + 1
        return low + step * min(self.integer_below(steps), self.integer_below(steps))
