"""What would change the order of two entries: the smallest change of one weight that turns it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from matcher.index.csr import Longs
from matcher.scoring.relation import Relation
from matcher.scoring.tie_break import TieBreak
from matcher.scoring.weights import TOTAL, with_one_moved

_RELATIONS = {relation.word: int(relation) for relation in Relation}


@dataclass(frozen=True)
class Standing:
    """What decides the place of an entry: `values` (0..255) by component; `relation` and
    `tie_value` as in the ranking, the greater first.
    """

    partner: int
    relation: int
    values: Mapping[str, int]
    tie_value: int

    @classmethod
    def of_stored(cls, partner: int, detail: Mapping[str, Any], day: dt.date) -> "Standing":
        """Of an entry as it is stored (`RankedEntry.as_json`), answered on a day."""
        values = {one["name"]: one["value"] for one in detail["components"]}
        # Entries from models before ronghe-3 have neither relation nor tie break: ids decided.
        return cls(
            partner,
            _RELATIONS.get(detail.get("relation") or "", 0),
            values,
            _tie_value(detail.get("tie_break"), day),
        )

    def precedes_if_equal(self, other: "Standing") -> bool:
        """Does it stand before the other at equal points?"""
        return (self.tie_value, -self.partner) > (other.tie_value, -other.partner)


def _tie_value(stored: Mapping[str, Any] | None, day: dt.date) -> int:
    if stored is None:
        return 0
    checked = stored["checked_on"] and dt.date.fromisoformat(stored["checked_on"])
    return TieBreak(stored["main"], stored["sources"], checked or None).value(day)


@dataclass(frozen=True)
class WeightChange:
    """One weight raised or lowered; `weights` are all weights after it, and sum to 256."""

    component: str
    weight: int
    to: int
    weights: Mapping[str, int]


def smallest_turn(
    above: Standing, below: Standing, weights: Mapping[str, int]
) -> WeightChange | None:
    """The smallest change of one weight after which `below` stands before `above`; None where
    none turns the order. Of equally small changes that of the earlier component, raised before
    lowered. `weights`: of the components that both are judged by, sum 256.
    """
    if above.relation != below.relation:
        return None
    changes, moved = _changes(tuple(weights.items()))
    gain = np.array([below.values[name] - above.values[name] for name in weights], np.int64)
    lead = moved @ gain
    # At equal points only what breaks ties counts, and that no weight changes.
    turned = lead >= 0 if below.precedes_if_equal(above) else lead > 0
    return changes[int(np.argmax(turned))] if turned.any() else None


# Each pair of an answer, and of answers to like briefs, has the same weights.
@lru_cache(maxsize=64)
def _changes(weights: tuple[tuple[str, int], ...]) -> tuple[Sequence[WeightChange], Longs]:
    """All changes of one weight, the smallest first, and the weights after each by row."""
    now = dict(weights)
    places = {name: place for place, name in enumerate(now)}
    found = [
        WeightChange(name, now[name], to, after)
        for name in now
        for to in range(TOTAL + 1)
        if to != now[name] and (after := with_one_moved(now, name, to)) is not None
    ]
    found.sort(key=lambda one: (abs(one.to - one.weight), places[one.component], -one.to))
    rows = [list(one.weights.values()) for one in found]
    return found, np.array(rows, np.int64).reshape(len(found), len(now))
