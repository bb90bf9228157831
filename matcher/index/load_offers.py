"""What partners offer: sectors, product words and HS codes, and whom it is for."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from matcher.index.columns import Goods, Offers
from matcher.index.csr import CsrLists, Longs, csr_lists
from matcher.index.factorize import Factorized, mix, number, rising
from matcher.index.hashed_rows import of_partners, of_some, pointers, positions, take, texts
from matcher.index.query_columns import Found, Query
from matcher.reference.reference_data import ReferenceData

_NO_GOODS, _NO_CLIENTS = 0, 0
# A sector is the last 28 bits of its hash, and travels in one number with an id. The hash of an
# empty list is the same by any seed: where both are empty, `goods` is 0.
OFFERINGS = Query(
    """
    SELECT id, partner_id << 28 | (hashtext(sector_id)::int8 & 268435455) AS said,
        hash_array_extended(products, 0) # hash_array_extended(hs, 1) AS goods
    FROM partners_offering
    """,
    ("id", "said", "goods"),
)
CLIENTS = Query(
    """
    SELECT offering_id << 28 | (hashtext(sector_id)::int8 & 268435455) AS said
    FROM partners_offering_for_sectors
    """,
    ("said",),
)
_SECTORS = "SELECT hashtext(code)::int8 & 268435455, code FROM unnest(%s::varchar[]) code"
_SECTOR_BITS = 28


def offers(
    ids: Longs, sectors: Mapping[int, int], found: Found, meant_for: Found
) -> tuple[Offers, Longs, CsrLists]:
    """What is offered; an offering that lists each of the goods after number 0; the clients meant.
    `sectors` as `by_hash` gives them.
    """
    partner, sector = _apart(found["said"], sectors)
    rows = {"partner": partner, "id": found["id"], "sector": sector, "goods": found["goods"]}
    found, at = of_partners(ids, rows)
    found = take(found, rising(at))
    goods = number(found["goods"], _NO_GOODS)
    clients, meant = _clients(found["id"], sectors, meant_for)
    offers = Offers(
        pointers(np.bincount(at, minlength=len(ids))),
        found["sector"].astype(np.uint16),
        goods.codes,
        clients.codes,
    )
    return offers, found["id"].take(goods.first[1:]), meant


def goods(listing: Longs) -> tuple[Goods, tuple[str, ...], tuple[str, ...]]:
    """What each of the offerings lists, the words and the HS codes; number 0 lists nothing."""
    listed = texts(
        "SELECT id, products, hs FROM partners_offering WHERE id = ANY(%s)", listing.tolist()
    )
    rows = [((), ()), *(listed[pk] for pk in listing.tolist())]
    words, in_words = _numbered([row[0] for row in rows])
    hs, in_hs = _numbered([row[1] for row in rows])
    return Goods(in_words, in_hs), words, hs


def _numbered(lists: list[Any]) -> tuple[tuple[str, ...], CsrLists]:
    """The distinct texts of the lists, and the lists by their numbers."""
    numbers: dict[str, int] = {}
    told = [[numbers.setdefault(text, len(numbers)) for text in one] for one in lists]
    return tuple(numbers), csr_lists(told)


def _clients(
    offerings: Longs, sectors: Mapping[int, int], found: Found
) -> tuple[Factorized, CsrLists]:
    """Whom each offering is for: the sets, and each offering's."""
    offering, sector = _apart(found["said"], sectors)
    at = positions(offerings, offering)
    here = np.flatnonzero(at >= 0)
    sector, at = sector.take(here), at.take(here)
    meant = np.zeros(len(offerings), np.int64)
    np.add.at(meant, at, mix(sector))
    sets = number(meant, _NO_CLIENTS)
    rows, ptr = of_some(sets.first[1:], at)
    return sets, CsrLists(np.concatenate([[0], ptr]), sector.take(rows).astype(np.uint16))


def by_hash(reference: ReferenceData) -> dict[int, int]:
    """The reference's number of each sector, by its hash."""
    told = texts(_SECTORS, list(reference.sectors.codes))
    return {hashed: reference.sectors.numbers[code] for hashed, code in told.items()}


def _apart(said: Longs, sectors: Mapping[int, int]) -> tuple[Longs, Longs]:
    """The ids, and the numbers of the sectors, that travelled together."""
    hashed = number(said & (1 << _SECTOR_BITS) - 1)
    if not sectors.keys() >= set(hashed.distinct.tolist()):
        raise ValueError("an offering of a sector that the taxonomy does not hold")
    numbers = np.array([sectors[one] for one in hashed.distinct.tolist()], np.int64)
    return said >> _SECTOR_BITS, numbers.take(hashed.codes)
