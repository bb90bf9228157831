"""What every engine is given of a brief for nothing, as we compute it: the points of each cohort
that may be listed, and of each distinct fact. They have to look up, add, order and cut.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.columns import Columns
from matcher.index.criterion_values import PerCohort, PerFact, Table
from matcher.index.csr import Longs
from matcher.index.segment import Segment
from matcher.index.segment_query import SegmentQuery
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import MET
from matcher.scoring import ranking, weights
from matcher.scoring.coverage import Coverage
from matcher.scoring.criterion import Criterion
from matcher.scoring.eligibility import Counts, Eligible, gate
from matcher.scoring.fitting import Fits
from matcher.scoring.wanted import Wanted

# The columns that hold a partner's facts by number.
FACTS = (
    *("minimum_order", "lead_time", "capacity"),
    *("certificates", "languages", "markets", "proofs"),
)


@dataclass(frozen=True)
class Compiled:
    """A brief against one segment: its parts, what they say of it, and who may be listed."""

    parts: list[Criterion]
    tables: dict[str, Table]
    settled: dict[str, int]
    eligible: Eligible


def compiled(on: ReferenceData, segment: Segment, wanted: Wanted, around: Coverage) -> Compiled:
    fits = Fits(on, wanted)
    parts = ranking.compile_brief(on, wanted, fits, around)
    view = SegmentQuery(on, wanted, fits, segment.columns)
    tables = {part.name: part.table(view) for part in parts}
    settled = weights.settle(wanted.weights, [part.component for part in parts])
    return Compiled(parts, tables, settled, gate(segment, view, parts, tables, Counts()))


@dataclass(frozen=True)
class Looks:
    """The points of each number of a fact's column, and which numbers pass the hard wishes."""

    column: str
    points: Longs
    passes: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Given:
    """`cohorts`: those that fit, and `points` of each; `looks` at one fact a column. `sectors`:
    any of which an eligible partner offers.
    """

    cohorts: Longs
    points: Longs
    looks: tuple[Looks, ...]
    sectors: tuple[int, ...]
    limit: int


def give(on: ReferenceData, segment: Segment, wanted: Wanted, around: Coverage) -> Given:
    """Of a brief whose parts are of cohorts or of one fact each."""
    found = compiled(on, segment, replace(wanted, require=frozenset()), around)
    eligible = found.eligible
    points = np.zeros(len(eligible.cohorts), np.int64)
    for part in found.parts:
        table = found.tables[part.name]
        if isinstance(table, PerCohort):
            worth = part.points(found.settled[part.component])
            points += worth.take(eligible.said(table.by_cohort))
    cohorts, fitting = (
        eligible.said(eligible.view.cohorts),
        tuple(eligible.view.fitting_sectors.tolist()),
    )
    return Given(cohorts, points, looks(found, wanted, segment.columns), fitting, wanted.limit)


def looks(found: Compiled, wanted: Wanted, columns: Columns) -> tuple[Looks, ...]:
    """Of each part that is no cohort's."""
    made = []
    for part in found.parts:
        table, worth = found.tables[part.name], part.points(found.settled[part.component])
        if isinstance(table, PerCohort):
            continue
        assert isinstance(table, PerFact), part.name
        passes = np.ones(len(table.by_fact), np.bool_)
        if part.wish in wanted.require and table.verdict is not None:
            passes = table.verdict == MET
        points = worth.take(table.by_fact).astype(np.int64)
        made.append(Looks(_column(columns, table.codes), points, passes))
    return tuple(made)


def _column(columns: Columns, codes: npt.NDArray[Any]) -> str:
    return next(name for name in FACTS if getattr(columns.facts, name) is codes)


def seated(columns: Columns) -> dict[str, npt.NDArray[Any]]:
    """id, cohort and the facts' numbers of each partner, in the order of the cohorts."""
    cohorts = np.repeat(
        np.arange(len(columns.cohorts.place), dtype=np.uint32), columns.cohorts.sizes
    )
    facts = {name: getattr(columns.facts, name) for name in FACTS}
    return {"id": columns.facts.ids.astype(np.uint32), "seat": cohorts} | facts
