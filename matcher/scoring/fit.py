"""`fit`: does the partner make or do what is wanted? The gate: no fit, no entry.

The criteria: the sectors offered against the needs; product words and HS codes; processes and
materials; and whom a service is for. All but the first are read off the fitting offerings alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from matcher.index.candidate import Candidate
from matcher.index.columns import INFERRED
from matcher.index.criterion_values import Bounded, LazyCohorts, PerCohort, Table, Verdicts
from matcher.index.csr import Bytes, Flags, Longs, sums_by_list
from matcher.index.same_goods import in_chinese
from matcher.index.segment import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import MET, MISSED, OPEN, TOP, UNKNOWN
from matcher.scoring.criterion import Assessment, Criterion, unknown
from matcher.scoring.named_goods import (
    NamingRows,
    goods_naming,
    is_comparable,
    is_same,
    names_any,
    names_whole,
    rows_naming,
)
from matcher.scoring.processes_and_materials import Materials, Processes
from matcher.scoring.specialities import Specialities
from matcher.scoring.wanted import (
    EXACT,
    INFERRED_LEVEL,
    RELATED,
    SIBLING,
    WIDER,
    NeedFit,
    Product,
    SectorFits,
    Wanted,
)

_CODES = {EXACT: "fit.exact", WIDER: "fit.wider", SIBLING: "fit.sibling", RELATED: "fit.related"}
# The values of a division, stated or concluded: of all levels they alone have them.
_IS_WIDER = np.isin(np.arange(TOP + 1), (WIDER, WIDER * INFERRED_LEVEL // EXACT))
# Of several needs the one that is answered best counts four fifths; the mean of all is breadth.
BEST, BREADTH = 204, 51
# Other goods listed are a sign against, not a proof: a list of products is seldom complete.
WORDS_DIFFER = 40
# A listed word that names the kind of goods alone, or a name of it: less than the very word.
KIND_FOUND = 144
# One product that is found meets the wish, however many others differ: above unknown.
ONE_FOUND = 128
# A provider that is known for other clients may still work for this one.
OTHER_CLIENTS = 64


def fit_criteria(reference: ReferenceData, wanted: Wanted, fits: SectorFits) -> list[Criterion]:
    """The criteria of `fit` that the brief gives anything to judge by."""
    criteria: list[Criterion] = [Needs(reference, wanted, fits)]
    if wanted.products:
        criteria.append(Products(fits, wanted.products))
    if wanted.processes:
        criteria.append(Processes(fits, wanted.processes))
    if wanted.materials:
        criteria.append(Materials(fits, wanted.materials))
    if wanted.specialities:
        criteria.append(Specialities(fits, wanted.specialities))
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
    """How well the offerings answer the needs. An offering that names a product of the brief
    answers, whatever its sector; one that we only infer counts for less.
    """

    component: ClassVar[str] = "fit"
    name: ClassVar[str] = "needs"
    claim: ClassVar[int] = 150
    reference: ReferenceData
    wanted: Wanted
    fits: SectorFits

    def assess(self, candidate: Candidate) -> Assessment:
        found = [self.fits.best_fit(need, candidate.offers) for need in self.fits.needs]
        # The gate: services beside are no way in for a partner that answers no need.
        best = max(fit.value for fit in found)
        if not best:
            return Assessment(0, meets=False)
        if names_any(self._products, self.fits.fitting_offers(candidate.offers)):
            best = EXACT
        beside = [self.fits.best_fit(need, candidate.offers) for need in self.fits.beside]
        value = best
        if len(found) + len(beside) > 1:
            # What stands beside only adds breadth, whoever says it.
            total = sum(fit.value for fit in found) + sum(fit.level for fit in beside)
            value = blend(best, total, len(found) + len(beside))
        found += beside
        return Assessment(value, reasons=tuple(self._reason(fit) for fit in found if fit.level))

    @property
    def _products(self) -> tuple[Product, ...]:
        return self.wanted.products if self.wanted.seeks_makers else ()

    def tabulate(self, query: SegmentQuery) -> PerCohort | Bounded:
        # By signature, of which there are far fewer than cohorts: the place has no part in it.
        fitting = query.fitting_sectors
        answered = [
            query.max_by_signature(levels.take(fitting)) for levels in self.fits.needs.values()
        ]
        beside = [query.columns.max_by_signature(levels) for levels in self.fits.beside.values()]
        blended = _blended(np.maximum.reduce(answered), [*answered, *beside])
        plain = query.of_signatures(blended)
        naming = rows_naming(query, self._products)
        if not len(naming) and not query.columns.has_inferred:
            return PerCohort(plain)
        return _NeedsOfRows(query, self.fits, answered, beside, plain, naming).bounded()

    def _reason(self, fit: NeedFit) -> Reason:
        code = "fit.narrowed" if fit.narrowed else _CODES[fit.level]
        if fit.level == RELATED and fit.sector in self.wanted.product_sectors:
            code = "fit.product_sector"
        if fit.inferred and fit.level == EXACT:
            code = "fit.inferred"
        return Reason(
            code,
            {
                "verb": self.reference.sectors.verb_of(fit.need),
                "need": self.reference.named(fit.need),
                "offered": self.reference.named(fit.sector),
            },
        )


def _blended(best: Bytes, levels: Sequence[Bytes]) -> Bytes:
    """uint8: `blend` of the best level and all levels, or the best where there is one need."""
    if len(levels) < 2:
        return best
    # The smallest type that holds the sum: half of the time goes into reading it.
    total = levels[0].astype(np.min_scalar_type(TOP * len(levels)))
    for each in levels[1:]:
        total += each
    blended: Bytes = blend(best.astype(np.uint16), total, len(levels)).astype(np.uint8)
    return blended


@dataclass(frozen=True)
class _NeedsOfRows:
    """The needs of rows that differ from their cohort's: `answered`, `beside` uint8[k] by need, of
    each signature; `plain` uint8[f]: the value by cohort; `naming`: the rows that name a product.
    """

    query: SegmentQuery
    fits: SectorFits
    answered: Sequence[Bytes]
    beside: Sequence[Bytes]
    plain: Bytes
    naming: NamingRows

    def bounded(self) -> Bounded:
        bound = self.plain.copy()
        at = self.naming.cohorts
        signatures = self.query.signatures.take(at)
        some = [levels.take(signatures) for levels in (*self.answered, *self.beside)]
        bound[at] = _blended(np.full(len(at), EXACT, np.uint8), some)
        return Bounded(bound, self._exact)

    def _exact(self, asked: Longs, cohorts: LazyCohorts) -> Bytes:
        inferred = self.query.columns.has_inferred
        if inferred:
            answered = self._levels_of_rows(asked)
            signatures = self.query.signatures.take(cohorts())
            beside = [levels.take(signatures) for levels in self.beside]
            best = np.maximum.reduce(answered)
            found = _blended(best, [*answered, *beside])
        else:
            found = self.plain.take(cohorts())
        at = self.naming.among(asked)
        if len(at):
            of_rows = self.query.signatures.take(cohorts().take(at))
            some = (
                [levels.take(at) for levels in answered]
                if inferred
                else [levels.take(of_rows) for levels in self.answered]
            )
            some += [levels.take(of_rows) for levels in self.beside]
            found[at] = _blended(np.full(len(at), EXACT, np.uint8), some)
        return found

    def _levels_of_rows(self, rows: Longs) -> list[Bytes]:
        """uint8[rows] by need: the best level of each row's offerings, inferred ones for less."""
        offers, columns = self.query.fitting_offers(rows), self.query.columns.facts.offers
        sector = columns.sector.take(offers.items)
        by_us = (columns.flags.take(offers.items) & INFERRED) > 0
        found = []
        for levels in self.fits.needs.values():
            level = levels.take(sector).astype(np.int64)
            value = np.where(by_us, level * INFERRED_LEVEL // EXACT, level).astype(np.uint8)
            if not len(rows):
                found.append(value)
                continue
            # Each row has an offering that fits: no list is empty.
            best = np.maximum.reduceat(value, offers.ptr[:-1])
            narrows = by_us & (level == SIBLING)
            if narrows.any():
                narrowed = np.logical_or.reduceat(narrows, offers.ptr[:-1])
                best[narrowed & _IS_WIDER.take(best)] = SIBLING
            found.append(best)
        return found


@dataclass(frozen=True, eq=False)
class Products(Criterion):
    """Product words and HS codes against those of the fitting offerings; each counts the same. A
    product is unknown, not different, where nothing is listed that could be the same goods: no
    code, no word of its script.
    """

    component: ClassVar[str] = "fit"
    name: ClassVar[str] = "products"
    wish: ClassVar[str] = "products"
    # Two thirds of the sectors: a record that names the product answers, one that names others
    # alone hardly does.
    claim: ClassVar[int] = 100
    fits: SectorFits
    products: tuple[Product, ...]

    def assess(self, candidate: Candidate) -> Assessment:
        offers = self.fits.fitting_offers(candidate.offers)
        found: list[str] = []
        kinds: list[str] = []
        differ: list[str] = []
        blank: list[str] = []
        for product in self.products:
            listed = [
                (each, offer.inferred)
                for offer in offers
                for each in (offer.hs if product.is_hs else offer.products)
            ]
            if hit := next((each for each, _ in listed if names_whole(product, each)), None):
                found.append(hit)
            elif hit := next((each for each, _ in listed if is_same(product, each)), None):
                kinds.append(hit)
            else:
                # A word of the name is no list of products: it does not tell what is not made.
                differs = any(is_comparable(product, each) for each, by_us in listed if not by_us)
                (differ if differs else blank).append(product.text)
        names = ", ".join(product.text for product in self.products)
        ask = Reason("ask.products", {"products": names})
        if not found and not kinds and not differ:
            return unknown(ask)
        reasons = []
        if found or kinds:
            names = ", ".join(dict.fromkeys((*found, *kinds)))
            reasons.append(Reason("fit.products", {"products": names}))
        if differ:
            reasons.append(Reason("fit.products_differ", {"products": ", ".join(differ)}))
        # Arrays of one, so that the formula is the very one of the table.
        counts = np.array([[len(found)], [len(kinds)], [len(differ)], [len(blank)]])
        return Assessment(
            int(_products_value(*counts)[0]),
            known=not blank,
            meets=True if found or kinds else False if not blank else None,
            reasons=tuple(reasons),
            ask=ask if blank else None,
        )

    def tabulate(self, query: SegmentQuery) -> Table:
        dictionary = query.columns.dictionary
        wholes = tuple(goods_naming(query, product, whole=True) for product in self.products)
        hits = tuple(goods_naming(query, product) for product in self.products)
        listed = tuple(
            dictionary.goods.hs.lengths() > 0
            if product.is_hs
            else dictionary.goods_by_script[int(in_chinese(product.text))]
            for product in self.products
        )
        return _ProductsTable(query, wholes, hits, listed)


def _products_value(found: Longs, kinds: Longs, differ: Longs, blank: Longs) -> Longs:
    """0..255 for so many products that are found, of which the kind is found, that differ, and
    that are unknown.
    """
    total = TOP * found + KIND_FOUND * kinds + WORDS_DIFFER * differ + UNKNOWN * blank
    mean = total // (found + kinds + differ + blank)
    return np.where(found + kinds > 0, np.maximum(mean, ONE_FOUND), mean)


@dataclass(frozen=True)
class _ProductsTable:
    """For each product: `wholes`, the goods of the dictionary that hold its very word, `hits`,
    those that name it or its kind, and `listed`, those that list anything that could be it.
    Counted row by row, when a row is asked for.
    """

    query: SegmentQuery
    wholes: tuple[Flags, ...]
    hits: tuple[Flags, ...]
    listed: tuple[Flags, ...]

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        return _products_value(*self._count(rows)).astype(np.uint8)

    def verdicts(self, rows: Longs, cohorts: LazyCohorts) -> Verdicts:
        found, kinds, _, blank = self._count(rows)
        return np.where(found + kinds > 0, MET, np.where(blank > 0, OPEN, MISSED)).astype(np.int8)

    def _count(self, rows: Longs) -> tuple[Longs, Longs, Longs, Longs]:
        offers = self.query.fitting_offers(rows)
        facts = self.query.columns.facts.offers
        goods = facts.goods.take(offers.items)
        stated = (facts.flags.take(offers.items) & INFERRED) == 0
        found, kinds, differ, blank = (np.zeros(len(rows), np.int64) for _ in range(4))
        for whole, hit, lists in zip(self.wholes, self.hits, self.listed, strict=True):
            has = sums_by_list(hit.take(goods), offers.ptr) > 0
            very = sums_by_list(whole.take(goods), offers.ptr) > 0
            comparable = sums_by_list(lists.take(goods) & stated, offers.ptr) > 0
            found += very
            kinds += has & ~very
            differ += ~has & comparable
            blank += ~has & ~comparable
        return found, kinds, differ, blank


@dataclass(frozen=True, eq=False)
class ClientSector(Criterion):
    """Does the provider's record name the client's sector? No record claims that its list of
    clients is complete: other sectors leave the question open, but a provider that names other
    clients alone stands below one that names none.
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
        others = Reason("fit.client_others", {"sector": named(clients[0])})
        return Assessment(OTHER_CLIENTS, known=False, meets=None, reasons=(others,), ask=ask)

    def tabulate(self, query: SegmentQuery) -> Table:
        covers, number = self.reference.sectors.covers, self.reference.sectors.numbers[self.sector]
        clients = query.columns.dictionary.clients
        served = clients.any(covers[number] | covers[:, number])
        return _ClientSectorTable(query, served, clients.lengths() > 0)


@dataclass(frozen=True)
class _ClientSectorTable:
    """`serves`: which of the dictionary's lists of clients name the sector; `named`: any."""

    query: SegmentQuery
    serves: Flags
    named: Flags

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        offers = self.query.fitting_offers(rows)
        clients = self.query.columns.facts.offers.clients.take(offers.items)
        serves = sums_by_list(self.serves.take(clients), offers.ptr) > 0
        others = sums_by_list(self.named.take(clients), offers.ptr) > 0
        values = np.where(serves, TOP, np.where(others, OTHER_CLIENTS, UNKNOWN))
        return values.astype(np.uint8)

    def verdicts(self, rows: Longs, cohorts: LazyCohorts) -> Verdicts:
        raise NotImplementedError("no hard wish depends on the sector of a client")
