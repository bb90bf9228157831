"""The best of a shard without looking at every partner: exact, by bound and prune.

What a brief makes of sectors and places is the same for a whole seat: B points, all but what
each partner earns by its own facts, at most R. No seat with B + R below the k-th best found
can hold one of the best; equality is never pruned, so that ties still go to the lower id.

    floor = k-th best of the seats with the highest B
    for the seats with B + R >= floor, by chunks:
        points = B;  for each part, the heaviest first:
            drop the rows with points + rest < floor;  points += part
        floor = k-th best so far
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.scoring.columns import Longs
from matcher.scoring.gate import Eligible
from matcher.scoring.part import Part, Seated, Table

# Ids have at most so many bits: points above them, the lower id first, make one key.
ID_BITS = 47
_LOWEST = (1 << ID_BITS) - 1
_CHUNK = 1 << 15
_FIRST = 512


@dataclass(frozen=True)
class _Own:
    """A part that differs within a seat: `points` uint32[256] of its values, `most` of them."""

    table: Table
    points: npt.NDArray[np.uint32]
    most: int


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


def best(
    eligible: Eligible,
    parts: Sequence[Part],
    tables: Mapping[str, Table],
    settled: Mapping[str, int],
    limit: int,
    floor: int = 0,
) -> Longs:
    """The keys of the shard's best, in no order; at most `limit` of them. `floor`: points below
    which nobody counts, for as many as are asked for are known elsewhere.
    """
    shared, own = _tell_apart(eligible, parts, tables, settled)
    hunt = _Hunt(eligible, shared, own, limit, floor)
    return hunt.run()


def _tell_apart(
    eligible: Eligible,
    parts: Sequence[Part],
    tables: Mapping[str, Table],
    settled: Mapping[str, int],
) -> tuple[Longs, list[_Own]]:
    """The points of each eligible seat, and the parts that differ within one, heaviest first."""
    shared = np.zeros(len(eligible.seats), np.int64)
    own = []
    for part in parts:
        points, table = part.points(settled[part.component]), tables[part.name]
        if isinstance(table, Seated):
            shared += points.take(table.by_seat.take(eligible.seats))
        elif settled[part.component]:
            own.append(_Own(table, points, int(points.max())))
    return shared, sorted(own, key=lambda one: -one.most)


@dataclass
class _Hunt:
    eligible: Eligible
    shared: Longs
    own: Sequence[_Own]
    limit: int
    floor: int
    found: Longs = None  # type: ignore[assignment]

    def run(self) -> Longs:
        self.found = np.zeros(0, np.int64)
        rest = sum(one.most for one in self.own)
        first = self._promising()
        self._look(first)
        left = self.shared + rest >= self.floor
        left[first] = False
        for chosen in self._chunks(np.flatnonzero(left)):
            hopeful = self.shared.take(chosen) + rest >= self.floor
            self._look(chosen[hopeful])
        return self.found

    def _promising(self) -> Longs:
        """Seats with the highest points, so many that they may fill the list."""
        wanted = min(len(self.shared), max(_FIRST, 2 * self.limit))
        if wanted == len(self.shared):
            return np.arange(wanted)
        return np.argpartition(self.shared, -wanted)[-wanted:]

    def _chunks(self, seats: Longs) -> list[Longs]:
        """The seats in the order of their rows, in chunks of so many rows or a little more."""
        if not len(seats):
            return []
        ends = np.cumsum(self.eligible.sizes().take(seats))
        cuts = np.searchsorted(ends, np.arange(_CHUNK, int(ends[-1]), _CHUNK))
        return [part for part in np.split(seats, np.unique(cuts)) if len(part)]

    def _look(self, chosen: Longs) -> None:
        """Look at every partner of the seats in these positions."""
        rows, position = self.eligible.of(chosen)
        points = self.shared.take(position)
        seats = self.eligible.seats.take(position)
        rest = sum(one.most for one in self.own)
        for one in self.own:
            stays = np.flatnonzero(points + rest >= self.floor)
            if 4 * len(stays) < 3 * len(rows):
                rows, seats, points = rows.take(stays), seats.take(stays), points.take(stays)
            points = points + one.points.take(one.table.values(rows, seats))
            rest -= one.most
        stays = np.flatnonzero(points >= self.floor)
        ids = self.eligible.view.columns.facts.ids.take(rows.take(stays))
        self._keep(pack(points.take(stays), ids))

    def _keep(self, keys: Longs) -> None:
        found = np.concatenate([self.found, keys])
        if len(found) > self.limit:
            found = np.partition(found, -self.limit)[-self.limit :]
        self.found = found
        if len(found) == self.limit:
            self.floor = max(self.floor, int(found.min()) >> ID_BITS)
