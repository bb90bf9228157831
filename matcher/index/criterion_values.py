"""The values that a criterion gives the partners of a segment, by cohort or by distinct fact."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from matcher.index.csr import Bytes, Longs
from matcher.reference.scale import MISSED

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
class Bounded:
    """Answers that differ within a cohort, but are never above `by_cohort` uint8[cohorts that fit],
    which most of its rows have. `exact` gives the values of rows, as `Table.values` does.
    """

    by_cohort: Bytes
    exact: Callable[[Longs, LazyCohorts], Bytes]

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        return self.exact(rows, cohorts)

    def verdicts(self, rows: Longs, cohorts: LazyCohorts) -> Verdicts:
        raise NotImplementedError("no hard wish depends on a criterion of cohorts")


@dataclass(frozen=True)
class Forfeited:
    """Answers by cohort, `by_cohort` uint8[cohorts that fit], but 0 for a row that is known to miss
    one of the `wishes`, tables with verdicts.
    """

    by_cohort: Bytes
    wishes: Sequence[Table]

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        missed = np.zeros(len(rows), np.bool_)
        for table in self.wishes:
            missed |= table.verdicts(rows, cohorts) == MISSED
        return self.by_cohort.take(cohorts()) * ~missed

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
