"""Facts of partners in any order -> the same partners, seat by seat."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.columns import Book, Columns, Facts, Offers, Seats
from matcher.index.csr import Longs, Ragged, begins, ranges
from matcher.index.factorize import number, rising


def cluster(facts: Facts, book: Book) -> Columns:
    """Facts of partners in any order -> the same partners, seat by seat."""
    signature, signatures = _signatures(facts.offers)
    first = np.concatenate([signatures.items, [0]]).take(signatures.ptr[:-1]).astype(np.int64)
    key = _join([first.take(signature), facts.place, signature, facts.dataset])
    order = rising(key)
    key, facts, signature = key.take(order), facts.take(order), signature.take(order)
    starts = np.flatnonzero(begins(key))
    seats = Seats(
        np.concatenate([starts, [len(key)]]).astype(np.int64),
        facts.place.take(starts),
        facts.dataset.take(starts),
        signature.take(starts).astype(np.uint32),
    )
    return Columns(facts, book, seats, signatures, _postings(seats, signatures, len(book.sectors)))


def _join(parts: Sequence[npt.NDArray[Any]]) -> Longs:
    """One number a row that orders rows as the parts do, the first foremost."""
    key = np.zeros(len(parts[0]), np.int64)
    for part in parts:
        room = int(part.max(initial=0)) + 1
        if room > 1 and int(key.max(initial=0)) > (2**62) // room:
            raise OverflowError("too many sectors, places and datasets to cluster by")
        key = key * room + part
    return key


_PACKED = 3  # so many sectors are packed into one number exactly


def _signatures(offers: Offers) -> tuple[Longs, Ragged]:
    """For each partner the number of its set of sectors, and the sets."""
    lengths = np.diff(offers.ptr)
    partner = np.repeat(np.arange(len(lengths)), lengths)
    pairs = np.sort(partner << 16 | offers.sector)
    pairs = pairs[begins(pairs)]
    partner, sector = pairs >> 16, pairs & 0xFFFF
    held_by = np.bincount(partner, minlength=len(lengths))
    ptr = np.concatenate([[0], np.cumsum(held_by)]).astype(np.int64)
    few = held_by <= _PACKED
    key = np.zeros(len(lengths), np.int64)
    for n in range(_PACKED):
        one = np.flatnonzero(few & (held_by > n))
        key[one] |= (sector.take(ptr.take(one) + n) + 1) << (16 * (_PACKED - 1 - n))
    sets: dict[tuple[int, ...], int] = {}
    for row in np.flatnonzero(~few).tolist():
        own = tuple(sector[ptr[row] : ptr[row + 1]].tolist())
        key[row] = -1 - sets.setdefault(own, len(sets))
    numbered = number(key)
    at = numbered.first
    rows = ranges(ptr.take(at), np.diff(ptr).take(at))
    lists = np.concatenate([[0], np.cumsum(np.diff(ptr).take(at))]).astype(np.int64)
    return numbered.codes.astype(np.int64), Ragged(lists, sector.take(rows).astype(np.uint16))


def _postings(seats: Seats, signatures: Ragged, sectors: int) -> Ragged:
    lengths = signatures.lengths().take(seats.signature)
    at = ranges(signatures.ptr.take(seats.signature), lengths)
    sector = signatures.items.take(at)
    seat = np.repeat(np.arange(len(seats.place)), lengths)
    order = np.argsort(sector, kind="stable")
    ptr = np.searchsorted(sector.take(order), np.arange(sectors + 1)).astype(np.int64)
    return Ragged(ptr, seat.take(order))
