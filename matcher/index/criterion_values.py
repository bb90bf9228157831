"""The values that a criterion gives the partners of a segment, by cohort or by distinct fact."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from matcher.index.csr import Bytes, Longs

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
