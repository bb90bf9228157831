"""The partners of a segment that a brief may list, cohort by cohort."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.csr import Longs, concat_ranges_with_owner
from matcher.index.segment_query import SegmentQuery


@dataclass(frozen=True)
class Eligible:
    """Those that passed every gate. `cohorts` int64[e]: their cohorts, by position among those of
    the query, ascending; `sizes` int64[e]: how many of each. `rows`: their rows, one cohort after
    the other; None: all rows of the cohorts but those in `out`.
    """

    query: SegmentQuery
    cohorts: Longs
    sizes: Longs
    rows: Longs | None
    out: Longs

    def chosen(self, by_cohort: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Of an array over the query's cohorts the elements of the eligible ones."""
        return take(by_cohort, self.cohorts)

    def rows_of(self, positions: Longs) -> tuple[Longs, Longs]:
        """The rows of the cohorts in these positions, and the index in `positions` of each row."""
        columns = self.query.columns
        if self.rows is not None:
            starts = np.cumsum(self.sizes) - self.sizes
            rows, which = concat_ranges_with_owner(
                starts.take(positions), self.sizes.take(positions)
            )
            return self.rows.take(rows), which
        cohorts = take(self.chosen(self.query.cohorts), positions)
        starts = columns.cohorts.ptr.take(cohorts)
        if not len(self.out):
            return concat_ranges_with_owner(starts, take(self.sizes, positions))
        rows, which = concat_ranges_with_owner(starts, columns.cohorts.sizes.take(cohorts))
        stays = np.ones(len(columns), np.bool_)
        stays[self.out] = False
        kept = np.flatnonzero(stays.take(rows))
        return rows.take(kept), which.take(kept)


def take(values: npt.NDArray[Any], positions: Longs) -> npt.NDArray[Any]:
    """The values at rising positions, without a copy where these are all."""
    return values if len(positions) == len(values) else values.take(positions)
