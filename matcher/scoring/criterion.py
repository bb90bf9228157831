"""The unit of scoring: one question about a partner, answered by 0..255.

`judge` answers it of one record, with reasons. `table` answers it of every partner of a segment at
once, from the same formulas; what is listed is judged again, and must come to the same points.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.index.candidate import Candidate
from matcher.index.criterion_values import Table
from matcher.index.csr import Bytes
from matcher.index.segment_query import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.scale import TOP, UNKNOWN


@dataclass(frozen=True)
class Judgement:
    """What a part says of one partner. `value` 0..255; `known`: it rests on a known fact;
    `meets`: True or False where the fact decides the wish, None where it cannot;
    `ask`: the question that would make it known.
    """

    value: int
    known: bool = True
    meets: bool | None = True
    reasons: tuple[Reason, ...] = ()
    ask: Reason | None = None


def unknown(ask: Reason, *reasons: Reason) -> Judgement:
    """The judgement of a fact that nobody has told us."""
    return Judgement(UNKNOWN, known=False, meets=None, reasons=reasons, ask=ask)


@dataclass(frozen=True)
class Criterion:
    """`share` (of the component's 255) is the most it can add; `wish` is the brief field it
    judges, '' when it judges none.
    """

    component: str
    name: str
    share: int
    judge: Callable[[Candidate], Judgement]
    table: Callable[[SegmentQuery], Table]
    wish: str = ""

    def scaled(self, judgement: Judgement) -> int:
        """The judgement's part of the component: value x share / 255, halves rounded up."""
        return (2 * judgement.value * self.share + TOP) // (2 * TOP)

    def points(self, weight: int) -> npt.NDArray[np.uint32]:
        """uint32[256]: for each value the points that it is worth under a weight."""
        values = np.arange(TOP + 1, dtype=np.uint32)
        return (2 * values * self.share + TOP) // (2 * TOP) * np.uint32(weight)

    def worth(self, values: Bytes, weight: int) -> npt.NDArray[np.int32]:
        """int32: the points of each of many values under a weight."""
        if self.share == TOP:
            return values * np.int32(weight)  # the same, sooner
        return self.points(weight).astype(np.int32).take(values)
