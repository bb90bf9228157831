"""The values that a criterion gives the partners of a segment, by cohort or by distinct fact."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from matcher.index.csr import Bytes, Longs
from matcher.reference.scale import TOP, scaled

Verdicts = npt.NDArray[np.int8]
LazyCohorts = Callable[[], Longs]


def lazy_cohorts(cohorts: Longs, which: Longs) -> LazyCohorts:
    """A function that gives int64[rows], the cohort of each row: `cohorts[which]`."""
    # A value that depends on one fact needs no cohort, and the look-up costs as much as the value.
    return lambda: cohorts.take(which)


class Table(Protocol):
    """A criterion's answers for the rows of a segment. `cohorts` gives the cohort of each row, as
    a position among the cohorts that fit.
    """

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        """uint8[rows], 0..255."""

    def verdicts(self, rows: Longs, cohorts: LazyCohorts) -> Verdicts:
        """int8[rows]: MET, MISSED or OPEN (`matcher.reference.scale`) for a hard wish."""


@dataclass(frozen=True)
class PerCohort:
    """Answers that are equal for a whole cohort. `by_cohort` uint8[cohorts that fit]."""

    by_cohort: Bytes

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        return self.by_cohort.take(cohorts())

    def verdicts(self, rows: Longs, cohorts: LazyCohorts) -> Verdicts:
        raise NotImplementedError("no hard wish depends on a criterion of cohorts")


@dataclass(frozen=True)
class PerFact:
    """Answers that depend on one fact. `codes`: the fact of each row of the segment, as a number
    of the dictionary; `by_fact` uint8[distinct facts]; `verdict` int8[distinct facts].
    """

    codes: npt.NDArray[np.unsignedinteger[Any]]
    by_fact: Bytes
    verdict: Verdicts | None = None

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        return self.by_fact.take(self.codes.take(rows))

    def verdicts(self, rows: Longs, cohorts: LazyCohorts) -> Verdicts:
        if self.verdict is None:
            raise NotImplementedError("no hard wish depends on this criterion")
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
