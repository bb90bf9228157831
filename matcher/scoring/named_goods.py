"""The offerings whose words or HS codes name a product of the brief."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.index.candidate import Offer
from matcher.index.columns import Columns
from matcher.index.csr import Flags, Longs, run_starts
from matcher.index.same_goods import ends_in, holds, in_chinese, same_goods
from matcher.index.segment import SegmentQuery
from matcher.scoring.wanted import Product


def is_same(product: Product, listed: str) -> bool:
    """Does a listed word, or a listed HS code, name the product or its kind?"""
    if product.is_hs or names_whole(product, listed):
        return names_whole(product, listed)
    # 烧结钕铁硼永磁材料 is 永磁材料, and no 永磁体: the kind that was asked for has both names.
    return same_goods(product.text, listed) or any(ends_in(name, listed) for name in product.names)


def names_whole(product: Product, listed: str) -> bool:
    """Does a listed word hold the very word that was asked for, or an HS code agree?"""
    if product.is_hs:
        return listed.startswith(product.text) or product.text.startswith(listed)
    if holds(product.text, listed):
        return True
    return product.translated and any(ends_in(name, listed) for name in product.names)


def is_comparable(product: Product, listed: str) -> bool:
    """Would a listed word be found to be the same goods if it were? Not in another script."""
    # Nor where the product has Chinese names: we know some of the names of goods, never all.
    return product.is_hs or in_chinese(product.text) == in_chinese(listed)


def names_any(products: Sequence[Product], offers: Sequence[Offer]) -> bool:
    """Does any of the offerings name any of the products?"""
    return any(
        is_same(product, listed)
        for offer in offers
        for product in products
        for listed in (offer.hs if product.is_hs else offer.products)
    )


def goods_naming(query: SegmentQuery, product: Product, *, whole: bool = False) -> Flags:
    """bool[goods]: the lists of goods of the dictionary that name the product; `whole`: those that
    hold its very word.
    """
    # An HS code is always compared as a whole.
    key = product, whole or product.is_hs
    if key not in query.memo:
        names = names_whole if whole else is_same
        dictionary = query.columns.dictionary
        if product.is_hs:
            same = [n for n, name in enumerate(dictionary.hs) if names(product, name)]
            found = dictionary.goods_by_hs.union(same, len(dictionary.goods.hs))
        else:
            likely = _words_like(query, product)
            # Those like a product are what `is_same` finds.
            same = [n for n in likely if names(product, dictionary.words[n])] if whole else likely
            found = dictionary.goods_by_word.union(same, len(dictionary.goods.words))
        query.memo[key] = found
    flags: Flags = query.memo[key]
    return flags


def _words_like(query: SegmentQuery, product: Product) -> list[int]:
    """The numbers of the words of the dictionary that name the product or its kind, ascending."""
    key = "words_like", product
    if key not in query.memo:
        index = query.columns.dictionary.word_index
        each = [index.find_same_goods(product.text), *map(index.find_ending, product.names)]
        query.memo[key] = np.unique(np.concatenate(each)).tolist()
    found: list[int] = query.memo[key]
    return found


@dataclass(frozen=True, eq=False)
class NamingRows:
    """The rows of a segment with a fitting offering that names a product. `rows` int64[r],
    ascending; `cohorts` int64[r]: the cohort of each, as a position among those that fit.
    """

    # Not the query, which keeps these: in a circle all arrays of an answer would wait for the
    # garbage collector, and each answer take new memory.
    columns: Columns
    rows: Longs
    cohorts: Longs

    def __len__(self) -> int:
        return len(self.rows)

    def among(self, asked: Longs) -> Longs:
        """The positions in `asked` of these rows."""
        return np.flatnonzero(self._names.take(asked))

    @cached_property
    def _names(self) -> Flags:
        """bool[n]: looked up, because a search among many rows takes ten times as long."""
        found = np.zeros(len(self.columns), np.bool_)
        found[self.rows] = True
        return found


def rows_naming(query: SegmentQuery, products: tuple[Product, ...]) -> NamingRows:
    """The rows with a fitting offering that names any of the products."""
    key = "rows_naming", products
    if key not in query.memo:
        rows = cohorts = _find_rows(query, products)
        # Most briefs name no product: nothing is looked up for these.
        if len(rows):
            cohorts = query.position_of(query.columns.cohorts_of_rows(rows))
        query.memo[key] = NamingRows(query.columns, rows, cohorts)
    found: NamingRows = query.memo[key]
    return found


def _find_rows(query: SegmentQuery, products: tuple[Product, ...]) -> Longs:
    """int64[r], ascending."""
    if not products:
        return np.zeros(0, np.int64)
    named = np.logical_or.reduce([goods_naming(query, product) for product in products])
    # The few offerings with such goods, not all offerings with a flag each.
    offers = query.columns.offers_by_goods.take(np.flatnonzero(named)).items
    fits = query.levels.take(query.columns.facts.offers.sector.take(offers)) > 0
    rows = np.sort(query.columns.rows_of_offers(offers[fits]))
    return rows[run_starts(rows)]
