"""The values that a criterion gives the partners of a segment, by cohort or by distinct fact."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from matcher.index.csr import Bytes, Longs
from matcher.reference.scale import TOP, scaled

Verdicts = npt.NDArray[np.int8]
CohortsOf = Callable[[], Longs]


def cohorts_of(cohorts: Longs, which: Longs) -> CohortsOf:
    """The cohorts of rows, `which` of these each is in; looked up by who needs them."""
    return lambda: cohorts.take(which)


class Table(Protocol):
    """A part's answers for a segment. `cohorts` is called by those who need to know of each row
    which cohort it is in: its position among those that fit.
    """

    def values(self, rows: Longs, cohorts: CohortsOf) -> Bytes: ...

    def verdicts(self, rows: Longs, cohorts: CohortsOf) -> Verdicts: ...


@dataclass(frozen=True)
class PerCohort:
    """A part that is the same for all of a cohort: one value for each that fits."""

    by_cohort: Bytes

    def values(self, rows: Longs, cohorts: CohortsOf) -> Bytes:
        return self.by_cohort.take(cohorts())

    def verdicts(self, rows: Longs, cohorts: CohortsOf) -> Verdicts:
        raise NotImplementedError("no wish rests on such a part")


@dataclass(frozen=True)
class PerFact:
    """A part that is a function of one fact: of each of the dictionary's distinct ones."""

    codes: npt.NDArray[np.unsignedinteger[Any]]
    by_fact: Bytes
    verdict: Verdicts | None = None

    def values(self, rows: Longs, cohorts: CohortsOf) -> Bytes:
        return self.by_fact.take(self.codes.take(rows))

    def verdicts(self, rows: Longs, cohorts: CohortsOf) -> Verdicts:
        if self.verdict is None:
            raise NotImplementedError("no wish rests on this part")
        return self.verdict.take(self.codes.take(rows))


@dataclass(frozen=True)
class Weighted:
    """A criterion's values of a segment with what they are worth: `share` is the criterion's most
    in its component (of 255), `weight` the component's weight (of 256).
    """

    table: Table
    share: int
    weight: int

    @property
    def most(self) -> int:
        """The most points that the criterion can add."""
        return self.share * self.weight

    def points(self) -> npt.NDArray[np.uint32]:
        """uint32[256]: for each value the points that it is worth."""
        values = np.arange(TOP + 1, dtype=np.uint32)
        found: npt.NDArray[np.uint32] = scaled(values, self.share) * np.uint32(self.weight)
        return found

    def worth(self, values: Bytes) -> npt.NDArray[np.int32]:
        """int32: the points of each of many values."""
        if self.share == TOP:
            # A product takes half the time of a look-up.
            return values * np.int32(self.weight)
        return self.points().astype(np.int32).take(values)
