"""Who may be listed, and at which gate the others stopped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.scoring.columns import Longs, ranges
from matcher.scoring.part import MET, MISSED, OPEN, Part, Table, Verdicts
from matcher.scoring.view import Shard, View
from matcher.scoring.wanted import WISHES


@dataclass
class Counts:
    """Every candidate is counted once: eligible, or at the first gate that it did not pass, in
    this order.
    """

    considered: int = 0
    by_request: int = 0
    no_fit: int = 0
    by_wish: dict[str, int] = field(default_factory=dict)
    by_unknown: dict[str, int] = field(default_factory=dict)
    eligible: int = 0

    def stop(self, wish: str, missed: int, open_: int) -> None:
        """Count those that a hard wish stopped."""
        self.by_wish[wish] = self.by_wish.get(wish, 0) + missed
        self.by_unknown[wish] = self.by_unknown.get(wish, 0) + open_


@dataclass(frozen=True)
class Eligible:
    """Those who passed, seat by seat: `seats`, by their positions among the view's, rising; those
    of seat i are `rows[ptr[i]:ptr[i + 1]]`, or all rows of the seat but those `out`.
    """

    view: View
    seats: Longs
    ptr: Longs
    rows: Longs | None
    out: Longs

    def sizes(self) -> Longs:
        sizes: Longs = np.diff(self.ptr)
        return sizes

    def said(self, by_seat: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """What is said of the view's seats, of those eligible."""
        return by_seat if len(self.seats) == len(self.view.seats) else by_seat.take(self.seats)

    def of(self, chosen: Longs) -> tuple[Longs, Longs]:
        """The rows of the seats in the positions chosen, and the position of each row's seat."""
        if self.rows is not None:
            lengths = self.sizes().take(chosen)
            rows = self.rows.take(ranges(self.ptr.take(chosen), lengths))
            return rows, np.repeat(chosen, lengths)
        seats, ptr = self.view.seats.take(self.seats.take(chosen)), self.view.columns.seats.ptr
        lengths = ptr.take(seats + 1) - ptr.take(seats)
        rows, position = ranges(ptr.take(seats), lengths), np.repeat(chosen, lengths)
        if not len(self.out):
            return rows, position
        stays = ~np.isin(rows, self.out)
        return rows[stays], position[stays]


def gate(
    shard: Shard, view: View, parts: list[Part], tables: Mapping[str, Table], counts: Counts
) -> Eligible:
    """Those of the shard whom the brief may list; the others are added to the counts."""
    wanted = view.wanted
    asked_out = view.columns.rows_of(np.array(sorted(wanted.exclude), np.int64))
    out = np.union1d(shard.gone, asked_out) if len(asked_out) else shard.gone
    all_, staying = shard.total(wanted.datasets, shard.gone), shard.total(wanted.datasets, out)
    counts.considered += all_
    counts.by_request += all_ - staying

    sizes = shard.sizes(wanted.datasets, view.seats, out)
    seats = np.flatnonzero(sizes)
    counts.no_fit += staying - int(sizes.sum())
    if wanted.provinces:
        seats = _within(view, seats, sizes, counts)
    ptr = np.concatenate([[0], np.cumsum(sizes.take(seats))])
    found = Eligible(view, seats, ptr, None, out)
    hard = [
        part for wish in WISHES if wish in wanted.require for part in parts if part.wish == wish
    ]
    if hard:
        found = _require(found, hard, tables, counts)
    counts.eligible += int(found.ptr[-1])
    return found


def _within(view: View, seats: Longs, sizes: Longs, counts: Counts) -> Longs:
    """Where to look is always hard."""
    verdicts = _places(view).take(view.place.take(seats))
    each = sizes.take(seats)
    counts.stop("provinces", int(each[verdicts == MISSED].sum()), int(each[verdicts == OPEN].sum()))
    here: Longs = seats[verdicts == MET]
    return here


def _places(view: View) -> Verdicts:
    """int8[P + 1]: does each place lie where to look?"""
    lies = view.ground.atlas.among(view.wanted.provinces)
    said = [lies(code) for code in view.ground.areas.codes]
    verdicts = [OPEN if one is None else MET if one else MISSED for one in said]
    found: Verdicts = np.array([*verdicts, OPEN], np.int8)
    return found


def _require(
    found: Eligible, hard: list[Part], tables: Mapping[str, Table], counts: Counts
) -> Eligible:
    """Those who meet the hard wishes, decided on exact values: 151 never passes for 150."""
    rows, position = found.of(np.arange(len(found.seats)))
    for part in hard:
        verdicts = tables[part.name].verdicts(rows, found.seats.take(position))
        stays, missed = np.flatnonzero(verdicts == MET), int(np.count_nonzero(verdicts == MISSED))
        counts.stop(part.wish, missed, len(rows) - len(stays) - missed)
        rows, position = rows.take(stays), position.take(stays)
    each = np.bincount(position, minlength=len(found.seats))
    some = np.flatnonzero(each)
    ptr = np.concatenate([[0], np.cumsum(each.take(some))])
    return Eligible(found.view, found.seats.take(some), ptr, rows, found.out)
