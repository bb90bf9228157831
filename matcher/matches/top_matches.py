"""The best k counterparts of every party, exactly, without scoring most of the pairs.

    for each area, some of its groups of askers at once:
        B = points of need and affinity, askers' groups x others' groups
        floor = k-th best of B + lower bound of each other
        candidates = others whose B + upper bound reaches the floor
        for each asker: score the candidates, best B + quality first, until no later one can reach
            its k-th best, whatever bits the two have in common

No pair below the floor can be listed, for k others reach it. Bounds are compared with `<`, so that
equal pairs are scored and the lower id wins: lists equal those of brute force.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.matches.components import AFFINITY, QUALITY, WEIGHTS
from matcher.matches.parties import MAKES, TOP_LOWER, Ints, MatchTables, PartyGroups, Points
from matcher.reference.areas import SAME_CITY

Keys = npt.NDArray[np.uint64]
# Matrix cells and pairs in one step: their arrays fill the cache of a core (measured on 2 MiB).
CELLS, PAIRS = 1 << 20, 1 << 17
# Candidates of an asker that are scored in one step: most askers are done after the first.
FIRST_STEP, LAST_STEP = 16, 128
_THREAD = 16
_ID = np.uint64(0xFFFFFFFF)
_POINTS = np.uint64(32)
_NEARER = WEIGHTS[AFFINITY] * SAME_CITY


def match_keys(points: npt.NDArray[np.integer], ids: npt.NDArray[np.uint32]) -> Keys:
    """Total order of matches as one number: points, then the lower id."""
    return points.astype(np.uint64) << _POINTS | (_ID - ids)


def ids_of(keys: Keys) -> npt.NDArray[np.uint32]:
    return (_ID - (keys & _ID)).astype(np.uint32)


def points_of(keys: Keys) -> npt.NDArray[np.uint16]:
    return (keys >> _POINTS).astype(np.uint16)


def best_counterparts(
    tables: MatchTables,
    askers: PartyGroups,
    others: PartyGroups,
    k: int,
    services: Ints | None = None,
) -> Keys:
    """uint64[n, k]: for each row of `askers` the keys of its k best in `others`, falling, 0 where
    there are no more. Makers ask for providers or the reverse; a partner in both roles is not
    matched with itself.

    `services`: only needs of these services count; None: of all.
    """
    count, most = len(askers), len(others)
    best = np.zeros((count, k + 1), np.uint64)
    if count and most and k:
        search = TopKSearch(tables, askers, others, k + 1, services)
        for first, last in search.chunks():
            rows = slice(askers.ptr[first], askers.ptr[last])
            best[rows] = search.best(first, last)
    # One more than asked for was kept, so that a list stays full without the asker itself.
    own = (best & _ID) == (_ID - askers.parties.ids)[:, None]
    best[own] = 0
    best.sort(axis=1)
    return best[:, :0:-1]


@dataclass(frozen=True)
class CandidateBuffer:
    """The others that may be listed for each of some groups of askers: those of group g are
    `start[g]` to `start[g + 1]`, by `static` falling: int32, the points of all but operations
    and one city, of which `match_keys` is made. Filled up with LAST_STEP empty entries.
    """

    start: Ints
    static: Points
    match_keys: Keys
    bits: npt.NDArray[np.uint32]
    city: npt.NDArray[np.uint16]


class TopKSearch:
    """One search of the k best: bounds of the others' groups as flat arrays."""

    def __init__(
        self,
        tables: MatchTables,
        askers: PartyGroups,
        others: PartyGroups,
        k: int,
        services: Ints | None = None,
    ) -> None:
        self.tables, self.askers, self.others = tables, askers, others
        self.k = k
        self.needs = _NeedPoints(tables, askers, others, services)
        self.max_upper = others.upper[others.ptr[:-1]].astype(np.int32)
        self.max_lower = others.top_lower[:, 0]
        self.has_cities = others.city.any()

    def chunks(self) -> Iterator[tuple[int, int]]:
        """Groups of askers of one area, as many as CELLS allow."""
        most = max(1, CELLS // len(self.others.area))
        area = self.askers.area
        edges = np.flatnonzero(np.diff(area)) + 1
        for start, end in zip(np.r_[0, edges], np.r_[edges, len(area)], strict=True):
            for first in range(start, end, most):
                yield first, min(first + most, end)

    def best(self, first: int, last: int) -> Keys:
        """uint64[members, k]: the keys of the best k, rising, for the groups' members."""
        base = self.base(first, last)
        buffer = self._buffer(first, base, self._floor(base))
        return self._scan(first, last, buffer)

    def base(self, first: int, last: int) -> Points:
        """int32[q, G]: points of need and affinity; negative where no need is evidenced."""
        points = self.needs.points(first, last)
        points += self.tables.affinity[self.askers.area[first], self.others.area]
        return points

    def _floor(self, base: Points) -> Points:
        """int32[q]: points that k others reach whatever bits they share with the asker, at least 1.

        The k groups with the greatest lower bounds hold the k best members.
        """
        lower = base + self.max_lower
        wanted = min(self.k, lower.shape[1])
        groups = _columns_of_greatest(lower, wanted)
        best = np.take_along_axis(base, groups, 1)[:, :, None] + self.others.top_lower[groups]
        members = best.reshape(len(base), wanted * TOP_LOWER)
        if members.shape[1] < self.k:
            return np.ones(len(base), np.int32)
        return np.maximum(np.partition(members, -self.k, axis=1)[:, -self.k], 1)

    def _buffer(self, first: int, base: Points, floor: Points) -> CandidateBuffer:
        others = self.others
        nearer = np.where(others.area == self.askers.area[first], _NEARER, 0).astype(np.int32)
        nearer += self.max_upper
        # Flat: `nonzero` of a matrix takes four times as long.
        cells = np.flatnonzero(base + nearer >= floor[:, None])
        asker, group = np.divmod(cells, base.shape[1])
        earned = base.take(cells)
        most = nearer[group] - self.max_upper[group]
        begin = others.ptr[group]
        enough = np.maximum(floor[asker] - earned - most, 0).astype(np.int64)
        count = others.rows_reaching(group, enough) - begin
        row = np.repeat(begin - (np.cumsum(count) - count), count) + np.arange(count.sum())
        static = np.repeat(earned, count)
        static += WEIGHTS[QUALITY] * others.parties.quality[row].astype(np.int32)
        asker = np.repeat(asker, count)
        order = np.argsort(asker << 16 | (0xFFFF - static))
        row, static = row[order], static[order]
        start = np.r_[0, np.cumsum(np.bincount(asker, minlength=len(base)))]
        return CandidateBuffer(
            start,
            _filled(static),
            _filled(match_keys(static, others.parties.ids[row])),
            _filled(others.parties.bits[row]),
            _filled(others.city[row]),
        )

    def _scan(self, first: int, last: int, buffer: CandidateBuffer) -> Keys:
        askers = self.askers
        rows = slice(askers.ptr[first], askers.ptr[last])
        sizes = np.diff(askers.ptr[first : last + 1])
        at, end = np.repeat(buffer.start[:-1], sizes), np.repeat(buffer.start[1:], sizes)
        bits, city = askers.parties.bits[rows], askers.city[rows]
        city = np.where(city, city, 0xFFFF).astype(np.uint16)  # no city is no common one
        most = self.tables.fit.at_most(bits).astype(np.int32) + np.where(city < 0xFFFF, _NEARER, 0)
        best = np.zeros((len(bits), self.k), np.uint64)
        live, step = np.flatnonzero(at < end), FIRST_STEP
        while len(live):
            for part in _portions(live, PAIRS // step):
                found = self._keys(buffer, at[part], end[part], step, bits[part], city[part])
                best[part] = _merged(best[part], found)
            at[live] += step
            live = live[at[live] < end[live]]
            bar = (best[live, 0] >> _POINTS).astype(np.int32)
            live = live[buffer.static[at[live]] + most[live] >= bar]
            # Askers that are left need many more candidates: fewer, larger steps cost less.
            step = min(2 * step, LAST_STEP)
        return best

    def _keys(
        self,
        buffer: CandidateBuffer,
        at: Ints,
        end: Ints,
        step: int,
        bits: npt.NDArray[np.uint32],
        city: npt.NDArray[np.uint16],
    ) -> Keys:
        """uint64[m, step]: the keys of the next others of each asker; 0 past the end."""
        common = _windows(buffer.bits, step)[at] & bits[:, None]
        points = self.tables.fit.earn(common)
        if self.has_cities:
            same = _windows(buffer.city, step)[at] == city[:, None]
            points += same * np.uint16(_NEARER)
        keys = _windows(buffer.match_keys, step)[at]
        keys += points.astype(np.uint64) << _POINTS
        if (at + step > end).any():
            keys[np.arange(step) >= (end - at)[:, None]] = 0
        return keys


class _NeedPoints:
    """Points of need, askers' groups x others' groups, whichever side asks."""

    def __init__(
        self, tables: MatchTables, askers: PartyGroups, others: PartyGroups, services: Ints | None
    ) -> None:
        makers, self.servers = (
            (askers, others) if askers.parties.role == MAKES else (others, askers)
        )
        self.makers_ask = makers is askers
        self.points_of = tables.need
        needs = makers.needs
        if services is not None:
            needs = np.where(np.isin(np.arange(needs.shape[1]), services), needs, np.uint8(0))
        self.by_asker = needs if self.makers_ask else np.ascontiguousarray(needs.T)

    def points(self, first: int, last: int) -> Points:
        """int32[q, G]; NONE (or less) where no need is evidenced."""
        offers = self.servers.parties.offers
        if self.makers_ask:
            needs = _elementwise_max(
                [self.by_asker[first:last].take(column, 1) for column in offers.T]
            )
            return self.points_of.take(needs).take(self.servers.signature, 1)
        asked = offers[self.servers.signature[first:last]]
        return self.points_of.take(_elementwise_max([self.by_asker[column] for column in asked.T]))


def _columns_of_greatest(points: Points, k: int) -> Ints:
    """intp[q, k]: the columns of the k greatest of each row, in no order. Taken in threads of
    _THREAD columns: the k greatest are in the k threads with the greatest maxima.
    """
    threads = points.shape[1] // _THREAD
    if threads <= k:
        return np.argpartition(points, -k, axis=1)[:, -k:]
    even = threads * _THREAD
    greatest = points[:, :even].reshape(-1, _THREAD, threads).max(axis=1)
    chosen = np.argpartition(greatest, -k, axis=1)[:, None, -k:]
    columns = (chosen + threads * np.arange(_THREAD)[:, None]).reshape(len(points), -1)
    rest = np.arange(even, points.shape[1])
    columns = np.concatenate([columns, np.broadcast_to(rest, (len(points), len(rest)))], axis=1)
    best = np.argpartition(np.take_along_axis(points, columns, 1), -k, axis=1)[:, -k:]
    return np.take_along_axis(columns, best, 1)


def _elementwise_max(needs: list[npt.NDArray[np.uint8]]) -> npt.NDArray[np.uint8]:
    greatest = needs[0]
    for one in needs[1:]:
        np.maximum(greatest, one, out=greatest)
    return greatest


def _filled(array: npt.NDArray[np.generic]) -> npt.NDArray:  # type: ignore[type-arg]
    return np.concatenate([array, np.zeros(LAST_STEP, array.dtype)])


def _windows(array: npt.NDArray, width: int) -> npt.NDArray:  # type: ignore[type-arg]
    """A view of every run of `width` entries."""
    (stride,) = array.strides
    return np.lib.stride_tricks.as_strided(
        array, (len(array) - width + 1, width), (stride, stride), writeable=False
    )


def _portions(rows: Ints, size: int) -> Iterator[Ints]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _merged(best: Keys, found: Keys) -> Keys:
    """The greatest of both, as many as there were, the least of them first."""
    k = best.shape[1]
    return np.partition(np.concatenate([best, found], axis=1), -k, axis=1)[:, -k:]
