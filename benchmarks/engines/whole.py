"""What every engine starts from where it is asked the whole: of the brief, tables that depend on
its codes alone; of the partners, who offers what where. It finds the cohorts that fit by itself.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.engines import given
from benchmarks.engines.given import Looks
from matcher.index.columns import Columns
from matcher.index.criterion_values import PerCohort
from matcher.index.csr import Bytes, Longs
from matcher.index.segment import Segment
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP
from matcher.scoring import ecosystem
from matcher.scoring.coverage import Coverage
from matcher.scoring.fit import BEST, BREADTH
from matcher.scoring.policy import MakerPolicy
from matcher.scoring.wanted import Wanted

SEATED = ("needs", "priority", "around")


@dataclass(frozen=True)
class Brief:
    """`sectors`: those that answer a need; `levels` uint8[sectors, needs]: how well; `policy`
    uint8[sectors, places + 1]: the component at each place. `worth`: the points of each value of
    the parts in `SEATED`; `looks` at one fact a column.
    """

    sectors: Longs
    levels: Bytes
    policy: Bytes
    worth: dict[str, Longs]
    looks: tuple[Looks, ...]
    limit: int

    @property
    def needs(self) -> range:
        return range(self.levels.shape[1])

    def cells(self) -> dict[str, Longs]:
        """`policy` as rows of sector, place and priority."""
        places = self.policy.shape[1]
        return {
            "sector": np.repeat(self.sectors, places),
            "place": np.tile(np.arange(places), len(self.sectors)),
            "priority": self.policy.ravel().astype(np.int64),
        }


def tell(on: ReferenceData, segment: Segment, wanted: Wanted, around: Coverage) -> Brief:
    """Of a brief for makers, of any dataset, that asks for sectors and facts alone."""
    assert wanted.seeking == "manufacturer", "the other side's surroundings are no postings'"
    unasked = wanted.services or wanted.provinces or wanted.exclude
    assert not unasked, "no engine is told of services beside, provinces or exclusions"
    found = given.tabulated(on, segment, wanted, around)
    worth = {
        criterion.name: weighted.points().astype(np.int64)
        for criterion, weighted in found.criteria
        if isinstance(weighted.table, PerCohort)
    }
    assert sorted(worth) == sorted(SEATED), f"parts of a seat: {', '.join(worth)}"
    query, fits = found.eligible.query, found.compiled.fits
    sectors = query.fitting
    levels = np.stack([one.take(sectors) for one in fits.needs.values()], axis=1)
    looks = given.looks(found, wanted, segment.columns)
    policy = MakerPolicy(TOP, on, fits).values_by_place(query)
    return Brief(sectors, levels, policy, worth, looks, wanted.limit)


def postings(columns: Columns, around: Coverage) -> dict[str, npt.NDArray[Any]]:
    """Who offers what where, and how well its needs are covered there; by sector, then cohort."""
    cohorts = columns.postings.items
    sectors = np.arange(len(columns.postings), dtype=np.uint16)
    return {
        "seat": cohorts.astype(np.uint32),
        "sector": np.repeat(sectors, columns.postings.lengths()),
        "place": columns.cohorts.place.take(cohorts),
        "around": ecosystem.maker_values(around, columns),
    }


def value_of_needs(best: str, total: str, needs: int, divided: str = "/") -> str:
    """`fit.blend` in SQL; `divided`: how the database divides whole numbers."""
    return f"(({BEST} * {best} + {BREADTH} * ({total} {divided} {needs})) {divided} {TOP})"
