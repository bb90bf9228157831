"""Some of the partners as columns, without those that have changed since."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from matcher.index.columns import Columns
from matcher.index.csr import Flags, Longs


@dataclass(frozen=True)
class Segment:
    """Some of the partners. Those in the rows `deleted` (rising) are no longer what the columns
    say: they stand in another segment, or nowhere.
    """

    columns: Columns
    deleted: Longs = field(default_factory=lambda: np.zeros(0, np.int64))

    def total(self, datasets: Collection[str], out: Longs) -> int:
        """How many there are in the datasets without the rows `out`."""
        wanted = self._wanted(datasets)
        every = self.columns.by_dataset
        without = np.bincount(self.columns.facts.dataset.take(out), minlength=len(every))
        return int((every - without)[wanted].sum())

    def sizes(self, datasets: Collection[str], cohorts: Longs, out: Longs) -> Longs:
        """int64[len(cohorts)]: how many of each cohort there are in the datasets, without the rows
        `out`.
        """
        every, wanted = self.columns.cohorts, self._wanted(datasets)
        sizes = every.sizes.take(cohorts)
        if len(out):
            fewer = np.bincount(self.columns.cohort_of(out), minlength=len(every.sizes))
            sizes -= fewer.take(cohorts)
        return sizes if wanted.all() else sizes * wanted.take(every.dataset.take(cohorts))

    def _wanted(self, datasets: Collection[str]) -> Flags:
        """Which of the dictionary's datasets these are."""
        return np.array([one in datasets for one in self.columns.dictionary.datasets], np.bool_)
