"""Group partners into cohorts: sort the rows, number the sets of sectors, list the postings."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.columns import Cohorts, Columns, Dictionary, Facts, Offers
from matcher.index.csr import CsrLists, Longs, pointers, run_starts, transpose
from matcher.index.factorize import factorize, stable_argsort


def group_into_cohorts(facts: Facts, dictionary: Dictionary) -> Columns:
    """The partners of `facts`, which may be in any order, as columns sorted by cohort.

    Raises `OverflowError` when sectors, places and datasets do not fit a key of 62 bits.
    """
    signature, signatures = _signatures(facts.offers)
    # The zero stands for the first sector of an empty set, which may be the last set of all.
    first = np.append(signatures.items, 0).take(signatures.ptr[:-1]).astype(np.int64)
    key = _sort_key([first.take(signature), facts.place, signature, facts.datasets])
    order = stable_argsort(key)
    key, facts, signature = key.take(order), facts.take(order), signature.take(order)
    starts = np.flatnonzero(run_starts(key))
    cohorts = Cohorts(
        np.append(starts, len(key)).astype(np.int64),
        facts.place.take(starts),
        facts.datasets.take(starts),
        signature.take(starts).astype(np.uint32),
    )
    postings = transpose(signatures.take(cohorts.signature), len(dictionary.sectors))
    return Columns(facts, dictionary, cohorts, signatures, postings)


def _sort_key(columns: Sequence[npt.NDArray[Any]]) -> Longs:
    """int64[n]: one number a row that sorts rows by the columns, the first column foremost."""
    key = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        size = int(column.max(initial=0)) + 1
        if size > 1 and int(key.max(initial=0)) > (2**62) // size:
            raise OverflowError("too many sectors, places and datasets for one sort key")
        key = key * size + column
    return key


# Three sectors of 16 bits each fit a positive int64; most partners offer no more than three.
_PACKED = 3


def _signatures(offers: Offers) -> tuple[Longs, CsrLists]:
    """int64[n]: the number of each partner's set of sectors, and the sets, ascending inside."""
    lengths = np.diff(offers.ptr)
    partner = np.repeat(np.arange(len(lengths)), lengths)
    pairs = np.sort(partner << 16 | offers.sector)
    pairs = pairs[run_starts(pairs)]
    partner, sector = pairs >> 16, pairs & 0xFFFF
    sizes = np.bincount(partner, minlength=len(lengths))
    sets = CsrLists(pointers(sizes), sector.astype(np.uint16))
    key = np.zeros(len(lengths), np.int64)
    for n in range(_PACKED):
        rows = np.flatnonzero((sizes <= _PACKED) & (sizes > n))
        # Plus 1, so that a set that ends differs from a set that goes on with sector 0.
        key[rows] |= (sector.take(sets.ptr.take(rows) + n) + 1) << (16 * (_PACKED - 1 - n))
    large: dict[bytes, int] = {}
    for row in np.flatnonzero(sizes > _PACKED).tolist():
        key[row] = -1 - large.setdefault(sets[row].tobytes(), len(large))
    numbered = factorize(key)
    return numbered.codes.astype(np.int64), sets.take(numbered.first)
