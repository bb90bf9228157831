"""What partners offer: sectors, product words and HS codes, and whom it is for."""

from typing import Any

import numpy as np

from matcher.query_columns import Found, Longs, Query
from matcher.scoring.columns import Codes, Goods, Offers, Ragged, ragged, ranges
from matcher.scoring.ground import Ground
from matcher.scoring.numbering import Numbered, mix, number
from matcher.snapshot.told import of_partners, pointers, positions, texts

_NO_GOODS, _NO_CLIENTS = 0, 0
OFFERINGS = Query(
    """
    SELECT partner_id AS partner, id, hashtext(sector_id) AS sector,
        CASE WHEN products = '{}' AND hs = '{}' THEN 0
            ELSE hash_array_extended(products || '|'::varchar || hs, 0) END AS goods
    FROM partners_offering
    """,
    {"partner": "i8", "id": "i8", "sector": "i4", "goods": "i8"},
)
CLIENTS = Query(
    """
    SELECT offering_id AS offering, hashtext(sector_id) AS sector
    FROM partners_offering_for_sectors
    """,
    {"offering": "i8", "sector": "i4"},
)


def offers(
    ground: Ground, ids: Longs, meant_for: Found, found: Found
) -> tuple[Offers, Goods, tuple[str, ...], tuple[str, ...], Ragged]:
    """What is offered, with the goods listed and the clients meant."""
    found, at = of_partners(ids, found)
    goods = number(found["goods"], _NO_GOODS)
    clients, meant = _clients(ground, found["id"], meant_for)
    offers = Offers(
        pointers(np.bincount(at, minlength=len(ids))),
        sectors_of(ground, found["sector"]),
        goods.codes,
        clients.codes,
    )
    listed = texts(
        "SELECT id, products, hs FROM partners_offering WHERE id = ANY(%s)",
        found["id"].take(goods.first[1:]).tolist(),
    )
    rows_of = [((), ()), *(listed[int(pk)] for pk in found["id"].take(goods.first[1:]))]
    words, in_words = _numbered([row[0] for row in rows_of])
    hs, in_hs = _numbered([row[1] for row in rows_of])
    return offers, Goods(in_words, in_hs), words, hs, meant


def _numbered(lists: list[Any]) -> tuple[tuple[str, ...], Ragged]:
    """The distinct texts of the lists, and the lists by their numbers."""
    numbers: dict[str, int] = {}
    told = [[numbers.setdefault(text, len(numbers)) for text in one] for one in lists]
    return tuple(numbers), ragged(told)


def _clients(ground: Ground, offerings: Longs, found: Found) -> tuple[Numbered, Ragged]:
    """Whom each offering is for: the sets, and each offering's."""
    at = positions(offerings, found["offering"])
    here = np.flatnonzero(at >= 0)
    sector, at = sectors_of(ground, found["sector"].take(here)), at.take(here)
    sorting = np.argsort(at, kind="stable")
    sector, at = sector.take(sorting), at.take(sorting)
    meant = np.zeros(len(offerings), np.int64)
    np.add.at(meant, at, mix(sector))
    sets = number(meant, _NO_CLIENTS)
    ptr = pointers(np.bincount(at, minlength=len(offerings)))
    lengths = np.diff(ptr).take(sets.first) if len(offerings) else np.zeros(1, np.int64)
    lengths[0] = 0
    items = sector.take(ranges(ptr.take(sets.first), lengths))
    return sets, Ragged(pointers(lengths), items)


def sectors_of(ground: Ground, hashes: Longs) -> Codes:
    codes = list(ground.sectors.codes)
    told = texts("SELECT hashtext(code), code FROM unnest(%s::varchar[]) code", codes)
    rising = np.array(sorted(told), np.int64)
    numbers = np.array([ground.sectors.numbers[told[one]] for one in rising.tolist()], np.uint16)
    at = np.minimum(np.searchsorted(rising, hashes), len(rising) - 1)
    if len(hashes) and (rising.take(at) != hashes).any():
        raise ValueError("an offering of a sector that the taxonomy does not hold")
    return numbers.take(at)
