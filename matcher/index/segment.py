"""Some of the partners as columns, without those that have changed since."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from matcher.index.columns import Columns
from matcher.index.csr import Flags, Longs


@dataclass(frozen=True)
class Shard:
    """Some of the partners. Those in the rows `gone` (rising) are no longer what the columns say:
    they stand in another shard, or nowhere.
    """

    columns: Columns
    gone: Longs = field(default_factory=lambda: np.zeros(0, np.int64))

    def total(self, datasets: Collection[str], out: Longs) -> int:
        """How many there are in the datasets without the rows `out`."""
        wanted = self._wanted(datasets)
        every = self.columns.by_dataset
        without = np.bincount(self.columns.facts.dataset.take(out), minlength=len(every))
        return int((every - without)[wanted].sum())

    def sizes(self, datasets: Collection[str], seats: Longs, out: Longs) -> Longs:
        """int64[len(seats)]: how many of each seat there are in the datasets, without the rows
        `out`.
        """
        every, wanted = self.columns.seats, self._wanted(datasets)
        sizes = every.sizes.take(seats)
        if len(out):
            fewer = np.bincount(self.columns.seat_of(out), minlength=len(every.sizes))
            sizes -= fewer.take(seats)
        return sizes if wanted.all() else sizes * wanted.take(every.dataset.take(seats))

    def _wanted(self, datasets: Collection[str]) -> Flags:
        """Which of the book's datasets these are."""
        return np.array([one in datasets for one in self.columns.book.datasets], np.bool_)
