"""The order among partners of equal points: what a buyer would take.

First the one whose offering is its main business, or that offers nothing else: another group of
the division is something else. Then the one of which
more independent sources speak; then the one whose evidence is fresher; then the lower id.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np

from matcher.index.candidate import Candidate
from matcher.index.columns import MAIN, NO_DAY
from matcher.index.csr import Bytes, Longs, concat_ranges
from matcher.index.segment import SegmentQuery
from matcher.scoring.relation import Relations

# Bits of the tie value: `topk.TIE_BITS` in all. Freshness in months, of which five years count.
_SOURCE_BITS, _MONTH_BITS = 3, 6
_MONTHS = (1 << _MONTH_BITS) - 1
_DAYS_A_MONTH = 30
_OTHER, _NEAR_MAIN = 1, 2
# What an offering of each `Relation` is: the related ones are other business.
_BUSINESS = np.array([_OTHER, _NEAR_MAIN, _NEAR_MAIN], np.uint8)


@dataclass(frozen=True)
class TieBreak:
    """What decides among equal points: `main`: the offering is the main business, or nothing
    else is offered; `sources`: independent sources; `checked_on`: the last check of any evidence.
    """

    main: bool
    sources: int
    checked_on: dt.date | None

    def value(self, day: dt.date) -> int:
        """The tie value, the greater first."""
        checked = NO_DAY if self.checked_on is None else self.checked_on.toordinal()
        return int(_pack(self.main, self.sources, _freshness(np.array(checked), day)))

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        checked = str(self.checked_on) if self.checked_on else None
        return {"main": self.main, "sources": self.sources, "checked_on": checked}


def tie_break(relations: Relations, candidate: Candidate) -> TieBreak:
    """What decides for one partner."""
    # What is offered of the other verb is no other business: a maker may serve as well.
    offers = relations.fits.offers_of_verb(candidate.offers)
    near = [one for one in offers if relations.by_code(one.sector)]
    main = any(one.main for one in near) or len(near) == len(offers)
    days = [proof.checked_on for proof in candidate.proofs if proof.checked_on]
    return TieBreak(main, candidate.sources, max(days, default=None))


def tie_values(query: SegmentQuery, rows: Longs, *, relations: Relations, day: dt.date) -> Longs:
    """int64[rows]: `TieBreak.value` of each row."""
    facts, proofs = query.columns.facts, query.columns.dictionary.proofs
    fresh = _freshness(proofs.latest.take(facts.proofs.take(rows)), day)
    sources = facts.sources.take(rows).astype(np.int64)
    found: Longs = _pack(_main(query, rows, relations.by_sector), sources, fresh)
    return found


def _main(query: SegmentQuery, rows: Longs, relation: Bytes) -> Longs:
    """int64[rows]: 1 where an offering that is more than related is main, or where all offerings of
    the verb are. `relation` uint8[S]: of an offering of each sector.
    """
    # Few rows, so that the number of steps counts: of each offering two bits, `_OTHER` business of
    # the verb or `_NEAR_MAIN`, and of each row the bits of any. It has an offering that fits.
    offers = query.columns.facts.offers
    starts = offers.ptr.take(rows)
    lengths = offers.ptr.take(rows + 1) - starts
    at = concat_ranges(starts, lengths)
    of_verb = query.services == query.seeks_services
    by_sector = _BUSINESS.take(relation) * of_verb
    told = _OTHER | (offers.flags.take(at) & MAIN) * np.uint8(_NEAR_MAIN // MAIN)
    bits = by_sector.take(offers.sector.take(at)) & told
    found = np.bitwise_or.reduceat(bits, np.cumsum(lengths) - lengths)
    main: Longs = (found != _OTHER).astype(np.int64)
    return main


def _freshness(checked: Any, day: dt.date) -> Any:
    """0..63: the months that are missing to five years since the check; 0 without a date."""
    # What has no date, NO_DAY, was checked very long ago.
    months = (day.toordinal() - checked.astype(np.int64)) // _DAYS_A_MONTH
    return _MONTHS - np.minimum(np.maximum(months, 0), _MONTHS)


def _pack(main: Any, sources: Any, fresh: Any) -> Any:
    return (np.int64(1) * main << _SOURCE_BITS | sources) << _MONTH_BITS | fresh
