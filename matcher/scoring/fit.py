"""`fit`: does the partner make or do what is wanted? The gate: no fit, no entry.

The criteria: the sectors offered against the needs; product words and HS codes; processes and
materials; and whom a service is for. All but the first are read off the fitting offerings alone.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from matcher.index.candidate import Candidate
from matcher.index.criterion_values import LazyCohorts, PerCohort, Table, Verdicts
from matcher.index.csr import Bytes, Flags, Longs, sums_by_list
from matcher.index.same_goods import in_chinese, same_goods
from matcher.index.segment import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import MET, MISSED, OPEN, TOP, UNKNOWN
from matcher.scoring.criterion import Assessment, Criterion, unknown
from matcher.scoring.processes_and_materials import Materials, Processes
from matcher.scoring.wanted import (
    EXACT,
    RELATED,
    SIBLING,
    WIDER,
    NeedFit,
    Product,
    SectorFits,
    Wanted,
)

_CODES = {EXACT: "fit.exact", WIDER: "fit.wider", SIBLING: "fit.sibling", RELATED: "fit.related"}
# Of several needs the one that is answered best counts four fifths; the mean of all is breadth.
BEST, BREADTH = 204, 51
# Other goods listed are a sign against, not a proof: a list of products is seldom complete.
WORDS_DIFFER = 40
# One product that is found meets the wish, however many others differ: above unknown.
ONE_FOUND = 128


def fit_criteria(reference: ReferenceData, wanted: Wanted, fits: SectorFits) -> list[Criterion]:
    """The criteria of `fit` that the brief gives anything to judge by."""
    criteria: list[Criterion] = [Needs(reference, fits)]
    if wanted.products:
        criteria.append(Products(fits, wanted.products))
    if wanted.processes:
        criteria.append(Processes(fits, wanted.processes))
    if wanted.materials:
        criteria.append(Materials(fits, wanted.materials))
    if wanted.client_sector and not wanted.seeks_makers:
        criteria.append(ClientSector(reference, fits, wanted.client_sector))
    return criteria


def blend(best: Any, total: Any, needs: int) -> Any:
    """0..255 from the best level and the sum of the levels of so many needs.

    Accepts numbers, or arrays that hold 255 x 255.
    """
    return (BEST * best + BREADTH * (total // needs)) // TOP


@dataclass(frozen=True, eq=False)
class Needs(Criterion):
    """How well the offerings answer the needs."""

    component: ClassVar[str] = "fit"
    name: ClassVar[str] = "needs"
    claim: ClassVar[int] = 180
    reference: ReferenceData
    fits: SectorFits

    def assess(self, candidate: Candidate) -> Assessment:
        found = [self.fits.best_fit(need, candidate.offers) for need in self.fits.needs]
        # The gate: services beside are no way in for a partner that answers no need.
        best = max(fit.level for fit in found)
        if not best:
            return Assessment(0, meets=False)
        found += [self.fits.best_fit(need, candidate.offers) for need in self.fits.beside]
        value = best
        if len(found) > 1:
            value = blend(best, sum(fit.level for fit in found), len(found))
        return Assessment(value, reasons=tuple(self._reason(fit) for fit in found if fit.level))

    def tabulate(self, query: SegmentQuery) -> PerCohort:
        found = [
            query.max_by_fitting_sector(levels.take(query.fitting_sectors))
            for levels in self.fits.needs.values()
        ]
        best = np.maximum.reduce(found)
        found += [query.max_by_sector(levels) for levels in self.fits.beside.values()]
        if len(found) > 1:
            # The smallest type that holds the sum: half of the time goes into reading it.
            total = found[0].astype(np.min_scalar_type(TOP * len(found)))
            for levels in found[1:]:
                total += levels
            best = blend(best.astype(np.uint16), total, len(found)).astype(np.uint8)
        return PerCohort(best)

    def _reason(self, fit: NeedFit) -> Reason:
        return Reason(
            _CODES[fit.level],
            {
                "verb": self.reference.sectors.verb_of(fit.need),
                "need": self.reference.named(fit.need),
                "offered": self.reference.named(fit.sector),
            },
        )


@dataclass(frozen=True, eq=False)
class Products(Criterion):
    """Product words and HS codes against those of the fitting offerings; each counts the same. A
    product is unknown, not different, where nothing is listed that could be the same goods: no
    code, no word of its script.
    """

    component: ClassVar[str] = "fit"
    name: ClassVar[str] = "products"
    wish: ClassVar[str] = "products"
    # Product words are free text, so that they count a third of the sectors.
    claim: ClassVar[int] = 60
    fits: SectorFits
    products: tuple[Product, ...]

    def assess(self, candidate: Candidate) -> Assessment:
        offers = self.fits.fitting_offers(candidate.offers)
        words = [word for offer in offers for word in offer.products]
        codes = [code for offer in offers for code in offer.hs]
        found: list[str] = []
        differ: list[str] = []
        blank: list[str] = []
        for product in self.products:
            listed = codes if product.is_hs else words
            if hit := next((each for each in listed if _same(product, each)), None):
                found.append(hit)
            else:
                comparable = any(_comparable(product, each) for each in listed)
                (differ if comparable else blank).append(product.text)
        names = ", ".join(product.text for product in self.products)
        ask = Reason("ask.products", {"products": names})
        if not found and not differ:
            return unknown(ask)
        reasons = []
        if found:
            names = ", ".join(dict.fromkeys(found))
            reasons.append(Reason("fit.products", {"products": names}))
        if differ:
            reasons.append(Reason("fit.products_differ", {"products": ", ".join(differ)}))
        # Arrays of one, so that the formula is the very one of the table.
        counts = np.array([[len(found)], [len(differ)], [len(blank)]])
        return Assessment(
            int(_products_value(*counts)[0]),
            known=not blank,
            meets=True if found else False if not blank else None,
            reasons=tuple(reasons),
            ask=ask if blank else None,
        )

    def tabulate(self, query: SegmentQuery) -> Table:
        dictionary = query.columns.dictionary
        hits, listed = [], []
        for product in self.products:
            if product.is_hs:
                same = [n for n, name in enumerate(dictionary.hs) if _same(product, name)]
                hits.append(dictionary.goods_by_hs.union(same, len(dictionary.goods.hs)))
                listed.append(dictionary.goods.hs.lengths() > 0)
            else:
                same = dictionary.word_index.find_same_goods(product.text).tolist()
                hits.append(dictionary.goods_by_word.union(same, len(dictionary.goods.words)))
                listed.append(dictionary.goods_by_script[int(in_chinese(product.text))])
        return _ProductsTable(query, tuple(hits), tuple(listed))


def _products_value(found: Longs, differ: Longs, blank: Longs) -> Longs:
    """0..255 for so many products that are found, that differ, and that are unknown."""
    mean = (TOP * found + WORDS_DIFFER * differ + UNKNOWN * blank) // (found + differ + blank)
    return np.where(found > 0, np.maximum(mean, ONE_FOUND), mean)


def _same(product: Product, listed: str) -> bool:
    if product.is_hs:
        return listed.startswith(product.text) or product.text.startswith(listed)
    return same_goods(product.text, listed)


def _comparable(product: Product, listed: str) -> bool:
    """Would a listed word be found to be the same goods if it were? Not in another script."""
    return product.is_hs or in_chinese(product.text) == in_chinese(listed)


@dataclass(frozen=True)
class _ProductsTable:
    """For each product: `hits`, the goods of the dictionary that hold it, and `listed`, those
    that list anything that could be it. Counted row by row, when a row is asked for.
    """

    query: SegmentQuery
    hits: tuple[Flags, ...]
    listed: tuple[Flags, ...]

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        return _products_value(*self._count(rows)).astype(np.uint8)

    def verdicts(self, rows: Longs, cohorts: LazyCohorts) -> Verdicts:
        found, _, blank = self._count(rows)
        return np.where(found > 0, MET, np.where(blank > 0, OPEN, MISSED)).astype(np.int8)

    def _count(self, rows: Longs) -> tuple[Longs, Longs, Longs]:
        offers = self.query.fitting_offers(rows)
        goods = self.query.columns.facts.offers.goods.take(offers.items)
        found, differ, blank = (np.zeros(len(rows), np.int64) for _ in range(3))
        for hit, lists in zip(self.hits, self.listed, strict=True):
            has = sums_by_list(hit.take(goods), offers.ptr) > 0
            comparable = sums_by_list(lists.take(goods), offers.ptr) > 0
            found += has
            differ += ~has & comparable
            blank += ~has & ~comparable
        return found, differ, blank


@dataclass(frozen=True, eq=False)
class ClientSector(Criterion):
    """Does the provider's record name the client's sector? No record claims that its list of
    clients is complete: other sectors leave the question open, and no list is worth as much.
    """

    component: ClassVar[str] = "fit"
    name: ClassVar[str] = "client_sector"
    claim: ClassVar[int] = 75
    reference: ReferenceData
    fits: SectorFits
    sector: str

    def assess(self, candidate: Candidate) -> Assessment:
        named = self.reference.named
        ask = Reason("ask.client_sector", {"sector": named(self.sector)})
        offers = self.fits.fitting_offers(candidate.offers)
        clients = [code for offer in offers for code in offer.for_sectors]
        if not clients:
            return unknown(ask)
        covers = self.reference.taxonomy.covers
        for code in clients:
            if covers(code, self.sector) or covers(self.sector, code):
                return Assessment(
                    TOP, reasons=(Reason("fit.client_sector", {"sector": named(code)}),)
                )
        # Worth as much as no list at all: naming some clients must not cost points.
        return unknown(ask, Reason("fit.client_others", {"sector": named(clients[0])}))

    def tabulate(self, query: SegmentQuery) -> Table:
        covers, number = self.reference.sectors.covers, self.reference.sectors.numbers[self.sector]
        served = query.columns.dictionary.clients.any(covers[number] | covers[:, number])
        return _ClientSectorTable(query, served)


@dataclass(frozen=True)
class _ClientSectorTable:
    """`serves`: which of the dictionary's lists of clients name the sector."""

    query: SegmentQuery
    serves: Flags

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        offers = self.query.fitting_offers(rows)
        clients = self.query.columns.facts.offers.clients.take(offers.items)
        serves = sums_by_list(self.serves.take(clients), offers.ptr) > 0
        return np.where(serves, TOP, UNKNOWN).astype(np.uint8)

    def verdicts(self, rows: Longs, cohorts: LazyCohorts) -> Verdicts:
        raise NotImplementedError("no hard wish depends on the sector of a client")
