"""Candidates as columns: for each fact the distinct values once, and a small code a partner."""

import itertools
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.scoring.candidate import Candidate


@dataclass(frozen=True)
class Column:
    """`codes[i]` (uint32, one a partner) is the position of partner i's value in `values`."""

    codes: npt.NDArray[np.uint32]
    values: tuple[Any, ...]

    def at(self, row: int) -> Any:
        return self.values[int(self.codes[row])]

    def take(self, rows: npt.NDArray[np.intp]) -> "Column":
        """The column of some rows only, with the values that they have."""
        taken = self.codes[rows]
        used = np.bincount(taken, minlength=len(self.values)) > 0
        codes = (np.cumsum(used) - 1).astype(np.uint32).take(taken)
        return Column(codes, tuple(itertools.compress(self.values, used.tolist())))

    def where(self, holds: Callable[[Any], bool]) -> npt.NDArray[np.bool_]:
        """n booleans: for which partners the value passes the test, asked once a value."""
        table = np.array([holds(value) for value in self.values], dtype=np.bool_)
        return table[self.codes] if len(table) else np.zeros(len(self.codes), dtype=np.bool_)


# What is judged together is one column: a seat is where a partner sits with what it offers.
COLUMNS: Mapping[str, Callable[[Candidate], Hashable]] = {
    "dataset": lambda c: c.dataset,
    "place": lambda c: c.place,
    "offers": lambda c: c.offers,
    "seat": lambda c: (c.place, c.offers),
    "minimum_order": lambda c: (c.minimum_order, c.offers),
    "lead_time": lambda c: (c.lead_time_days, c.offers),
    "capacity": lambda c: (c.monthly_capacity, c.offers),
    "certificates": lambda c: c.certificates,
    "languages": lambda c: c.languages,
    "markets": lambda c: c.markets,
    "proofs": lambda c: c.proofs,
}


@dataclass(frozen=True)
class Columns:
    """n partners: `ids` (int64, ascending, distinct) and the columns by name."""

    ids: npt.NDArray[np.int64]
    columns: dict[str, Column]

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def __len__(self) -> int:
        return len(self.ids)

    def select(self, mask: npt.NDArray[np.bool_]) -> "Columns":
        """Only the partners for which the mask (n booleans) is true."""
        rows = np.flatnonzero(mask)
        return Columns(self.ids[rows], {k: c.take(rows) for k, c in self.columns.items()})


def build(candidates: Iterable[Candidate]) -> Columns:
    """Columns of the candidates, in the order of their ids."""
    rows = sorted(candidates, key=lambda candidate: candidate.id)
    return Columns(
        np.array([row.id for row in rows], dtype=np.int64),
        {name: _encode([fact(row) for row in rows]) for name, fact in COLUMNS.items()},
    )


def _encode(facts: Sequence[Hashable]) -> Column:
    positions: dict[Hashable, int] = {}
    codes = [positions.setdefault(fact, len(positions)) for fact in facts]
    return Column(np.array(codes, dtype=np.uint32), tuple(positions))
