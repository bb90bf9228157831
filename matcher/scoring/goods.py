"""Two parts of `fit`: the product words and HS codes, and whom a service is for. Both are read off
the fitting offerings alone.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np

from matcher.index.candidate import Candidate
from matcher.index.criterion_values import LazyCohorts, Table, Verdicts
from matcher.index.csr import Bytes, Flags, Longs, concat_ranges, sums_by_list
from matcher.index.same_goods import in_chinese, same_goods
from matcher.index.segment_query import SegmentQuery
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import MET, MISSED, OPEN, TOP, UNKNOWN
from matcher.scoring.criterion import Criterion, Judgement, unknown
from matcher.scoring.fitting import Fits
from matcher.scoring.wanted import Product, Wanted

WORDS_DIFFER = 40
# One of the words found is the wish met, however many others differ: above unknown.
ONE_FOUND = 128


def products(reference: ReferenceData, wanted: Wanted, fits: Fits, share: int) -> Criterion:
    """Words and HS codes against those of the fitting offerings; each ask counts the same. One is
    not told of where nothing is listed that could be it: no code, no word of its script.
    """
    judge = partial(_products, reference, wanted, fits)
    return Criterion("fit", "products", share, judge, partial(_found, wanted), "products")


def _products(reference: ReferenceData, wanted: Wanted, fits: Fits, one: Candidate) -> Judgement:
    fit = fits.offers(one.offers)
    words = [word for offer in fit for word in offer.products]
    codes = [code for offer in fit for code in offer.hs]
    ask = reference.reason(
        "ask.products", products=", ".join(asked.text for asked in wanted.products)
    )
    found: list[str] = []
    differ: list[str] = []
    blank: list[str] = []
    for product in wanted.products:
        listed = codes if product.is_hs else words
        if hit := next((each for each in listed if _same(product, each)), None):
            found.append(hit)
        else:
            tells = any(_comparable(product, each) for each in listed)
            (differ if tells else blank).append(product.text)
    if not found and not differ:
        return unknown(ask)
    reasons = []
    if found:
        reasons.append(reference.reason("fit.products", products=", ".join(dict.fromkeys(found))))
    if differ:
        reasons.append(reference.reason("fit.products_differ", products=", ".join(differ)))
    counts = np.array([[len(found)], [len(differ)], [len(blank)]])
    return Judgement(
        int(_worth(*counts)[0]),
        known=not blank,
        meets=True if found else False if not blank else None,
        reasons=tuple(reasons),
        ask=ask if blank else None,
    )


def _worth(found: Longs, differ: Longs, blank: Longs) -> Longs:
    """0..255 for so many asks found, differing, and not told."""
    mean = (TOP * found + WORDS_DIFFER * differ + UNKNOWN * blank) // (found + differ + blank)
    return np.where(found > 0, np.maximum(mean, ONE_FOUND), mean)


def _same(product: Product, listed: str) -> bool:
    if product.is_hs:
        return listed.startswith(product.text) or product.text.startswith(listed)
    return same_goods(product.text, listed)


def _comparable(product: Product, listed: str) -> bool:
    """Would what is listed be the same goods if they were it?"""
    return product.is_hs or in_chinese(product.text) == in_chinese(listed)


@dataclass(frozen=True)
class _Offered:
    """The fitting offerings of some rows: their positions, and where each row's begin."""

    at: Longs
    ptr: Longs


def _fitting(query: SegmentQuery, rows: Longs) -> _Offered:
    offers = query.columns.facts.offers
    lengths = np.diff(offers.ptr).take(rows)
    at = concat_ranges(offers.ptr.take(rows), lengths)
    fits = (query.fits.any_need() > 0).take(offers.sector.take(at))
    ptr = np.concatenate([[0], np.cumsum(lengths)])
    kept = np.concatenate([[0], np.cumsum(fits)]).take(ptr)
    return _Offered(at[fits], kept)


@dataclass(frozen=True)
class _Words:
    """For each ask: which goods of the dictionary hold it, and which list anything that could be
    it.
    """

    query: SegmentQuery
    hits: tuple[Flags, ...]
    listed: tuple[Flags, ...]

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        found, differ, blank = self._count(rows)
        return _worth(found, differ, blank).astype(np.uint8)

    def verdicts(self, rows: Longs, cohorts: LazyCohorts) -> Verdicts:
        found, _, blank = self._count(rows)
        return np.where(found > 0, MET, np.where(blank > 0, OPEN, MISSED)).astype(np.int8)

    def _count(self, rows: Longs) -> tuple[Longs, Longs, Longs]:
        offered = _fitting(self.query, rows)
        goods = self.query.columns.facts.offers.goods.take(offered.at)
        found, differ, blank = (np.zeros(len(rows), np.int64) for _ in range(3))
        for hit, lists in zip(self.hits, self.listed, strict=True):
            has = sums_by_list(hit.take(goods), offered.ptr) > 0
            says = sums_by_list(lists.take(goods), offered.ptr) > 0
            found += has
            differ += ~has & says
            blank += ~has & ~says
        return found, differ, blank


def _found(wanted: Wanted, query: SegmentQuery) -> Table:
    dictionary = query.columns.dictionary
    hits, listed = [], []
    for product in wanted.products:
        if product.is_hs:
            same = [n for n, name in enumerate(dictionary.hs) if _same(product, name)]
            hits.append(dictionary.goods_by_hs.union(same, len(dictionary.goods.hs)))
            listed.append(dictionary.goods.hs.lengths() > 0)
        else:
            same = dictionary.word_index.find_same_goods(product.text).tolist()
            hits.append(dictionary.goods_by_word.union(same, len(dictionary.goods.words)))
            listed.append(dictionary.goods_by_script[int(in_chinese(product.text))])
    return _Words(query, tuple(hits), tuple(listed))


def client_sector(reference: ReferenceData, fits: Fits, sector: str, share: int) -> Criterion:
    """Does the provider say that it works for the client's sector? Nobody says that the list of
    its clients is whole: others named leave it open, and silence is worth as much.
    """
    judge = partial(_client_sector, reference, fits, sector)
    return Criterion("fit", "client_sector", share, judge, partial(_clients, sector))


def _client_sector(reference: ReferenceData, fits: Fits, sector: str, one: Candidate) -> Judgement:
    ask = reference.reason("ask.client_sector", sector=reference.named(sector))
    said = [code for offer in fits.offers(one.offers) for code in offer.for_sectors]
    if not said:
        return unknown(ask)
    taxonomy = reference.taxonomy
    for code in said:
        if taxonomy.covers(code, sector) or taxonomy.covers(sector, code):
            reason = reference.reason("fit.client_sector", sector=reference.named(code))
            return Judgement(TOP, reasons=(reason,))
    return unknown(ask, reference.reason("fit.client_others", sector=reference.named(said[0])))


@dataclass(frozen=True)
class _Clients:
    query: SegmentQuery
    serves: Flags

    def values(self, rows: Longs, cohorts: LazyCohorts) -> Bytes:
        offered = _fitting(self.query, rows)
        clients = self.query.columns.facts.offers.clients.take(offered.at)
        serves = sums_by_list(self.serves.take(clients), offered.ptr) > 0
        return np.where(serves, TOP, UNKNOWN).astype(np.uint8)

    def verdicts(self, rows: Longs, cohorts: LazyCohorts) -> Verdicts:
        raise NotImplementedError("no wish rests on whom a service is for")


def _clients(sector: str, query: SegmentQuery) -> Table:
    sectors = query.reference.sectors
    number = sectors.numbers[sector]
    meant = sectors.covers[number] | sectors.covers[:, number]
    return _Clients(query, query.columns.dictionary.clients.any(meant))
