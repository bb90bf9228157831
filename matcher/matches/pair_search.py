"""The k strongest pairs of some makers and the providers of one service, exactly.

    candidates = providers of the service, by upper bound of their points falling
    threshold  = k-th best of a small probe: makers and providers with the greatest bounds
    for each block of candidates:
        score those makers that can reach the threshold with one of the block
        threshold = k-th best so far
    until no maker can reach the threshold with the next candidate

The k best of a part are never above the k best of the whole, so that no pair below the threshold
can be listed. Pairs are in a total order (points falling, then the ids of maker and provider), and
the threshold holds a maker's id beside the points: where thousands of pairs tie, only those of the
lowest ids are scored.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.matches.components import AFFINITY, QUALITY, WEIGHTS
from matcher.matches.parties import Ints, MatchTables, PartyGroups, Points
from matcher.reference.areas import SAME_CITY

_NEARER = WEIGHTS[AFFINITY] * SAME_CITY
# Pairs that are scored in one step: their arrays fit the cache of a core.
_PAIRS = 1 << 16
# A probe of 256 x 16 pairs costs some 50 microseconds and leaves few blocks to be scored.
_PROBED_MAKERS, _PROBED_PROVIDERS = 256, 16


@dataclass(frozen=True, order=True)
class Threshold:
    """A pair may be listed when it has more points, or as many and no higher maker's id."""

    points: int = 1
    below_id: int = -(2**32)  # minus the maker's id, so that a greater threshold admits less


@dataclass(frozen=True)
class Found:
    """Some pairs, best first: points (int32), rows of the maker and of the provider."""

    points: Points
    maker: Ints
    provider: Ints

    def __len__(self) -> int:
        return len(self.points)


@dataclass(frozen=True)
class Askers:
    """Rows of makers, and the most points of operations and one city that each can earn."""

    row: Ints
    ids: npt.NDArray[np.uint32]
    bits: npt.NDArray[np.uint32]
    city: npt.NDArray[np.uint16]
    most: Points

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True)
class _Candidates:
    """Providers of one service as makers of one area see them, by `upper` falling. `static`: points
    of affinity and quality; `static_left`: the greatest of an entry and those after it.
    """

    row: Ints
    ids: npt.NDArray[np.uint32]
    bits: npt.NDArray[np.uint32]
    city: npt.NDArray[np.uint16]
    static: Points
    static_left: Points
    upper: Points

    def __len__(self) -> int:
        return len(self.row)


class PairSearch:
    """Searches among the same makers and providers for the k strongest pairs."""

    def __init__(
        self, tables: MatchTables, makers: PartyGroups, providers: PartyGroups, k: int
    ) -> None:
        self.tables, self.makers, self.providers, self.k = tables, makers, providers, k
        self._candidates_of: dict[tuple[int, int], _Candidates] = {}
        self._provider_area = tables.areas.area[providers.parties.place]

    def askers(self, rows: Ints) -> Askers:
        """The makers of the rows, to be asked for several services."""
        parties, city = self.makers.parties, self.makers.city[rows]
        most = self.tables.fit.at_most(parties.bits[rows]).astype(np.int32)
        most += np.where(city > 0, _NEARER, 0).astype(np.int32)
        return Askers(rows, parties.ids[rows], parties.bits[rows], city, most)

    def best(
        self,
        area: int,
        service: int,
        askers: Askers,
        needs: npt.NDArray[np.uint8],
        threshold: Threshold | None = None,
    ) -> Found:
        """The k strongest pairs of askers of one area for the service, best first: those that the
        threshold admits. `needs` uint8[askers]: need of the service; 0: there is no match.
        """
        threshold = threshold or Threshold()
        needed = np.flatnonzero(needs)
        own = self.tables.need[needs]
        candidates = self._candidates(area, service)
        found = Found(np.zeros(0, np.int32), np.zeros(0, np.intp), np.zeros(0, np.intp))
        if not (len(needed) and len(candidates)):
            return found
        probed = needed[np.argsort(-(own + askers.most)[needed], kind="stable")[:_PROBED_MAKERS]]
        probe = self._score(askers, own, probed, candidates, slice(_PROBED_PROVIDERS), threshold)
        threshold = self._raised(threshold, probe)
        start = 0
        while start < len(candidates):
            live = _reaching(askers, own, needed, candidates, start, threshold)
            if not len(live):
                break
            # Candidates come by `upper` falling: those after `within` reach the threshold with no
            # asker. At a million makers this leaves one pair in eight to be scored.
            wanted = threshold.points - int(own[live].max())
            within = int(np.searchsorted(-candidates.upper, -wanted, side="right"))
            end = min(start + max(1, _PAIRS // len(live)), max(within, start + 1))
            block = self._score(askers, own, live, candidates, slice(start, end), threshold)
            # Most searches end after one block, which is in order already.
            found = self._merged(found, block) if len(found) else block
            threshold = self._raised(threshold, found)
            start = end
        return found

    def _merged(self, first: Found, second: Found) -> Found:
        return self._best_of(
            np.concatenate([first.points, second.points]),
            np.concatenate([first.maker, second.maker]),
            np.concatenate([first.provider, second.provider]),
        )

    def _candidates(self, area: int, service: int) -> _Candidates:
        if (area, service) not in self._candidates_of:
            self._candidates_of[area, service] = self._sorted_candidates(area, service)
        return self._candidates_of[area, service]

    def forget_candidates(self) -> None:
        """Free the candidates of all areas that were asked for."""
        self._candidates_of.clear()

    def _sorted_candidates(self, area: int, service: int) -> _Candidates:
        parties = self.providers.parties
        documented = (parties.offers == service).any(axis=1)
        rows = (
            np.flatnonzero(documented[parties.signature]) if len(parties) else np.zeros(0, np.intp)
        )
        near = self._provider_area[rows]
        static = self.tables.affinity[area, near].astype(np.int32)
        static += WEIGHTS[QUALITY] * parties.quality[rows].astype(np.int32)
        upper = static + self.tables.fit.at_most(parties.bits[rows]).astype(np.int32)
        # Two places are one city only within one area.
        upper += np.where((near == area) & (self.providers.city[rows] > 0), _NEARER, 0).astype(
            np.int32
        )
        order = np.lexsort((parties.ids[rows], -upper))
        rows, static = rows[order], static[order]
        return _Candidates(
            rows,
            parties.ids[rows],
            parties.bits[rows],
            self.providers.city[rows],
            static,
            # The order is that of `upper`, so that a later candidate may have more static points.
            np.maximum.accumulate(static[::-1])[::-1],
            upper[order],
        )

    def _score(
        self,
        askers: Askers,
        own: Points,
        live: Ints,
        candidates: _Candidates,
        block: slice,
        threshold: Threshold,
    ) -> Found:
        """The k best pairs of some askers and a block of candidates that the threshold admits."""
        points = self.tables.fit.earn(askers.bits[live][:, None] & candidates.bits[block])
        total = points.astype(np.int32)
        total += own[live][:, None]
        total += candidates.static[block]
        city = askers.city[live]
        same = candidates.city[block] == np.where(city > 0, city, 0xFFFF)[:, None]
        total += same * np.int32(_NEARER)
        cells = np.flatnonzero(total >= threshold.points)
        asker, other = np.divmod(cells, total.shape[1])
        total, ids = total.take(cells), askers.ids[live[asker]].astype(np.int64)
        admitted = (total > threshold.points) | (-ids >= threshold.below_id)
        admitted &= ids != candidates.ids[block][other]
        asker, other = live[asker[admitted]], other[admitted]
        return self._best_of(total[admitted], askers.row[asker], candidates.row[block][other])

    def _best_of(self, points: Points, maker: Ints, provider: Ints) -> Found:
        """The k best of some pairs in the total order."""
        ids = self.makers.parties.ids[maker].astype(np.uint64) << np.uint64(32)
        ids |= self.providers.parties.ids[provider]
        # Chosen before they are sorted: a block holds up to 65,536 pairs, of which k are needed.
        if len(points) > self.k:
            least = np.partition(points, -self.k)[-self.k]
            above, ties = np.flatnonzero(points > least), np.flatnonzero(points == least)
            left = self.k - len(above)
            if len(ties) > left:
                ties = ties[np.argpartition(ids[ties], left - 1)[:left]]
            kept = np.concatenate([above, ties])
            points, maker, provider, ids = points[kept], maker[kept], provider[kept], ids[kept]
        order = np.lexsort((ids, -points))
        return Found(points[order], maker[order], provider[order])

    def _raised(self, threshold: Threshold, found: Found) -> Threshold:
        if len(found) < self.k:
            return threshold
        last = int(self.makers.parties.ids[found.maker[-1]])
        return max(threshold, Threshold(int(found.points[-1]), -last))


def _reaching(
    askers: Askers,
    own: Points,
    needed: Ints,
    candidates: _Candidates,
    start: int,
    threshold: Threshold,
) -> Ints:
    """The askers that can reach the threshold with a candidate from `start` on."""
    bound = np.minimum(askers.most[needed] + candidates.static_left[start], candidates.upper[start])
    bound += own[needed]
    ids = askers.ids[needed].astype(np.int64)
    reaching = (bound > threshold.points) | (
        (bound == threshold.points) & (-ids >= threshold.below_id)
    )
    live: Ints = needed[reaching]
    return live
