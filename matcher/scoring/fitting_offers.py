"""The offerings of rows of a segment that answer a need of the brief."""

from dataclasses import dataclass

import numpy as np

from matcher.index.csr import Longs, concat_ranges
from matcher.index.segment import SegmentQuery


@dataclass(frozen=True)
class FittingOffers:
    """The fitting offerings of some rows: their positions, and where those of each row begin."""

    at: Longs
    ptr: Longs


def fitting_offers(query: SegmentQuery, rows: Longs) -> FittingOffers:
    offers = query.columns.facts.offers
    lengths = np.diff(offers.ptr).take(rows)
    at = concat_ranges(offers.ptr.take(rows), lengths)
    fits = (query.levels > 0).take(offers.sector.take(at))
    ptr = np.concatenate([[0], np.cumsum(lengths)])
    kept = np.concatenate([[0], np.cumsum(fits)]).take(ptr)
    return FittingOffers(at[fits], kept)
