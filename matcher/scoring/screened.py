"""The wish that a provider outside has screened the partner and found no match.

It only decides: it adds no points, so that a ranking with the wish is one without it, less those
who do not meet it. A partner without an answer is unknown, and meets it no more than a match does.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from matcher.index.candidate import CLEAR, HIT, UNSCREENED, Candidate
from matcher.index.criterion_values import PerFact
from matcher.index.segment import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.scale import MET, MISSED, OPEN, TOP, UNKNOWN
from matcher.scoring.criterion import Assessment, Criterion
from matcher.scoring.wanted import Wanted

_VALUES = {UNSCREENED: UNKNOWN, CLEAR: TOP, HIT: 0}
_VERDICTS = {UNSCREENED: OPEN, CLEAR: MET, HIT: MISSED}
_REASONS = {
    UNSCREENED: "screening.unscreened",
    CLEAR: "screening.clear",
    HIT: "screening.hit",
}


def screening_criteria(wanted: Wanted) -> list[Criterion]:
    """The criterion where the brief requires screening; else none."""
    return [Screened()] if Screened.wish in wanted.require else []


@dataclass(frozen=True, eq=False)
class Screened(Criterion):
    """Was the partner screened, and is it clear?"""

    component: ClassVar[str] = "trust"
    name: ClassVar[str] = "screening"
    wish: ClassVar[str] = "screening"
    claim: ClassVar[int] = 0

    def assess(self, candidate: Candidate) -> Assessment:
        held = candidate.screening
        return Assessment(
            _VALUES[held],
            known=held != UNSCREENED,
            meets={MET: True, MISSED: False}.get(_VERDICTS[held]),
            reasons=(Reason(_REASONS[held]),),
        )

    def tabulate(self, query: SegmentQuery) -> PerFact:
        states = range(len(_VALUES))
        values = np.array([_VALUES[state] for state in states], np.uint8)
        verdicts = np.array([_VERDICTS[state] for state in states], np.int8)
        return PerFact(query.columns.facts.screening, values, verdicts)
