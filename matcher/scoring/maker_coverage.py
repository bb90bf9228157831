"""How well the needs of every maker are covered where it is: for `ecosystem`, many at once."""

import numpy as np

from matcher.index.columns import Columns
from matcher.index.csr import Bytes, Flags, Longs
from matcher.reference.scale import UNKNOWN, lifted
from matcher.reference.sectors import MANUFACTURING, SERVICE
from matcher.scoring.coverage import Coverage


def at_postings(around: Coverage, columns: Columns) -> Bytes:
    """uint8[postings]: the component of each cohort that makes a sector; neutral for services, for
    divisions of which no need is above others', and where the place is unknown. Reckoned once.
    """
    if id(columns) not in around.supplies:
        around.supplies[id(columns)] = columns, _reckon(around, columns)
    return around.supplies[id(columns)][1]


def _reckon(around: Coverage, columns: Columns) -> Bytes:
    sectors, postings = around.reference.sectors, columns.postings
    found = np.full(len(postings.items), UNKNOWN, np.uint8)
    serves = columns.offers_any(sectors.kind == SERVICE)
    made = (sectors.kind == MANUFACTURING) & (postings.lengths() > 0)
    for sector in np.flatnonzero(made).tolist():
        more = around.reference.demand.more[sectors.top[sector]]
        if more.any():
            at = slice(postings.ptr[sector], postings.ptr[sector + 1])
            found[at] = lifted(_supplied(around, columns, sector, serves) // more.sum())
    return found


def _supplied(around: Coverage, columns: Columns, sector: int, serves: Flags) -> Longs:
    """The sums of excess x coverage of the cohorts that make the sector."""
    reference = around.reference
    division = reference.sectors.top[sector]
    cohorts = columns.postings[sector]
    place = columns.cohorts.place.take(cohorts).astype(np.int64)
    covered = np.append(around.supplied[division], 0).take(place)
    both = np.flatnonzero(serves.take(cohorts) & (place < reference.areas.unknown))
    if len(both):
        covered[both] -= _own(around, columns, reference.demand.more[division], cohorts[both])
    return covered


def _own(around: Coverage, columns: Columns, more: Longs, cohorts: Longs) -> Longs:
    """What those who serve as well add to their own surroundings, and must not."""
    position, services = columns.offered_sectors(cohorts)
    where = columns.cohorts.place.take(cohorts).take(position)
    with_it, without = around.coverage[:, services, where].astype(np.int64)
    served = around.reference.sectors.kind.take(services) == SERVICE
    extra = np.where(served, more.take(services) * (with_it - without), 0)
    return np.bincount(position, extra, len(cohorts)).astype(np.int64)
