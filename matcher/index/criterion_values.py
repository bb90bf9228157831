"""The values that a criterion gives the partners of a segment, by cohort or by distinct fact."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from matcher.index.csr import Bytes, Longs

Verdicts = npt.NDArray[np.int8]
SeatsOf = Callable[[], Longs]


def seats_of(seats: Longs, which: Longs) -> SeatsOf:
    """The seats of rows, `which` of these each is in; looked up by who needs them."""
    return lambda: seats.take(which)


class Table(Protocol):
    """A part's answers for a shard. `seats` is called by those who need to know of each row which
    seat it is in: its position among those that fit.
    """

    def values(self, rows: Longs, seats: SeatsOf) -> Bytes: ...

    def verdicts(self, rows: Longs, seats: SeatsOf) -> Verdicts: ...


@dataclass(frozen=True)
class Seated:
    """A part that is the same for all of a seat: one value for each that fits."""

    by_seat: Bytes

    def values(self, rows: Longs, seats: SeatsOf) -> Bytes:
        return self.by_seat.take(seats())

    def verdicts(self, rows: Longs, seats: SeatsOf) -> Verdicts:
        raise NotImplementedError("no wish rests on such a part")


@dataclass(frozen=True)
class Looked:
    """A part that is a function of one fact: of each of the book's distinct ones."""

    codes: npt.NDArray[np.unsignedinteger[Any]]
    by_fact: Bytes
    verdict: Verdicts | None = None

    def values(self, rows: Longs, seats: SeatsOf) -> Bytes:
        return self.by_fact.take(self.codes.take(rows))

    def verdicts(self, rows: Longs, seats: SeatsOf) -> Verdicts:
        if self.verdict is None:
            raise NotImplementedError("no wish rests on this part")
        return self.verdict.take(self.codes.take(rows))
