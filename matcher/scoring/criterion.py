"""The unit of scoring: one question about a partner, answered by a value of 0..255.

A criterion holds its rule in two forms. `assess` answers for one record, with reasons; `tabulate`
for all partners of a segment at once. What is listed is assessed again, and must come to the same
points; a property test holds the two forms of every criterion together.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import ClassVar

from matcher.index.candidate import Candidate
from matcher.index.criterion_values import Table
from matcher.index.segment import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.scale import TOP, UNKNOWN


@dataclass(frozen=True)
class Assessment:
    """A criterion's answer for one partner. `value` 0..255; `known`: it rests on a known fact;
    `meets`: True or False where the fact decides the wish, None where it cannot;
    `ask`: the question that would make it known.
    """

    value: int
    known: bool = True
    meets: bool | None = True
    reasons: tuple[Reason, ...] = ()
    ask: Reason | None = None


def unknown(ask: Reason | None, *reasons: Reason) -> Assessment:
    """The assessment of a fact that no record states."""
    return Assessment(UNKNOWN, known=False, meets=None, reasons=reasons, ask=ask)


# Compared by identity: two briefs share no criterion, and fields hold arrays.
@dataclass(frozen=True, eq=False)
class Criterion(ABC):
    """`claim` is what the criterion claims of its component beside the others of the same brief;
    `compile_brief` makes of it the `share`, the most that the criterion can add (of 255). `wish` is
    the field of the brief that it decides where that is required, '' when it decides none.
    """

    # Constants of the class: `explain_entry` groups by them, and JSON shows them.
    component: ClassVar[str]
    name: ClassVar[str]
    wish: ClassVar[str] = ""
    claim: ClassVar[int] = 1
    share: int = field(default=TOP, kw_only=True)

    @abstractmethod
    def assess(self, candidate: Candidate) -> Assessment:
        """The value of one partner, and why."""

    @abstractmethod
    def tabulate(self, query: SegmentQuery) -> Table:
        """The same values, and verdicts where the criterion has a wish, of all that fit."""
