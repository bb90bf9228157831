"""Who may be listed, and at which gate the others stopped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.criterion_values import Table, Verdicts, cohorts_of
from matcher.index.csr import Longs, spread
from matcher.index.segment import Segment
from matcher.index.segment_query import SegmentQuery
from matcher.reference.scale import MET, MISSED, OPEN
from matcher.scoring.criterion import Criterion
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
    """Those who passed, cohort by cohort: `cohorts`, by their positions among the view's, rising,
    and how many of each. `rows`: theirs, one cohort after the other; None: all rows but those
    `out`.
    """

    query: SegmentQuery
    cohorts: Longs
    sizes: Longs
    rows: Longs | None
    out: Longs

    def said(self, by_cohort: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """What is said of the view's cohorts, of those eligible."""
        return _of(self.cohorts, by_cohort)

    def of(self, chosen: Longs) -> tuple[Longs, Longs]:
        """The rows of the cohorts in the positions chosen, and of each row which of those it is."""
        columns = self.query.columns
        if self.rows is not None:
            starts = np.cumsum(self.sizes) - self.sizes
            rows, which = spread(starts.take(chosen), self.sizes.take(chosen))
            return self.rows.take(rows), which
        cohorts = _of(chosen, self.said(self.query.cohorts))
        starts = columns.cohorts.ptr.take(cohorts)
        if not len(self.out):
            return spread(starts, _of(chosen, self.sizes))
        rows, which = spread(starts, columns.cohorts.sizes.take(cohorts))
        stays = np.ones(len(columns), np.bool_)
        stays[self.out] = False
        kept = np.flatnonzero(stays.take(rows))
        return rows.take(kept), which.take(kept)


def gate(
    segment: Segment,
    query: SegmentQuery,
    criteria: list[Criterion],
    tables: Mapping[str, Table],
    counts: Counts,
) -> Eligible:
    """Those of the segment whom the brief may list; the others are added to the counts."""
    wanted = query.wanted
    asked_out = query.columns.rows_of(np.array(sorted(wanted.exclude), np.int64))
    out = np.union1d(segment.deleted, asked_out) if len(asked_out) else segment.deleted
    there, staying = (
        segment.total(wanted.datasets, segment.deleted),
        segment.total(wanted.datasets, out),
    )
    counts.considered += there
    counts.by_request += there - staying

    sizes = segment.sizes(wanted.datasets, query.cohorts, out)
    cohorts = np.flatnonzero(sizes > 0)
    counts.no_fit += staying - int(sizes.sum())
    if wanted.provinces:
        cohorts = _within(query, cohorts, sizes, counts)
    found = Eligible(query, cohorts, _of(cohorts, sizes), None, out)
    hard = [
        criterion
        for wish in WISHES
        if wish in wanted.require
        for criterion in criteria
        if criterion.wish == wish
    ]
    if hard:
        found = _require(found, hard, tables, counts)
    counts.eligible += int(found.sizes.sum())
    return found


def _of(chosen: Longs, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Those at the positions, rising: as they are where these are all."""
    return values if len(chosen) == len(values) else values.take(chosen)


def _within(query: SegmentQuery, cohorts: Longs, sizes: Longs, counts: Counts) -> Longs:
    """Where to look is always hard."""
    verdicts = _places(query).take(query.place.take(cohorts))
    each = sizes.take(cohorts)
    counts.stop("provinces", int(each[verdicts == MISSED].sum()), int(each[verdicts == OPEN].sum()))
    here: Longs = cohorts[verdicts == MET]
    return here


def _places(query: SegmentQuery) -> Verdicts:
    """int8[P + 1]: does each place lie where to look?"""
    lies = query.reference.atlas.scope_test(query.wanted.provinces)
    said = [lies(code) for code in query.reference.areas.codes]
    verdicts = [OPEN if one is None else MET if one else MISSED for one in said]
    found: Verdicts = np.array([*verdicts, OPEN], np.int8)
    return found


def _require(
    found: Eligible, hard: list[Criterion], tables: Mapping[str, Table], counts: Counts
) -> Eligible:
    """Those who meet the hard wishes, decided on exact values: 151 never passes for 150."""
    rows, which = found.of(np.arange(len(found.cohorts)))
    for criterion in hard:
        verdicts = tables[criterion.name].verdicts(rows, cohorts_of(found.cohorts, which))
        stays, missed = np.flatnonzero(verdicts == MET), int(np.count_nonzero(verdicts == MISSED))
        counts.stop(criterion.wish, missed, len(rows) - len(stays) - missed)
        rows, which = rows.take(stays), which.take(stays)
    each = np.bincount(which, minlength=len(found.cohorts))
    some = np.flatnonzero(each > 0)
    return Eligible(found.query, found.cohorts.take(some), each.take(some), rows, found.out)
