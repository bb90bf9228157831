"""How well the needs of every maker are covered where it is: for `ecosystem`, many at once."""

import numpy as np

from matcher.index.columns import Columns
from matcher.index.csr import Bytes, Flags, Longs
from matcher.reference.scale import UNKNOWN, lifted
from matcher.reference.sectors import MANUFACTURING, SERVICE
from matcher.scoring.coverage import Surroundings


def at_postings(around: Surroundings, columns: Columns) -> Bytes:
    """uint8[postings]: the component of each seat that makes a sector; neutral for services, for
    divisions of which no need is above others', and where the place is unknown. Reckoned once.
    """
    if id(columns) not in around.supplies:
        around.supplies[id(columns)] = columns, _reckon(around, columns)
    return around.supplies[id(columns)][1]


def _reckon(around: Surroundings, columns: Columns) -> Bytes:
    sectors, postings = around.ground.sectors, columns.postings
    found = np.full(len(postings.items), UNKNOWN, np.uint8)
    serves = columns.holding(sectors.kind == SERVICE)
    made = (sectors.kind == MANUFACTURING) & (postings.lengths() > 0)
    for sector in np.flatnonzero(made).tolist():
        more = around.ground.demand.more[sectors.top[sector]]
        if more.any():
            at = slice(postings.ptr[sector], postings.ptr[sector + 1])
            found[at] = lifted(_supplied(around, columns, sector, serves) // more.sum())
    return found


def _supplied(around: Surroundings, columns: Columns, sector: int, serves: Flags) -> Longs:
    """The sums of excess x coverage of the seats that make the sector."""
    ground = around.ground
    division = ground.sectors.top[sector]
    seats = columns.postings.of(sector)
    place = columns.seats.place.take(seats).astype(np.int64)
    covered = np.append(around.supplied[division], 0).take(place)
    both = np.flatnonzero(serves.take(seats) & (place < ground.areas.unknown))
    if len(both):
        covered[both] -= _own(around, columns, ground.demand.more[division], seats[both])
    return covered


def _own(around: Surroundings, columns: Columns, more: Longs, seats: Longs) -> Longs:
    """What those who serve as well add to their own surroundings, and must not."""
    position, services = columns.offered(seats)
    where = columns.seats.place.take(seats).take(position)
    with_it, without = around.coverage[:, services, where].astype(np.int64)
    served = around.ground.sectors.kind.take(services) == SERVICE
    extra = np.where(served, more.take(services) * (with_it - without), 0)
    return np.bincount(position, extra, len(seats)).astype(np.int64)
