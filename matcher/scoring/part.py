"""The unit of scoring: one question about a partner, answered by 0..255.

`judge` answers it of one record, with reasons. `table` answers it of every partner of a shard at
once, from the same formulas; what is listed is judged again, and must come to the same points.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from matcher.scoring.candidate import Candidate
from matcher.scoring.ragged import Bytes, Longs

if TYPE_CHECKING:
    from matcher.scoring.view import View

TOP = 255
# Unknown lies below every known fact that meets the wish and above every one that fails it.
UNKNOWN = 96
MEETS = 200
FAILS = 90

Verdicts = npt.NDArray[np.int8]
SeatsOf = Callable[[], Longs]


def seats_of(seats: Longs, which: Longs) -> SeatsOf:
    """The seats of rows, `which` of these each is in; looked up by who needs them."""
    return lambda: seats.take(which)


MET, MISSED, OPEN = 1, 0, -1


@dataclass(frozen=True)
class Reason:
    """Why, as a code and its arguments; `explain` turns it into a sentence."""

    code: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Judgement:
    """What a part says of one partner. `value` 0..255; `known`: it rests on a known fact;
    `meets`: True or False where the fact decides the wish, None where it cannot;
    `ask`: the question that would make it known.
    """

    value: int
    known: bool = True
    meets: bool | None = True
    reasons: tuple[Reason, ...] = ()
    ask: Reason | None = None


def unknown(ask: Reason, *reasons: Reason) -> Judgement:
    """The judgement of a fact that nobody has told us."""
    return Judgement(UNKNOWN, known=False, meets=None, reasons=reasons, ask=ask)


def lifted(value: Any) -> Any:
    """0..255 of what only adds -> from neutral to full. Of a number, or of an array of 64 bits."""
    return UNKNOWN + (TOP - UNKNOWN) * value // TOP


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


@dataclass(frozen=True)
class Part:
    """`share` (of the component's 255) is the most it can add; `wish` is the brief field it
    judges, '' when it judges none.
    """

    component: str
    name: str
    share: int
    judge: Callable[[Candidate], Judgement]
    table: Callable[[View], Table]
    wish: str = ""

    def scaled(self, judgement: Judgement) -> int:
        """The judgement's part of the component: value x share / 255, halves rounded up."""
        return (2 * judgement.value * self.share + TOP) // (2 * TOP)

    def points(self, weight: int) -> npt.NDArray[np.uint32]:
        """uint32[256]: for each value the points that it is worth under a weight."""
        values = np.arange(TOP + 1, dtype=np.uint32)
        return (2 * values * self.share + TOP) // (2 * TOP) * np.uint32(weight)

    def worth(self, values: Bytes, weight: int) -> npt.NDArray[np.int32]:
        """int32: the points of each of many values under a weight."""
        if self.share == TOP:
            return values * np.int32(weight)  # the same, sooner
        return self.points(weight).astype(np.int32).take(values)


def shares(claims: Mapping[str, int]) -> dict[str, int]:
    """Split 255 in proportion to the claims: exact, by largest remainder, first claim first."""
    return apportion(claims, TOP)


def apportion(claims: Mapping[str, Any], total: int) -> dict[str, int]:
    """Whole numbers in proportion to the claims (ints or Fractions, not all 0) that sum to
    `total`: largest remainder, ties to the earlier claim.
    """
    # As whole numbers: a fraction costs twenty times as much to reckon with.
    once = math.lcm(*(claim.denominator for claim in claims.values()))
    claims = {name: int(claim * once) for name, claim in claims.items()}
    whole = sum(claims.values())
    floors = {name: claim * total // whole for name, claim in claims.items()}
    rest = {name: claim * total % whole for name, claim in claims.items()}
    spare = total - sum(floors.values())
    order = sorted(claims, key=lambda name: -rest[name])  # stable: the earlier claim first
    return {name: int(floors[name]) + (name in order[:spare]) for name in claims}
