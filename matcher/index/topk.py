"""The best k partners of a segment without a look at every partner: exact, by bound and prune.

A cohort's partners share B points for what they offer and where they are; each partner earns at
most R points more by its own facts. A cohort with B + R below the k-th best key found so far
holds none of the best k. A cohort with exactly as many points is searched, because ties go to the
lower id.

    floor = points of the k-th best partner of the cohorts with the highest B
    for the partners of all other cohorts with B + R >= floor:
        points = B
        for each criterion of own facts, the one with the most points first:
            drop the rows with points + rest < floor;  points += criterion

Partners are ordered by *rank points*: the points, and above their 16 bits the class of the answer
(`ONE_CLASS`), so that every partner of a higher class stands before those of a lower one. A value
that is bounded by cohort (`Bounded`) counts as its bound in B, and what a partner lacks of it is
taken off last; so is what it forfeits (`Forfeited`), for which the search counts missed wishes in
the low bits of the points. Of equal rank points the greater tie value decides, then the lower id.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from matcher.index.criterion_values import Bounded, Forfeited, PerCohort, PerFact, Table
from matcher.index.csr import Bytes, Longs
from matcher.index.segment import Eligible
from matcher.reference.scale import MISSED, TOP, scaled

Points = npt.NDArray[np.int32]

# A key is a positive int64: the rank points (2 bits of class, 16 of points) above the tie value
# above the id, which has as many bits as the loading of offerings gives it.
POINT_BITS, TIE_BITS, ID_BITS = 16, 10, 35
# The weight of a class of the answer, 0 to 3, that puts it above all points.
ONE_CLASS = 1 << POINT_BITS
_MAX_ID = (1 << ID_BITS) - 1
_BELOW_POINTS = TIE_BITS + ID_BITS
TieValues = Callable[[Longs], Longs]
# The first look takes about so many of the best cohorts: fewer give a floor that prunes little,
# more are looked at for nothing.
_FIRST_LOOK = 1024
# Up to 8 partners for each of those it costs less to look at every partner than to choose.
_SMALL_SEGMENT = 8 * _FIRST_LOOK
_SAMPLE = 1 << 12
# While the search runs, the points stand above so many bits, which count missed wishes: at most 15.
_MISS_BITS = 4
_MISSES = (1 << _MISS_BITS) - 1


@dataclass(frozen=True)
class Weighted:
    """A criterion's values of a segment with what they are worth: `share` is the criterion's most
    in its component (of 255), `weight` the component's weight (of 256), or `ONE_CLASS`.
    """

    table: Table
    share: int
    weight: int

    @cached_property
    def by_value(self) -> Points:
        """int32[256]: for each value the points that it is worth."""
        return _added(self.share) * np.int32(self.weight)

    def worth(self, values: Bytes) -> Points:
        """int32: the points of each of many values."""
        if self.share == TOP:
            # A product takes half the time of a look-up.
            return values * np.int32(self.weight)
        return self.by_value.take(values)


@cache
def _added(share: int) -> Points:
    """int32[256]: what each value adds to its component. There are hardly 255 shares."""
    found: Points = scaled(np.arange(TOP + 1), share).astype(np.int32)
    return found


class _OwnFacts:
    """A criterion that differs within a cohort; it earns a partner at most `most` points.
    `is_wish`: who misses it forfeits something.
    """

    def __init__(self, weighted: Weighted, many: bool, is_wish: bool) -> None:
        self._weighted, self._is_wish = weighted, is_wish
        self._points_by_fact: Points | None = None
        self.most = weighted.share * weighted.weight << _MISS_BITS
        if many and isinstance(weighted.table, PerFact):
            # The points of each distinct fact, so that a partner costs one look-up.
            by_fact = weighted.worth(weighted.table.by_fact) << _MISS_BITS
            self.most = int(by_fact.max(initial=0))
            if is_wish:
                by_fact += weighted.table.verdict == MISSED
            self._points_by_fact = by_fact

    def points(self, so_far: Points, rows: Longs, which: Longs, cohorts: Longs) -> Points:
        """int32[rows]: the points of each row, whose cohort is `cohorts[which]`."""
        table = self._weighted.table
        if self._points_by_fact is not None and isinstance(table, PerFact):
            return self._points_by_fact.take(table.codes.take(rows))
        found = self._weighted.worth(table.values(rows, lambda: cohorts.take(which))) << _MISS_BITS
        if self._is_wish:
            found += table.verdicts(rows, lambda: cohorts.take(which)) == MISSED
        return found


class _Shortfall:
    """What a partner lacks of a value that its cohort was given the bound of: 0 or less."""

    most = 0

    def __init__(self, weighted: Weighted, table: Bounded) -> None:
        self._weighted, self._table = weighted, table

    def points(self, so_far: Points, rows: Longs, which: Longs, cohorts: Longs) -> Points:
        """int32[rows]: the points of each row less those of its cohort's bound."""
        of_rows = cohorts.take(which)
        exact = self._weighted.worth(self._table.values(rows, lambda: of_rows))
        bound = self._weighted.worth(self._table.by_cohort.take(of_rows))
        return exact - bound << _MISS_BITS


class _Forfeit:
    """What a partner forfeits that misses a wish: 0 or less."""

    most = 0

    def __init__(self, weighted: Weighted, table: Forfeited) -> None:
        self._weighted, self._table = weighted, table
        self.wishes = table.wishes

    def points(self, so_far: Points, rows: Longs, which: Longs, cohorts: Longs) -> Points:
        """int32[rows]: less the cohort's points where `so_far` counts any missed wish."""
        values = self._table.by_cohort.take(cohorts.take(which)) * (so_far & _MISSES > 0)
        return -self._weighted.worth(values) << _MISS_BITS


def pack_keys(points: Longs, ids: Longs, ties: Longs | int = 0) -> Longs:
    """int64[n]: a key a partner, the higher the better: by rank points, then by the greater tie
    value, then by the lower id.

    Raises `OverflowError` for an id of more than `ID_BITS` bits.
    """
    if len(ids) and int(ids.max()) > _MAX_ID:
        raise OverflowError(f"partner {ids.max()}: an id has at most {ID_BITS} bits")
    return points << _BELOW_POINTS | ties << ID_BITS | _MAX_ID - ids


def unpack_keys(keys: Longs) -> tuple[Longs, Longs]:
    """(rank points, ids) of the keys."""
    return rank_points(keys), _MAX_ID - (keys & _MAX_ID)


def rank_points(keys: Longs) -> Longs:
    """int64[n]: the rank points of the keys."""
    return keys >> _BELOW_POINTS


def merge_keys(lists: Sequence[Longs], limit: int) -> Longs:
    """The best `limit` keys of several lists, best first."""
    return np.sort(np.concatenate([np.zeros(0, np.int64), *lists]))[::-1][:limit]


def top_keys(
    eligible: Eligible,
    weighted: Sequence[Weighted],
    limit: int,
    floor: int = 0,
    ties: TieValues | None = None,
) -> Longs:
    """The keys of the segment's best eligible partners, at most `limit`, in no order. `floor`:
    rank points below which a partner may be left out, because `limit` better ones are known from
    another segment. `ties` gives the tie values of rows.
    """
    many = eligible.partners > _SMALL_SEGMENT
    shared, own = _split_criteria(eligible, weighted, many)
    rows, points = _TopKSearch(eligible, shared, own, limit, floor).run(many)
    # Tie values cost more than points: only the best and their equals get theirs.
    ids = eligible.query.columns.facts.ids.take(rows)
    keys = pack_keys(points.astype(np.int64), ids, ties(rows) if ties else 0)
    return np.partition(keys, -limit)[-limit:] if len(keys) > limit else keys


_Own = _OwnFacts | _Shortfall | _Forfeit


def _split_criteria(
    eligible: Eligible, weighted: Sequence[Weighted], many: bool
) -> tuple[Points, list[_Own]]:
    """int32[eligible cohorts]: the rank points that a cohort's partners share, or their bound,
    above the bits of missed wishes; and the criteria that differ within a cohort, the one with the
    most points first, what is forfeited last.
    """
    shared = np.zeros(len(eligible.cohorts), np.int32)
    own: list[_OwnFacts | _Shortfall] = []
    forfeits = [
        _Forfeit(each, each.table)
        for each in weighted
        if isinstance(each.table, Forfeited) and each.weight
    ]
    wishes = {id(wish) for each in forfeits for wish in each.wishes}
    for criterion in weighted:
        if isinstance(criterion.table, PerCohort | Bounded | Forfeited):
            shared += criterion.worth(eligible.chosen(criterion.table.by_cohort))
            if isinstance(criterion.table, Bounded) and criterion.weight:
                own.append(_Shortfall(criterion, criterion.table))
        elif criterion.weight or id(criterion.table) in wishes:
            own.append(_OwnFacts(criterion, many, id(criterion.table) in wishes))
    shared <<= _MISS_BITS
    return shared, [*sorted(own, key=lambda each: -each.most), *forfeits]


@dataclass
class _TopKSearch:
    """`rows` int64 and `points` int32: the best rows found so far, and all that equal the last.
    `shared` and the points of `own` stand above the bits of missed wishes.
    """

    eligible: Eligible
    shared: Points
    own: Sequence[_Own]
    limit: int
    floor: int
    rows: Longs = field(default_factory=lambda: np.zeros(0, np.int64))
    points: Points = field(default_factory=lambda: np.zeros(0, np.int32))

    def run(self, many: bool) -> tuple[Longs, Points]:
        """The best rows and their rank points, in two looks where there are many partners."""
        low = self._first_threshold() if many else 0
        self._look(np.flatnonzero(self.shared >= low))
        if low:
            least = (self.floor << _MISS_BITS) - sum(each.most for each in self.own)
            self._look(np.flatnonzero((self.shared < low) & (self.shared >= least)))
        return self.rows, self.points

    def _first_threshold(self) -> int:
        """The points of the cohorts to look at first, about so many that they fill the list."""
        # From a sample, because any threshold gives the right list: it only sets the cost.
        step = max(1, len(self.shared) // _SAMPLE)
        # Sorted, not partitioned: among so few different points that takes a fifth of the time.
        sample = np.sort(self.shared[::step])
        wanted = max(1, max(_FIRST_LOOK, self.limit) // step)
        return int(sample[-wanted]) if wanted < len(sample) else 0

    def _look(self, chosen: Longs) -> None:
        """Score the partners of the eligible cohorts in these positions, and keep the best."""
        rows, which = self.eligible.rows_of(chosen)
        points: Points = self.shared.take(chosen).take(which)
        cohorts = self.eligible.cohorts.take(chosen)
        least = self.floor << _MISS_BITS
        rest = sum(each.most for each in self.own)
        for n, each in enumerate(self.own):
            stays = points >= least - rest
            # Three arrays are copied to drop rows: worth it from a quarter of them on.
            if n and 4 * np.count_nonzero(stays) < 3 * len(rows):
                at = np.flatnonzero(stays)
                rows, which, points = rows.take(at), which.take(at), points.take(at)
            points = points + each.points(points, rows, which, cohorts)
            rest -= each.most
        self._keep(rows, points >> _MISS_BITS)

    def _keep(self, rows: Longs, points: Points) -> None:
        rows, points = np.concatenate([self.rows, rows]), np.concatenate([self.points, points])
        if 0 < self.limit <= len(points):
            self.floor = max(self.floor, int(np.partition(points, -self.limit)[-self.limit]))
        stays = np.flatnonzero(points >= self.floor)
        self.rows, self.points = rows.take(stays), points.take(stays)
