"""Partners as columns: each distinct fact once in a dictionary, and its number for each partner.

Rows are sorted by their first sector, place, signature (the set of sectors offered) and datasets.
Rows that agree in all four are one *cohort* and lie together: a value that depends on sectors and
places alone is computed once a cohort, however many partners are in it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.csr import (
    Bytes,
    Codes,
    CsrLists,
    Flags,
    Longs,
    concat_ranges,
    pointers,
    positions_by_value,
    transpose,
)
from matcher.index.factorize import stable_argsort
from matcher.index.same_goods import WordIndex

Days = npt.NDArray[np.int32]
# Days are counted as `date.toordinal` does, so that 1 is the first day there is.
NO_DAY = -1  # no evidence of a kind; a certificate without a first day
UNDATED = 1  # evidence without a date: it counts as the oldest
NO_END = 2**31 - 1  # a certificate without a last day
# What an offering is, in bits: the main business; concluded by us.
MAIN, INFERRED = 1, 2
# Quantities are kept to a millionth of their base unit: exact as two integers, unlike a float.
MILLION = 10**6


@dataclass(frozen=True)
class Quantities:
    """q amounts, `whole` + `part` / 10**6 in the base unit of a dimension; number 0 is unknown."""

    dimension: Bytes  # uint8[q]
    whole: Longs
    part: Longs

    @classmethod
    def from_millionths(cls, dimension: Sequence[int], millionths: Sequence[int]) -> "Quantities":
        """Amounts given as whole millionths."""
        # Python's integers: the millionths of a large amount exceed 64 bits.
        exact = np.array(millionths, object)
        whole, part = exact // MILLION, exact % MILLION
        return cls(np.array(dimension, np.uint8), whole.astype(np.int64), part.astype(np.int64))


# Compared by identity: what was computed from it is kept under it.
@dataclass(frozen=True, eq=False)
class CertificateSets:
    """c sets of certificates; set i holds the h certificates `ptr[i]:ptr[i + 1]`. `complete`
    bool[c]: the record lists every certificate.
    """

    ptr: Longs  # int64[c + 1]
    standard: Codes  # unsigned[h]
    since: Days  # int32[h], first day of validity
    until: Days  # int32[h], last day of validity
    complete: Flags

    @cached_property
    def owners(self) -> Longs:
        """int64[h]: the set of each certificate."""
        return CsrLists(self.ptr, self.standard).owners()


@dataclass(frozen=True)
class CodeSets:
    """l sets of languages or of markets, uint16 numbers of `Dictionary.listed`. `complete`
    bool[l]: the record lists all of them.
    """

    codes: CsrLists
    complete: Flags


# Compared by identity: what was computed from it is kept under it.
@dataclass(frozen=True, eq=False)
class Proofs:
    """e sets of evidence: the day of the latest evidence of each kind, int32[e]."""

    verified: Days
    reported: Days
    declared: Days

    @cached_property
    def latest(self) -> Days:
        """int32[e]: the day of the latest evidence of any kind; NO_DAY without any."""
        latest: Days = np.maximum.reduce([self.verified, self.reported, self.declared])
        return latest


@dataclass(frozen=True)
class Goods:
    """g lists of goods of an offering: uint32 numbers of product words and of HS codes; number 0
    lists nothing.
    """

    words: CsrLists
    hs: CsrLists


@dataclass(frozen=True)
class Dictionary:
    """The distinct facts of a segment, by number.

    `places` and `sectors` are those of the reference data, in its order: a segment whose tuples
    differ from the reference data's is numbered by another state of it.
    """

    places: tuple[str, ...]
    sectors: tuple[str, ...]
    datasets: tuple[str, ...]  # sets of keys, each separated by spaces
    dimensions: tuple[str, ...]
    standards: tuple[str, ...]
    listed: tuple[str, ...]  # codes of languages and markets
    words: tuple[str, ...]
    hs: tuple[str, ...]
    quantities: Quantities
    days: Days  # lead times in days; number 0 is unknown
    certificate_sets: CertificateSets
    code_sets: CodeSets
    proofs: Proofs
    goods: Goods
    clients: CsrLists  # uint16 sectors that an offering is for; number 0: none is given

    def sets_with_dataset(self, keys: Collection[str]) -> Flags:
        """bool[datasets]: does the set hold one of the keys?"""
        wanted = frozenset(keys)
        return np.array([not wanted.isdisjoint(one.split()) for one in self.datasets], np.bool_)

    @cached_property
    def certificates_by_standard(self) -> CsrLists:
        """For each standard the positions of its certificates."""
        return positions_by_value(self.certificate_sets.standard, len(self.standards))

    @cached_property
    def code_sets_by_code(self) -> CsrLists:
        """For each language or market the sets that hold it."""
        return transpose(self.code_sets.codes, len(self.listed))

    @cached_property
    def goods_by_word(self) -> CsrLists:
        """For each product word the goods that list it."""
        return transpose(self.goods.words, len(self.words))

    @cached_property
    def goods_by_hs(self) -> CsrLists:
        """For each HS code the goods that list it."""
        return transpose(self.goods.hs, len(self.hs))

    @cached_property
    def word_index(self) -> WordIndex:
        """The search index of the product words."""
        return WordIndex(self.words)

    @cached_property
    def goods_by_script(self) -> tuple[Flags, Flags]:
        """bool[g] twice: the goods with a word in another script than Chinese, and in Chinese."""
        chinese = self.word_index.chinese
        return self.goods.words.any(~chinese), self.goods.words.any(chinese)


@dataclass(frozen=True)
class Offers:
    """o offerings; partner i has `ptr[i]:ptr[i + 1]`. `goods` and `clients`: dictionary numbers;
    `flags`: MAIN, INFERRED, both or neither.
    """

    ptr: Longs  # int64[n + 1]
    sector: npt.NDArray[np.uint16]  # uint16[o]
    goods: Codes
    clients: Codes
    flags: Bytes  # uint8[o]

    def take(self, rows: Longs) -> "Offers":
        """The offerings of these partners, in their order."""
        lengths = self.ptr.take(rows + 1) - self.ptr.take(rows)
        at = concat_ranges(self.ptr.take(rows), lengths)
        return Offers(
            pointers(lengths),
            self.sector.take(at),
            self.goods.take(at),
            self.clients.take(at),
            self.flags.take(at),
        )


@dataclass(frozen=True)
class Facts:
    """n partners, one number a fact. `place` is a number of the reference data, and the number
    after its last place is unknown; the other columns are numbers of the dictionary.
    """

    ids: Longs
    place: npt.NDArray[np.uint16]
    datasets: npt.NDArray[np.uint16]
    minimum_order: Codes
    lead_time: Codes
    capacity: Codes
    certificates: Codes
    languages: Codes
    markets: Codes
    proofs: Codes
    sources: Bytes  # uint8[n]: independent speakers, at most `candidate.SOURCES_AT_MOST`
    screening: Bytes  # uint8[n]: `candidate.UNSCREENED`, CLEAR or HIT
    offers: Offers

    def take(self, rows: Longs) -> "Facts":
        """These partners, in their order."""
        taken = {
            name: column.take(rows)
            for name, column in vars(self).items()
            if isinstance(column, np.ndarray)
        }
        return replace(self, **taken, offers=self.offers.take(rows))


@dataclass(frozen=True)
class Cohorts:
    """m cohorts: cohort i has the rows `ptr[i]:ptr[i + 1]`, which share place, datasets and
    signature.
    """

    ptr: Longs  # int64[m + 1]
    place: npt.NDArray[np.uint16]
    datasets: npt.NDArray[np.uint16]
    signature: npt.NDArray[np.uint32]

    @cached_property
    def sizes(self) -> Longs:
        """int64[m]: the number of rows of each."""
        return np.diff(self.ptr)


@dataclass(frozen=True, eq=False)
class Columns:
    """The partners of a segment. `signatures`: uint16, the sectors of each signature, ascending;
    `postings`: int64, for each sector the cohorts that offer it, ascending.
    """

    facts: Facts
    dictionary: Dictionary
    cohorts: Cohorts
    signatures: CsrLists
    postings: CsrLists

    def __len__(self) -> int:
        return len(self.facts.ids)

    @cached_property
    def counts_by_dataset(self) -> Longs:
        """int64[datasets]: the number of partners of each set of datasets."""
        return np.bincount(self.facts.datasets, minlength=len(self.dictionary.datasets))

    @cached_property
    def offers_by_goods(self) -> CsrLists:
        """For each list of goods the positions of the offerings that have it."""
        return positions_by_value(self.facts.offers.goods, len(self.dictionary.goods.words))

    @cached_property
    def has_inferred(self) -> bool:
        """Is any offering concluded by us?"""
        return bool((self.facts.offers.flags & INFERRED).any())

    def rows_of_offers(self, offers: Longs) -> Longs:
        """int64[offers]: the row of the partner of each offering."""
        return self._row_of_offer.take(offers).astype(np.int64)

    @cached_property
    def _row_of_offer(self) -> npt.NDArray[np.int32]:
        """int32[o]: looked up, which takes a tenth of the time of a search in `ptr`."""
        lengths = np.diff(self.facts.offers.ptr)
        return np.repeat(np.arange(len(self), dtype=np.int32), lengths)

    @cached_property
    def posting_places(self) -> npt.NDArray[np.uint16]:
        """uint16[postings]: the place of each posting's cohort."""
        return self.cohorts.place.take(self.postings.items)

    @cached_property
    def signatures_by_sector(self) -> CsrLists:
        """For each sector the signatures that hold it, ascending."""
        return transpose(self.signatures, len(self.dictionary.sectors))

    def max_by_signature(self, values: Bytes) -> Bytes:
        """uint8[k]: for each of the k signatures the greatest of `values` uint8[S] among all its
        sectors.
        """
        found = np.zeros(len(self.signatures), np.uint8)
        for sector in np.flatnonzero(values).tolist():
            np.maximum.at(found, self.signatures_by_sector[sector], values[sector])
        return found

    def offers_any(self, sectors: Flags) -> Flags:
        """bool: does each cohort offer any of the marked `sectors`?"""
        return self.signatures.any(sectors).take(self.cohorts.signature)

    def offered_sectors(self, cohorts: Longs) -> tuple[Longs, npt.NDArray[Any]]:
        """A pair for each sector that one of the cohorts offers: the position among `cohorts`,
        ascending, and the sector.
        """
        offered = self.signatures.take(self.cohorts.signature.take(cohorts))
        return offered.owners(), offered.items

    def cohorts_of_rows(self, rows: Longs) -> Longs:
        """int64[rows]: the cohort of each row."""
        return self._cohort_of_row.take(rows).astype(np.int64)

    @cached_property
    def _cohort_of_row(self) -> npt.NDArray[np.int32]:
        """int32[n]: looked up, as `_row_of_offer`."""
        sizes = self.cohorts.sizes
        return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)

    def rows_of_ids(self, ids: Longs) -> Longs:
        """The rows of those partners of `ids` that the segment holds, ascending."""
        if not (len(ids) and len(self)):
            return np.zeros(0, np.int64)
        at = np.searchsorted(self.facts.ids, ids, sorter=self._by_id).clip(max=len(self) - 1)
        rows = self._by_id.take(at)
        return np.unique(rows[self.facts.ids.take(rows) == ids])

    @cached_property
    def _by_id(self) -> Longs:
        """int64[n]: the rows in the order of their ids."""
        return stable_argsort(self.facts.ids)
