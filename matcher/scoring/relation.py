"""How a partner's offerings touch the need: the class of an entry, above all points.

`exact`: the record documents the very group or service, a part of it, or a product that was asked
for. `broader`: it documents the division or class alone, or of a division that was asked for with
products only another group. `related`: another group of the division, the group that makes goods
of the product's name, or an emerging industry.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np

from matcher.index.candidate import Offer
from matcher.index.criterion_values import Bounded, LazyCohorts, PerCohort
from matcher.index.csr import Bytes, Longs
from matcher.index.segment import SegmentQuery
from matcher.reference.reference_data import ReferenceData
from matcher.scoring.named_goods import names_any, rows_naming
from matcher.scoring.wanted import Product, SectorFits, Wanted


class Relation(IntEnum):
    """The class of an entry; the higher stands first."""

    RELATED = 0
    BROADER = 1
    EXACT = 2

    @property
    def word(self) -> str:
        """The name in answers: related, broader or exact."""
        return self.name.lower()


@dataclass(frozen=True, eq=False)
class Relations:
    """The relation of offerings to the needs of a brief, for a record or for a segment."""

    reference: ReferenceData
    wanted: Wanted
    fits: SectorFits

    @cached_property
    def by_sector(self) -> Bytes:
        """uint8[S]: the relation of an offering of each sector that fits, whatever it names."""
        sectors, numbers = self.reference.sectors, self.reference.sectors.numbers
        found = np.zeros(len(sectors.codes), np.uint8)
        named = np.zeros(len(sectors.codes), np.bool_)
        for code in self.wanted.product_sectors:
            named |= sectors.covers[numbers[code]]
        for code in self.fits.needs:
            need = numbers[code]
            inside = sectors.covers[need]
            found[sectors.covers[:, need]] = np.maximum(
                found[sectors.covers[:, need]], Relation.BROADER
            )
            found[inside] = np.maximum(found[inside], Relation.BROADER)
            # A division does not say that its makers make the product: its group does.
            whole = sectors.top[need] == need and bool(self._products)
            exact = inside & named if whole else inside
            found[exact] = Relation.EXACT
        return found

    @property
    def _products(self) -> tuple[Product, ...]:
        """The products that an offering may name; a service has none."""
        return self.wanted.products if self.wanted.seeks_makers else ()

    def by_code(self, sector: str) -> Relation:
        """The relation of an offering of the sector, whatever it names."""
        return Relation(int(self.by_sector[self.reference.sectors.numbers[sector]]))

    def of(self, offers: tuple[Offer, ...]) -> Relation:
        """The relation of a partner with these offerings."""
        fitting = self.fits.fitting_offers(offers)
        if names_any(self._products, fitting):
            return Relation.EXACT
        return max((self.by_code(one.sector) for one in fitting), default=Relation.RELATED)

    def tabulate(self, query: SegmentQuery) -> PerCohort | Bounded:
        """The relation of the rows of a segment."""
        plain = self._by_cohort(query)
        rows = rows_naming(query, self._products)
        if not len(rows):
            return PerCohort(plain)
        bound = plain.copy()
        bound[query.position_of(query.columns.cohorts_of_rows(rows))] = Relation.EXACT

        def exact(asked: Longs, cohorts: LazyCohorts) -> Bytes:
            found = plain.take(cohorts())
            found[is_among(asked, rows)] = Relation.EXACT
            return found

        return Bounded(bound, exact)

    def beyond_cohort(self, query: SegmentQuery) -> tuple[Bytes, Longs]:
        """uint8[f]: the relation of each cohort by its sectors; and the rows that are exact only
        because they name a product.
        """
        plain = self._by_cohort(query)
        rows = rows_naming(query, self._products)
        lifted = plain.take(query.position_of(query.columns.cohorts_of_rows(rows)))
        return plain, rows[lifted < Relation.EXACT]

    def _by_cohort(self, query: SegmentQuery) -> Bytes:
        """uint8[f]: the relation of each cohort by its sectors."""
        key = "relation by cohort"
        if key not in query.memo:
            values = self.by_sector.take(query.fitting_sectors)
            query.memo[key] = query.max_by_fitting_sector(values)
        found: Bytes = query.memo[key]
        return found


def is_among(asked: Longs, rows: Longs) -> Longs:
    """The positions in `asked` of the rows that are among `rows`, which ascend."""
    if not len(rows):
        return np.zeros(0, np.int64)
    at = np.searchsorted(rows, asked).clip(max=len(rows) - 1)
    return np.flatnonzero(rows.take(at) == asked)
