"""Some partners of a revision side by side: how they differ, and what would turn their order."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from matcher.models import Revision
from matcher.reference.reasons import Reason
from matcher.scoring.order_changes import Standing, WeightChange, smallest_turn
from matcher.shortlists.compute_answer import AnsweredEntry
from matcher.shortlists.stored_answers import load_entries

# How many partners can be compared at once.
LEAST, MOST = 2, 10


@dataclass(frozen=True)
class Difference:
    """A component in which two entries differ: the points that the first has more, or fewer, and
    the reasons that only one of them has.
    """

    component: str
    points: int
    above: Sequence[Mapping[str, Any]]
    below: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class ComparedPair:
    """Two entries of which one stands next above the other. `points`: how many more it has;
    `decided_by`: `relation`, `points` or `tie_break`; `differences`: the greatest first; `turn`:
    the smallest change of weights that turns the order, None where none does.
    """

    above: int
    below: int
    points: int
    decided_by: str
    differences: tuple[Difference, ...]
    turn: WeightChange | None

    @property
    def reason(self) -> Reason:
        """What would turn the order."""
        if self.turn is None:
            return Reason(
                "compare.relation" if self.decided_by == "relation" else "compare.never", {}
            )
        turn = self.turn
        code = "compare.raised" if turn.to > turn.weight else "compare.lowered"
        args = {"component": turn.component, "weight": turn.weight, "to": turn.to}
        return Reason(code, args)


@dataclass(frozen=True)
class Comparison:
    """The entries by rank, each pair of neighbours, and the partners that are no entries."""

    entries: tuple[AnsweredEntry, ...]
    pairs: tuple[ComparedPair, ...]
    missing: tuple[int, ...]


def compare_partners(revision: Revision, partners: Collection[int]) -> Comparison:
    """Compare some partners of a revision. One query."""
    entries = load_entries(revision.pk, partners=partners)
    listed = {entry.partner for entry in entries}
    return Comparison(
        entries,
        tuple(_pair(revision, *two) for two in pairwise(entries)),
        tuple(one for one in partners if one not in listed),
    )


def _pair(revision: Revision, above: AnsweredEntry, below: AnsweredEntry) -> ComparedPair:
    first, second = (
        Standing.of_stored(one.partner, one.detail, revision.as_of) for one in (above, below)
    )
    # All entries of an answer have the components that its brief can be judged by.
    weights = {name: revision.weights[name] for name in first.values}
    lead = above.points - below.points
    decided = "relation" if first.relation != second.relation else "points" if lead else "tie_break"
    differences = sorted(_differences(above, below), key=lambda one: -abs(one.points))
    turn = smallest_turn(first, second, weights)
    return ComparedPair(above.partner, below.partner, lead, decided, tuple(differences), turn)


def _differences(above: AnsweredEntry, below: AnsweredEntry) -> Iterator[Difference]:
    for one, other in zip(above.detail["components"], below.detail["components"], strict=True):
        own, others = one["because"], other["because"]
        only_above = [reason for reason in own if reason not in others]
        only_below = [reason for reason in others if reason not in own]
        lead = one["points"] - other["points"]
        if lead or only_above or only_below:
            yield Difference(one["name"], lead, only_above, only_below)
