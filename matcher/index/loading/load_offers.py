"""The offerings of all partners: sectors, product words, HS codes, and sectors of clients."""

from collections.abc import Mapping, Sequence

import numpy as np

from matcher.index.columns import Goods, Offers
from matcher.index.csr import CsrLists, Longs, pointers, to_csr
from matcher.index.factorize import Factorized, factorize, row_hashes, stable_argsort
from matcher.index.loading.column_query import ColumnQuery, NamedColumns
from matcher.index.loading.row_joins import (
    fetch_by_key,
    group_by_owner,
    join_partners,
    positions_in,
    take_rows,
)
from matcher.reference.reference_data import ReferenceData

_NO_GOODS, _NO_CLIENTS = 0, 0
# A sector is the last 28 bits of its hash, packed below an id of at most 35 bits. The two lists
# of `goods` have different seeds, so that words and codes cannot cancel each other out; the hash
# of an empty list is the same with any seed, so that `goods` is 0 where both are empty. The last
# two bits of `id_flags` are `columns.INFERRED` and `columns.MAIN`.
OFFERINGS = ColumnQuery(
    """
    SELECT id << 2 | (inferred::int4 << 1) | main::int4 AS id_flags,
        partner_id << 28 | (hashtext(sector_id)::int8 & 268435455) AS partner_sector,
        hash_array_extended(products, 0) # hash_array_extended(hs, 1) AS goods
    FROM partners_offering
    """,
    ("id_flags", "partner_sector", "goods"),
)
CLIENTS = ColumnQuery(
    """
    SELECT offering_id << 28 | (hashtext(sector_id)::int8 & 268435455) AS offering_sector
    FROM partners_offering_for_sectors
    """,
    ("offering_sector",),
)
_SECTORS = "SELECT hashtext(code)::int8 & 268435455, code FROM unnest(%s::varchar[]) code"
_SECTOR_BITS = 28


def load_sectors_by_hash(reference: ReferenceData) -> dict[int, int]:
    """The reference data's number of each sector, by the hash of its code."""
    codes = fetch_by_key(_SECTORS, list(reference.sectors.codes))
    return {hashed: reference.sectors.numbers[code] for hashed, code in codes.items()}


def encode_offers(
    ids: Longs, sectors: Mapping[int, int], offerings: NamedColumns, clients: NamedColumns
) -> tuple[Offers, Longs, CsrLists]:
    """The offers of the partners `ids`; for each number of goods after 0 the id of an offering
    that lists them; the sets of clients. `sectors` as `load_sectors_by_hash` returns them.
    """
    partner, sector = _unpack_sectors(offerings["partner_sector"], sectors)
    unpacked = {
        "id": offerings["id_flags"] >> 2,
        "flags": offerings["id_flags"] & 3,
        "goods": offerings["goods"],
        "partner": partner,
        "sector": sector,
    }
    rows, at = join_partners(ids, unpacked)
    rows = take_rows(rows, stable_argsort(at))
    goods = factorize(rows["goods"], _NO_GOODS)
    client_codes, client_sets = _encode_clients(rows["id"], sectors, clients)
    offers = Offers(
        pointers(np.bincount(at, minlength=len(ids))),
        rows["sector"].astype(np.uint16),
        goods.codes,
        client_codes.codes,
        rows["flags"].astype(np.uint8),
    )
    return offers, rows["id"].take(goods.first[1:]), client_sets


def load_goods(owners: Longs) -> tuple[Goods, tuple[str, ...], tuple[str, ...]]:
    """The goods that each offering of `owners` lists, after number 0, which lists nothing; the
    distinct words and the distinct HS codes.
    """
    fetched = fetch_by_key(
        "SELECT id, products, hs FROM partners_offering WHERE id = ANY(%s)", owners.tolist()
    )
    rows = [((), ()), *(fetched[pk] for pk in owners.tolist())]
    words, word_lists = _encode_texts([row[0] for row in rows])
    hs, hs_lists = _encode_texts([row[1] for row in rows])
    return Goods(word_lists, hs_lists), words, hs


def _encode_texts(lists: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], CsrLists]:
    """The distinct texts of the lists, and the lists by their numbers."""
    numbers: dict[str, int] = {}
    encoded = [[numbers.setdefault(text, len(numbers)) for text in texts] for texts in lists]
    return tuple(numbers), to_csr(encoded)


def _encode_clients(
    offerings: Longs, sectors: Mapping[int, int], clients: NamedColumns
) -> tuple[Factorized, CsrLists]:
    """The set of clients of each offering, by number, and the sets."""
    offering, sector = _unpack_sectors(clients["offering_sector"], sectors)
    at = positions_in(offerings, offering)
    known = np.flatnonzero(at >= 0)
    sector, at = sector.take(known), at.take(known)
    # A sum of hashes is equal for equal sets, in whatever order their rows come.
    hashed = np.zeros(len(offerings), np.int64)
    np.add.at(hashed, at, row_hashes(sector))
    sets = factorize(hashed, _NO_CLIENTS)
    rows, ptr = group_by_owner(sets.first[1:], at)
    return sets, CsrLists(np.append(0, ptr), sector.take(rows).astype(np.uint16))


def _unpack_sectors(packed: Longs, sectors: Mapping[int, int]) -> tuple[Longs, Longs]:
    """The ids, and the numbers of the sectors that were packed below them."""
    hashed = factorize(packed & (1 << _SECTOR_BITS) - 1)
    if not sectors.keys() >= set(hashed.distinct.tolist()):
        raise ValueError("an offering of a sector that the taxonomy does not hold")
    numbers = np.array([sectors[each] for each in hashed.distinct.tolist()], np.int64)
    return packed >> _SECTOR_BITS, numbers.take(hashed.codes)
