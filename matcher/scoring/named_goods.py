"""The offerings whose words or HS codes name a product of the brief."""

from collections.abc import Sequence

import numpy as np

from matcher.index.candidate import Offer
from matcher.index.csr import Flags, Longs
from matcher.index.same_goods import ends_in, fold, holds, in_chinese, same_goods
from matcher.index.segment import SegmentQuery
from matcher.scoring.wanted import Product


def is_same(product: Product, listed: str) -> bool:
    """Does a listed word, or a listed HS code, name the product or its kind?"""
    if product.is_hs or names_whole(product, listed):
        return names_whole(product, listed)
    return same_goods(product.text, listed) or (
        # Most products have no other names: nothing is folded for these.
        bool(product.names) and fold(listed) in {fold(name) for name in product.names}
    )


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
    key = product, whole
    if key not in query.memo:
        names = names_whole if whole else is_same
        dictionary = query.columns.dictionary
        if product.is_hs:
            same = [n for n, name in enumerate(dictionary.hs) if names(product, name)]
            found = dictionary.goods_by_hs.union(same, len(dictionary.goods.hs))
        else:
            likely = _words_like(query, product)
            same = [n for n in likely if names(product, dictionary.words[n])]
            found = dictionary.goods_by_word.union(same, len(dictionary.goods.words))
        query.memo[key] = found
    flags: Flags = query.memo[key]
    return flags


def _words_like(query: SegmentQuery, product: Product) -> list[int]:
    """The numbers of the words of the dictionary that may name the product, ascending."""
    key = "words_like", product
    if key not in query.memo:
        index = query.columns.dictionary.word_index
        find = index.find_same_goods if product.translated else index.find_equal
        each = [index.find_same_goods(product.text), *map(find, product.names)]
        query.memo[key] = np.unique(np.concatenate(each)).tolist()
    found: list[int] = query.memo[key]
    return found


def rows_naming(query: SegmentQuery, products: tuple[Product, ...]) -> Longs:
    """int64: the rows with a fitting offering that names any of the products, ascending."""
    key = "rows_naming", products
    if key not in query.memo:
        query.memo[key] = _find_rows(query, products)
    rows: Longs = query.memo[key]
    return rows


def _find_rows(query: SegmentQuery, products: tuple[Product, ...]) -> Longs:
    named = np.zeros(len(query.columns.dictionary.goods.words), np.bool_)
    for product in products:
        named |= goods_naming(query, product)
    goods = np.flatnonzero(named)
    if not len(goods):
        return np.zeros(0, np.int64)
    # The few offerings with such goods, not all offerings with a flag each.
    offers = query.columns.offers_by_goods.take(goods).items
    fits = query.levels.take(query.columns.facts.offers.sector.take(offers)) > 0
    return np.unique(query.columns.rows_of_offers(offers[fits]))
