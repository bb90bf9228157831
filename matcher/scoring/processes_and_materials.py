"""`fit`: processes and materials that a brief wishes, among the product words of the offerings."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from matcher.index.candidate import Candidate
from matcher.index.criterion_values import LazyCohorts, Table, Verdicts
from matcher.index.csr import Bytes, Flags, Longs, sums_by_list
from matcher.index.same_goods import same_goods
from matcher.index.segment import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.scale import MET, OPEN, TOP, UNKNOWN
from matcher.scoring.criterion import Assessment, Criterion
from matcher.scoring.wanted import SectorFits
from partners.names import making


@dataclass(frozen=True, eq=False)
class _Making(Criterion):
    """Processes or materials, by any of their spellings, among the product words of the fitting
    offerings. A firm that lists products need not say how they are made: one that is not found
    stays unknown.
    """

    component: ClassVar[str] = "fit"
    claim: ClassVar[int] = 30
    fits: SectorFits
    asked: tuple[str, ...]

    def assess(self, candidate: Candidate) -> Assessment:
        offers = self.fits.fitting_offers(candidate.offers)
        words = [word for offer in offers for word in offer.products]
        found = [
            name
            for name in self.asked
            if any(same_goods(each, word) for each in making.spellings(name) for word in words)
        ]
        blank = [name for name in self.asked if name not in found]
        return Assessment(
            _making_value(len(found), len(self.asked)),
            known=not blank,
            meets=None if blank else True,
            reasons=(Reason(f"fit.{self.name}", {"found": found}),) if found else (),
            ask=Reason(f"ask.{self.name}", {"asked": blank}) if blank else None,
        )

    def tabulate(self, query: SegmentQuery) -> Table:
        dictionary = query.columns.dictionary
        hits = []
        for name in self.asked:
            same = {
                number
                for each in making.spellings(name)
                for number in dictionary.word_index.find_same_goods(each).tolist()
            }
            hits.append(dictionary.goods_by_word.union(sorted(same), len(dictionary.goods.words)))
        return _MakingTable(query, tuple(hits))


@dataclass(frozen=True, eq=False)
class Processes(_Making):
    """Are the ways of making on record?"""

    name: ClassVar[str] = "processes"
    wish: ClassVar[str] = "processes"


@dataclass(frozen=True, eq=False)
class Materials(_Making):
    """Are the materials on record?"""

    name: ClassVar[str] = "materials"
    wish: ClassVar[str] = "materials"


def _making_value(found: Any, asked: int) -> Any:
    """0..255 for so many that are found of those asked: a number, or an array of numbers."""
    return (TOP * found + UNKNOWN * (asked - found)) // asked


@dataclass(frozen=True)
class _MakingTable:
    """`hits`: for each process or material, the goods of the dictionary that name it."""

    query: SegmentQuery
    hits: tuple[Flags, ...]

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        value: Longs = _making_value(self._count(rows), len(self.hits))
        return value.astype(np.uint8)

    def verdicts(self, rows: Longs, cohorts: LazyCohorts) -> Verdicts:
        return np.where(self._count(rows) == len(self.hits), MET, OPEN).astype(np.int8)

    def _count(self, rows: Longs) -> Longs:
        offers = self.query.fitting_offers(rows)
        goods = self.query.columns.facts.offers.goods.take(offers.items)
        found = np.zeros(len(rows), np.int64)
        for hit in self.hits:
            found += sums_by_list(hit.take(goods), offers.ptr) > 0
        return found
