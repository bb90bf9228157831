"""The best of a segment without looking at every partner: exact, by bound and prune.

What a brief makes of sectors and places is the same for a whole cohort: B points, all but what
each partner earns by its own facts, at most R. No cohort with B + R below the k-th best found
can hold one of the best; equality is never pruned, so that ties still go to the lower id.

    floor = k-th best of the cohorts with the highest B
    for the partners of all other cohorts with B + R >= floor:
        points = B;  for each part, the heaviest first:
            drop the rows with points + rest < floor;  points += part
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.index.criterion_values import CohortsOf, PerCohort, PerFact, Weighted, cohorts_of
from matcher.index.csr import Longs
from matcher.index.eligible import Eligible

Points = npt.NDArray[np.int32]

# Ids have at most so many bits: points above them, the lower id first, make one key.
ID_BITS = 47
_LOWEST = (1 << ID_BITS) - 1
# How many cohorts are looked at first; where all have no more than so many partners each of them,
# all are looked at, for less than it costs to choose.
_FIRST, _EACH, _SAMPLE = 512, 16, 1 << 12


class _Own:
    """A criterion that differs within a cohort: what it adds for each partner, at most `most`."""

    def __init__(self, weighted: Weighted, many: bool) -> None:
        self._weighted = weighted
        self._by_fact: Points | None = None
        self.most = weighted.most
        if many and isinstance(weighted.table, PerFact):
            # The points of each distinct fact, so that a partner costs one look-up.
            self._by_fact = weighted.worth(weighted.table.by_fact)
            self.most = int(self._by_fact.max(initial=0))

    def earned(self, rows: Longs, cohorts: CohortsOf) -> Points:
        """int32[rows]: the points of each."""
        table = self._weighted.table
        if self._by_fact is not None and isinstance(table, PerFact):
            return self._by_fact.take(table.codes.take(rows))
        return self._weighted.worth(table.values(rows, cohorts))


def pack(points: Longs, ids: Longs) -> Longs:
    """One number a partner, higher for the better: points, then the lower id."""
    if len(ids) and int(ids.max()) > _LOWEST:
        raise OverflowError(f"partner {ids.max()}: an id has at most {ID_BITS} bits")
    return points << ID_BITS | _LOWEST - ids


def unpack(keys: Longs) -> tuple[Longs, Longs]:
    """(points, ids)."""
    return keys >> ID_BITS, _LOWEST - (keys & _LOWEST)


def merge(keys: Sequence[Longs], limit: int) -> Longs:
    """The best of several lists, best first."""
    return np.sort(np.concatenate([np.zeros(0, np.int64), *keys]))[::-1][:limit]


def best(eligible: Eligible, weighted: Sequence[Weighted], limit: int, floor: int = 0) -> Longs:
    """The keys of the segment's best, in no order; at most `limit` of them. `floor`: points below
    which no partner counts, for as many as are asked for are known elsewhere.
    """
    many = int(eligible.sizes.sum()) > _EACH * _FIRST
    shared, own = _split(eligible, weighted, many)
    return _TopKSearch(eligible, shared, own, limit, floor, np.zeros(0, np.int64)).run(many)


def _split(
    eligible: Eligible, weighted: Sequence[Weighted], many: bool
) -> tuple[Points, list[_Own]]:
    """The points that each eligible cohort shares, and the criteria that differ within a cohort,
    those that may add most first.
    """
    shared = np.zeros(len(eligible.cohorts), np.int32)
    own = []
    for criterion in weighted:
        if isinstance(criterion.table, PerCohort):
            shared += criterion.worth(eligible.chosen(criterion.table.by_cohort))
        elif criterion.weight:
            own.append(_Own(criterion, many))
    return shared, sorted(own, key=lambda one: -one.most)


@dataclass
class _TopKSearch:
    eligible: Eligible
    shared: Points
    own: Sequence[_Own]
    limit: int
    floor: int
    found: Longs

    def run(self, many: bool) -> Longs:
        """The keys of the best, in two looks where there are many to be looked at."""
        low = self._promising() if many else 0
        self._look(np.flatnonzero(self.shared >= low))
        if not low:
            return self.found
        least = self.floor - sum(one.most for one in self.own)
        self._look(np.flatnonzero((self.shared < low) & (self.shared >= least)))
        return self.found

    def _promising(self) -> int:
        """What the cohorts with the highest points have, about so many that they fill the list. By
        a sample: any number of them is right.
        """
        step = max(1, len(self.shared) // _SAMPLE)
        sample = self.shared[::step]
        wanted = max(1, max(_FIRST, self.limit) // step)
        return int(np.partition(sample, -wanted)[-wanted]) if wanted < len(sample) else 0

    def _look(self, chosen: Longs) -> None:
        """Look at every partner of the cohorts in these positions."""
        rows, which = self.eligible.rows_of(chosen)
        points: Points = self.shared.take(chosen).take(which)
        cohorts = self.eligible.cohorts.take(chosen)
        rest = sum(one.most for one in self.own)
        for n, one in enumerate(self.own):
            stays = np.flatnonzero(points >= self.floor - rest) if n else rows
            if 4 * len(stays) < 3 * len(rows):
                rows, which, points = rows.take(stays), which.take(stays), points.take(stays)
            points = points + one.earned(rows, cohorts_of(cohorts, which))
            rest -= one.most
        stays = np.flatnonzero(points >= self.floor)
        ids = self.eligible.query.columns.facts.ids.take(rows.take(stays))
        self._keep(pack(points.take(stays).astype(np.int64), ids))

    def _keep(self, keys: Longs) -> None:
        found = np.concatenate([self.found, keys])
        if len(found) > self.limit:
            found = np.partition(found, -self.limit)[-self.limit :]
        self.found = found
        if len(found) == self.limit:
            self.floor = max(self.floor, int(found.min()) >> ID_BITS)
