"""What every engine is given of a brief for nothing, as we compute it: the points of each cohort
that may be listed, and of each distinct fact. They have to look up, add, order and cut.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.columns import Columns
from matcher.index.criterion_values import PerCohort, PerFact, Weighted
from matcher.index.csr import Longs
from matcher.index.eligible import Eligible
from matcher.index.segment import Segment
from matcher.index.segment_query import SegmentQuery
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import MET
from matcher.scoring.compiled_brief import CompiledBrief, compile_brief
from matcher.scoring.coverage import Coverage
from matcher.scoring.criterion import Criterion
from matcher.scoring.eligibility import Counts, pass_gates
from matcher.scoring.wanted import Wanted

# The columns that hold a partner's facts by number.
FACTS = (
    *("minimum_order", "lead_time", "capacity"),
    *("certificates", "languages", "markets", "proofs"),
)


@dataclass(frozen=True)
class Tabulated:
    """A brief against one segment: each criterion with its points, and who may be listed."""

    compiled: CompiledBrief
    criteria: list[tuple[Criterion, Weighted]]
    eligible: Eligible


def tabulated(on: ReferenceData, segment: Segment, wanted: Wanted, coverage: Coverage) -> Tabulated:
    compiled = compile_brief(on, wanted)
    query = SegmentQuery(segment.columns, compiled.fits.best_levels)
    tables = [(one, one.tabulate(query)) for one in compiled.criteria(coverage)]
    weighted = [
        (one, Weighted(table, one.share, compiled.weights[one.component])) for one, table in tables
    ]
    eligible = pass_gates(on, wanted, segment, query, tables, Counts())
    return Tabulated(compiled, weighted, eligible)


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
    found = tabulated(on, segment, replace(wanted, require=frozenset()), around)
    eligible = found.eligible
    points = np.zeros(len(eligible.cohorts), np.int64)
    for _, weighted in found.criteria:
        if isinstance(weighted.table, PerCohort):
            points += weighted.points().take(eligible.chosen(weighted.table.by_cohort))
    query = eligible.query
    cohorts, fitting = eligible.chosen(query.cohorts), tuple(query.fitting.tolist())
    return Given(cohorts, points, looks(found, wanted, segment.columns), fitting, wanted.limit)


def looks(found: Tabulated, wanted: Wanted, columns: Columns) -> tuple[Looks, ...]:
    """Of each criterion that is no cohort's."""
    made = []
    for criterion, weighted in found.criteria:
        table = weighted.table
        if isinstance(table, PerCohort):
            continue
        assert isinstance(table, PerFact), criterion.name
        passes = np.ones(len(table.by_fact), np.bool_)
        if criterion.wish in wanted.require and table.verdict is not None:
            passes = table.verdict == MET
        points = weighted.points().take(table.by_fact).astype(np.int64)
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
