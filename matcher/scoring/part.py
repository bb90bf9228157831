"""The unit of scoring: one function of one fact, tabulated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.scoring.columns import Column

TOP = 255
# Unknown lies below every known fact that meets the wish and above every one that fails it.
UNKNOWN = 96
MEETS = 200
FAILS = 90


@dataclass(frozen=True)
class Reason:
    """Why, as a code and its arguments; `explain` turns it into a sentence."""

    code: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Judgement:
    """What a part says of one fact. `value` 0..255; `known`: it rests on a known fact;
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


@dataclass(frozen=True)
class Part:
    """`judge` maps a value of `column` to a judgement; `share` (of the component's 255) is the
    most it can add; `wish` is the brief field it judges, '' when it judges none.
    """

    component: str
    name: str
    column: str
    share: int
    judge: Callable[[Any], Judgement]
    wish: str = ""

    def scaled(self, judgement: Judgement) -> int:
        """The judgement's part of the component: value x share / 255, halves rounded up."""
        return (2 * judgement.value * self.share + TOP) // (2 * TOP)

    def tabulate(self, column: Column) -> npt.NDArray[np.uint32]:
        """The part over the column's distinct values: what scoring looks up a partner."""
        return np.array([self.scaled(self.judge(v)) for v in column.values], dtype=np.uint32)


def shares(claims: Mapping[str, int]) -> dict[str, int]:
    """Split 255 in proportion to the claims: exact, by largest remainder, first claim first."""
    return apportion(claims, TOP)


def apportion(claims: Mapping[str, Any], total: int) -> dict[str, int]:
    """Whole numbers in proportion to the claims (ints or Fractions, not all 0) that sum to
    `total`: largest remainder, ties to the earlier claim.
    """
    whole = sum(claims.values())
    floors = {name: claim * total // whole for name, claim in claims.items()}
    rest = {name: claim * total % whole for name, claim in claims.items()}
    spare = total - sum(floors.values())
    order = sorted(claims, key=lambda name: -rest[name])  # stable: the earlier claim first
    return {name: int(floors[name]) + (name in order[:spare]) for name in claims}


def ratio(smaller: Any, larger: Any, top: int) -> int:
    """floor(top x smaller / larger) of two exact numbers, larger > 0."""
    return int(smaller * top // larger)
