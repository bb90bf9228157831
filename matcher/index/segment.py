"""A part of the partners as columns, without the partners that have changed since."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from matcher.index.columns import Columns
from matcher.index.csr import Flags, Longs


@dataclass(frozen=True)
class Segment:
    """The partners of `columns` but those in the rows `deleted` (ascending), which have changed
    or retired: another segment holds their present facts, if they have any.
    """

    columns: Columns
    deleted: Longs = field(default_factory=lambda: np.zeros(0, np.int64))

    def count(self, datasets: Collection[str], without: Longs) -> int:
        """The number of partners of the datasets, without the rows `without`."""
        total = self.columns.counts_by_dataset
        fewer = np.bincount(self.columns.facts.dataset.take(without), minlength=len(total))
        return int((total - fewer)[self._flags(datasets)].sum())

    def cohort_sizes(self, datasets: Collection[str], cohorts: Longs, without: Longs) -> Longs:
        """int64[cohorts]: the number of partners of the datasets in each of the cohorts, without
        the rows `without`.
        """
        every, flags = self.columns.cohorts, self._flags(datasets)
        sizes = every.sizes.take(cohorts)
        if len(without):
            of_rows = self.columns.cohorts_of_rows(without)
            sizes -= np.bincount(of_rows, minlength=len(every.sizes)).take(cohorts)
        # All rows of a cohort are of one dataset.
        return sizes if flags.all() else sizes * flags.take(every.dataset.take(cohorts))

    def _flags(self, datasets: Collection[str]) -> Flags:
        """bool[datasets of the dictionary]: is it one of these?"""
        return np.array([name in datasets for name in self.columns.dictionary.datasets], np.bool_)
