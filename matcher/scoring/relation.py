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
from matcher.index.csr import Bytes, Flags, Longs
from matcher.index.segment import Eligible, SegmentQuery
from matcher.reference.reference_data import ReferenceData
from matcher.scoring.named_goods import NamingRows, names_any, rows_naming
from matcher.scoring.wanted import EXACT, WIDER, Product, SectorFits, Wanted


class Relation(IntEnum):
    """The class of an entry; the higher stands first."""

    RELATED = 0
    BROADER = 1
    EXACT = 2

    @property
    def word(self) -> str:
        """The name in answers: related, broader or exact."""
        return self.name.lower()


# What a partner of each relation adds to a number that holds two sums: of the broader in the low
# bits, of the exact above them.
_BITS = 31
_HALF = (1 << _BITS) - 1
_TWO_SUMS = np.array([0, 1, 1 << _BITS])


@dataclass(frozen=True, eq=False)
class Relations:
    """The relation of offerings to the needs of a brief, for a record or for a segment."""

    reference: ReferenceData
    wanted: Wanted
    fits: SectorFits

    @cached_property
    def by_sector(self) -> Bytes:
        """uint8[S]: the relation of an offering of each sector that fits, whatever it names."""
        best = self.fits.best_levels
        found: Bytes = (best >= WIDER).astype(np.uint8)  # 1 is BROADER
        found[self._exact_by_product() if self._products else best == EXACT] = Relation.EXACT
        return found

    def _exact_by_product(self) -> Flags:
        """bool[S]: the sectors inside a need, but of a division that was asked for only the groups
        that make goods of the products' names.
        """
        sectors, numbers = self.reference.sectors, self.reference.sectors.numbers
        needs = [numbers[code] for code in self.fits.needs]
        inside = sectors.covers[needs]  # bool[needs, S]
        # A division does not say that its makers make the product: its group does.
        named = [numbers[code] for code in self.wanted.product_sectors]
        inside[sectors.top[needs] == needs] &= sectors.covers[named].any(axis=0)
        exact: Flags = np.logical_or.reduce(inside)
        return exact

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

    def in_segment(self, query: SegmentQuery) -> "SegmentRelations":
        """The relation of the partners of a segment."""
        by_cohort = query.max_by_fitting_sector(self.by_sector.take(query.fitting_sectors))
        return SegmentRelations(by_cohort, rows_naming(query, self._products))


@dataclass(frozen=True, eq=False)
class SegmentRelations:
    """The relation of the partners of a segment. `by_cohort` uint8[f]: by the sectors of each
    cohort; `naming`: the rows that name a product, which are exact whatever their sectors.
    """

    by_cohort: Bytes
    naming: NamingRows

    def table(self) -> PerCohort | Bounded:
        """The relation of each row."""
        if not len(self.naming):
            return PerCohort(self.by_cohort)
        bound = self.by_cohort.copy()
        bound[self.naming.cohorts] = Relation.EXACT

        def exact(asked: Longs, cohorts: LazyCohorts) -> Bytes:
            found = self.by_cohort.take(cohorts())
            found[self.naming.among(asked)] = Relation.EXACT
            return found

        return Bounded(bound, exact)

    def count(self, eligible: Eligible) -> dict[Relation, int]:
        """The number of eligible partners of each relation."""
        of_cohorts = eligible.chosen(self.by_cohort)
        # Two sums in one product: a weighted `bincount` takes eight times as long.
        packed = int(eligible.sizes @ _TWO_SUMS.take(of_cohorts))
        broader, exact = packed & _HALF, packed >> _BITS
        related = eligible.partners - broader - exact
        found = dict(zip(Relation, (related, broader, exact), strict=True))
        if len(self.naming):
            listed = eligible.are_among(self.naming.rows, self.naming.cohorts)
            before = self.by_cohort.take(self.naming.cohorts[listed])
            for one, moved in enumerate(np.bincount(before, minlength=len(Relation)).tolist()):
                found[Relation(one)] -= moved
            found[Relation.EXACT] += len(before)
        return found
