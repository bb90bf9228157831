"""`fit`: the words by which a brief names a service more narrowly than its class does."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from matcher.index.candidate import Candidate
from matcher.index.criterion_values import LazyCohorts, Table, Verdicts
from matcher.index.csr import Bytes, Flags, Longs, sums_by_list
from matcher.index.segment import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.scale import TOP, UNKNOWN
from matcher.scoring.criterion import Assessment, Criterion, unknown
from matcher.scoring.named_goods import goods_naming, is_same
from matcher.scoring.wanted import Product, SectorFits


@dataclass(frozen=True, eq=False)
class Specialities(Criterion):
    """Does an offering of the service name one of the words? Hardly any record lists all that a
    provider does: a word that is not found stays unknown.
    """

    component: ClassVar[str] = "fit"
    name: ClassVar[str] = "specialities"
    claim: ClassVar[int] = 60
    fits: SectorFits
    words: tuple[Product, ...]

    def assess(self, candidate: Candidate) -> Assessment:
        offers = self.fits.fitting_offers(candidate.offers)
        listed = [word for offer in offers for word in offer.products]
        found = [each for each in listed if any(is_same(word, each) for word in self.words)]
        if not found:
            words = ", ".join(word.text for word in self.words)
            return unknown(Reason("ask.specialities", {"services": words}))
        names = ", ".join(dict.fromkeys(found))
        return Assessment(TOP, reasons=(Reason("fit.specialities", {"services": names}),))

    def tabulate(self, query: SegmentQuery) -> Table:
        hits = np.logical_or.reduce([goods_naming(query, word) for word in self.words])
        return _SpecialitiesTable(query, hits)


@dataclass(frozen=True)
class _SpecialitiesTable:
    """`hits`: the goods of the dictionary that name one of the words."""

    query: SegmentQuery
    hits: Flags

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        offers = self.query.fitting_offers(rows)
        goods = self.query.columns.facts.offers.goods.take(offers.items)
        found = sums_by_list(self.hits.take(goods), offers.ptr) > 0
        return np.where(found, TOP, UNKNOWN).astype(np.uint8)

    def verdicts(self, rows: Longs, cohorts: LazyCohorts) -> Verdicts:
        raise NotImplementedError("no hard wish depends on a speciality")
