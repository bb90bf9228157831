"""What every engine of job A starts from: of a brief, tables that depend on its codes alone; of
the partners, their facts' numbers and the postings. An engine finds the cohorts that fit itself.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index import topk
from matcher.index.columns import Columns
from matcher.index.criterion_values import PerCohort, PerFact
from matcher.index.csr import Bytes, Flags, Longs
from matcher.index.segment import Eligible, Segment, SegmentQuery
from matcher.index.topk import Weighted
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import MET, TOP
from matcher.reference.sectors import SERVICE
from matcher.scoring import coverage
from matcher.scoring.compiled_brief import CompiledBrief, compile_brief
from matcher.scoring.coverage import Coverage
from matcher.scoring.criterion import Criterion
from matcher.scoring.fit import BEST, BREADTH
from matcher.scoring.policy import OwnPlacePolicy
from matcher.scoring.ranking import Counts, pass_gates, weigh
from matcher.scoring.tie_break import tie_values
from matcher.scoring.wanted import Wanted

# The columns that hold the numbers of a partner's facts.
FACTS = (
    "minimum_order",
    "lead_time",
    "capacity",
    "certificates",
    "languages",
    "markets",
    "proofs",
)
# The criteria that are equal for all partners of a cohort, in a brief for makers.
OF_COHORTS = ("needs", "priority", "around")


@dataclass(frozen=True)
class CompiledQuery:
    """A brief against one segment: each criterion with its points, and the eligible cohorts.
    `weighted`: all that decides our order, the relation and what a failed wish voids among it.
    """

    brief: CompiledBrief
    criteria: list[tuple[Criterion, Weighted]]
    weighted: list[Weighted]
    eligible: Eligible

    def ties(self, rows: Longs) -> Longs:
        """int64[rows]: the tie values."""
        day = self.brief.reference.lists.day
        return tie_values(self.eligible.query, rows, relations=self.brief.relations, day=day)

    def plain_keys(self, limit: int) -> Longs:
        """The best by the sum of the tables alone, best first: what other engines are asked."""
        found = topk.top_keys(self.eligible, [one for _, one in self.criteria], limit)
        return topk.merge_keys([found], limit)


def compile_query(
    reference: ReferenceData, segment: Segment, wanted: Wanted, around: Coverage
) -> CompiledQuery:
    """The brief as our own search starts from it."""
    brief = compile_brief(reference, wanted)
    services = reference.sectors.kind == SERVICE
    query = SegmentQuery(segment.columns, brief.fits.best_levels, services)
    tables = [(each, each.tabulate(query)) for each in brief.criteria(around)]
    weighted = [
        (each, Weighted(table, each.share, brief.weights[each.component])) for each, table in tables
    ]
    eligible = pass_gates(reference, wanted, segment, query, tables, Counts())
    ordered = weigh(brief, brief.relations.in_segment(query), tables)
    return CompiledQuery(brief, weighted, ordered, eligible)


@dataclass(frozen=True)
class FactPoints:
    """The points of each number of a column of facts, and the numbers that pass the hard wish."""

    column: str
    points: Longs
    passes: Flags


@dataclass(frozen=True)
class BriefTables:
    """A brief as tables. `sectors` int64[s]: those that answer a need; `levels` uint8[s, needs]:
    how well; `policy` uint8[s, places + 1]: the component at each place; `worth` int64[256]: the
    points of each value of the criteria `OF_COHORTS`; `facts`: a table a column of facts.
    """

    sectors: Longs
    levels: Bytes
    policy: Bytes
    worth: dict[str, Longs]
    facts: tuple[FactPoints, ...]
    limit: int

    @property
    def needs(self) -> range:
        return range(self.levels.shape[1])

    def cells(self) -> dict[str, Longs]:
        """`policy` as columns of sector, place and priority."""
        places = self.policy.shape[1]
        return {
            "sector": np.repeat(self.sectors, places),
            "place": np.tile(np.arange(places), len(self.sectors)),
            "priority": self.policy.ravel().astype(np.int64),
        }


def tabulate_brief(
    reference: ReferenceData, segment: Segment, wanted: Wanted, around: Coverage
) -> BriefTables:
    """The tables of a brief for makers, of any dataset, that asks for sectors and facts alone."""
    assert wanted.seeking == "manufacturer", "a provider's ecosystem does not depend on postings"
    unasked = wanted.services or wanted.provinces or wanted.exclude
    assert not unasked, "the engines know no second services, provinces or exclusions"
    found = compile_query(reference, segment, wanted, around)
    query, fits = found.eligible.query, found.brief.fits
    worth = {
        criterion.name: weighted.by_value.astype(np.int64)
        for criterion, weighted in found.criteria
        if isinstance(weighted.table, PerCohort)
    }
    assert sorted(worth) == sorted(OF_COHORTS), f"criteria of cohorts: {', '.join(worth)}"
    sectors = query.fitting_sectors
    levels = np.stack([each.take(sectors) for each in fits.needs.values()], axis=1)
    named = OwnPlacePolicy(reference, fits).values_by_place(query)
    facts = _fact_points(found, wanted, segment.columns)
    return BriefTables(sectors, levels, named, worth, facts, wanted.limit)


def _fact_points(found: CompiledQuery, wanted: Wanted, columns: Columns) -> tuple[FactPoints, ...]:
    """A table for each criterion that depends on one fact."""
    made = []
    for criterion, weighted in found.criteria:
        table = weighted.table
        if isinstance(table, PerCohort):
            continue
        assert isinstance(table, PerFact), criterion.name
        passes = np.ones(len(table.by_fact), np.bool_)
        if criterion.wish in wanted.require and table.verdict is not None:
            passes = table.verdict == MET
        column = next(name for name in FACTS if getattr(columns.facts, name) is table.codes)
        points = weighted.by_value.take(table.by_fact).astype(np.int64)
        made.append(FactPoints(column, points, passes))
    return tuple(made)


def partner_columns(columns: Columns) -> dict[str, npt.NDArray[Any]]:
    """The id, cohort and facts' numbers of each partner, in the order of the cohorts."""
    cohorts = np.arange(len(columns.cohorts.place), dtype=np.uint32)
    facts = {name: getattr(columns.facts, name) for name in FACTS}
    return {
        "id": columns.facts.ids.astype(np.uint32),
        "cohort": np.repeat(cohorts, columns.cohorts.sizes),
        **facts,
    }


def postings(columns: Columns, around: Coverage) -> dict[str, npt.NDArray[Any]]:
    """A row for each sector and cohort that offers it: its place, and how well its needs are
    covered there; by sector, then cohort.
    """
    return {
        "cohort": columns.postings.items.astype(np.uint32),
        "sector": columns.postings.owners().astype(np.uint16),
        "place": columns.posting_places,
        "around": coverage.maker_values(around, columns),
    }


def value_of_needs(best: str, total: str, needs: int, divided: str = "/") -> str:
    """`fit.blend` in SQL; `divided`: the database's operator for the division of whole numbers."""
    return f"(({BEST} * {best} + {BREADTH} * ({total} {divided} {needs})) {divided} {TOP})"
