"""Facts of partners in any order -> the same partners, cohort by cohort."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.columns import Cohorts, Columns, Dictionary, Facts, Offers
from matcher.index.csr import CsrLists, Longs, begins, ranges
from matcher.index.factorize import number, rising


def cluster(facts: Facts, dictionary: Dictionary) -> Columns:
    """Facts of partners in any order -> the same partners, cohort by cohort."""
    signature, signatures = _signatures(facts.offers)
    first = np.concatenate([signatures.items, [0]]).take(signatures.ptr[:-1]).astype(np.int64)
    key = _join([first.take(signature), facts.place, signature, facts.dataset])
    order = rising(key)
    key, facts, signature = key.take(order), facts.take(order), signature.take(order)
    starts = np.flatnonzero(begins(key))
    cohorts = Cohorts(
        np.concatenate([starts, [len(key)]]).astype(np.int64),
        facts.place.take(starts),
        facts.dataset.take(starts),
        signature.take(starts).astype(np.uint32),
    )
    return Columns(
        facts,
        dictionary,
        cohorts,
        signatures,
        _postings(cohorts, signatures, len(dictionary.sectors)),
    )


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


def _signatures(offers: Offers) -> tuple[Longs, CsrLists]:
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
    return numbered.codes.astype(np.int64), CsrLists(lists, sector.take(rows).astype(np.uint16))


def _postings(cohorts: Cohorts, signatures: CsrLists, sectors: int) -> CsrLists:
    lengths = signatures.lengths().take(cohorts.signature)
    at = ranges(signatures.ptr.take(cohorts.signature), lengths)
    sector = signatures.items.take(at)
    cohort = np.repeat(np.arange(len(cohorts.place)), lengths)
    order = np.argsort(sector, kind="stable")
    ptr = np.searchsorted(sector.take(order), np.arange(sectors + 1)).astype(np.int64)
    return CsrLists(ptr, cohort.take(order))
