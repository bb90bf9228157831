"""Partners as columns: each distinct fact once, and a small number a partner.

Rows stand clustered: by their first sector, place, signature (the set of sectors offered) and
dataset. Rows that agree in all four are one *cohort*, and stand together: what a brief makes of
sectors and places it makes of a cohort once, however many partners share it.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.csr import Bytes, Codes, CsrLists, Flags, Longs, grouped, ranges, turned
from matcher.index.factorize import rising
from matcher.index.word_index import Vocabulary

# Days are counted as `date.toordinal` does. One not said is the first of all.
NEVER, UNDATED, LAST_DAY = -1, 1, 2**31 - 1
MILLION = 10**6


@dataclass(frozen=True)
class Quantities:
    """q amounts in the base unit of a dimension: `whole` + `part` / 10**6; number 0 is unknown."""

    dimension: Bytes
    whole: Longs
    part: Longs


@dataclass(frozen=True)
class Holdings:
    """Sets of certificates: of which standard, valid from and until which day (int32)."""

    ptr: Longs
    standard: Codes
    since: npt.NDArray[np.int32]
    until: npt.NDArray[np.int32]
    complete: Flags

    @cached_property
    def owner(self) -> Longs:
        """The set of each holding."""
        return np.repeat(np.arange(len(self.complete)), np.diff(self.ptr))


@dataclass(frozen=True)
class Listings:
    """Sets of languages or markets, by their numbers; `complete` as the record says."""

    codes: CsrLists
    complete: Flags


# Compared by identity: what was computed from it is kept under it.
@dataclass(frozen=True, eq=False)
class Proofs:
    """What decides the worth of evidence: the day of the latest of each kind (int32); NEVER: none.
    One without a date counts as old.
    """

    verified: npt.NDArray[np.int32]
    reported: npt.NDArray[np.int32]
    declared: npt.NDArray[np.int32]


@dataclass(frozen=True)
class Goods:
    """What an offering lists: numbers of product words and of HS codes; number 0 lists nothing."""

    words: CsrLists
    hs: CsrLists


@dataclass(frozen=True)
class Dictionary:
    """The distinct facts, and what their numbers stand for. Places and sectors are numbered as
    the reference numbers them: `places` and `sectors` say which reference that was.
    """

    places: tuple[str, ...]
    sectors: tuple[str, ...]
    datasets: tuple[str, ...]
    dimensions: tuple[str, ...]
    standards: tuple[str, ...]
    listed: tuple[str, ...]
    words: tuple[str, ...]
    hs: tuple[str, ...]
    quantities: Quantities
    days: npt.NDArray[np.int32]  # lead times; number 0 is unknown
    holdings: Holdings
    listings: Listings
    proofs: Proofs
    goods: Goods
    clients: CsrLists  # whom an offering is for, sectors; number 0: not said

    @cached_property
    def of_standard(self) -> CsrLists:
        """For each standard the positions of its holdings."""
        return grouped(self.holdings.standard, len(self.standards))

    @cached_property
    def naming(self) -> CsrLists:
        """For each language or market the lists that name it."""
        return turned(self.listings.codes, len(self.listed))

    @cached_property
    def naming_goods(self) -> CsrLists:
        """For each product word the goods that name it."""
        return turned(self.goods.words, len(self.words))

    @cached_property
    def headings(self) -> CsrLists:
        """For each HS code the goods that have it."""
        return turned(self.goods.hs, len(self.hs))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The product words, to be searched."""
        return Vocabulary(self.words)

    @cached_property
    def listing(self) -> tuple[Flags, Flags]:
        """The goods that name anything in another script than Chinese, and in Chinese."""
        chinese = self.vocabulary.chinese
        return self.goods.words.any(~chinese), self.goods.words.any(chinese)


@dataclass(frozen=True)
class Offers:
    """What each partner offers: `sector`, and the numbers of its goods and clients in the
    dictionary.
    """

    ptr: Longs
    sector: npt.NDArray[np.uint16]
    goods: Codes
    clients: Codes

    def take(self, rows: Longs) -> "Offers":
        lengths = np.diff(self.ptr).take(rows)
        at = ranges(self.ptr.take(rows), lengths)
        ptr = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        return Offers(ptr, self.sector.take(at), self.goods.take(at), self.clients.take(at))


@dataclass(frozen=True)
class Facts:
    """n partners, one number a fact: places (the number after the last is unknown) and datasets,
    and positions in the dictionary.
    """

    ids: Longs
    place: npt.NDArray[np.uint16]
    dataset: Bytes
    minimum_order: Codes
    lead_time: Codes
    capacity: Codes
    certificates: Codes
    languages: Codes
    markets: Codes
    proofs: Codes
    offers: Offers

    def take(self, rows: Longs) -> "Facts":
        taken = {
            name: column.take(rows)
            for name, column in vars(self).items()
            if isinstance(column, np.ndarray)
        }
        return replace(self, **taken, offers=self.offers.take(rows))


@dataclass(frozen=True)
class Cohorts:
    """m cohorts: rows `ptr[i]:ptr[i + 1]`; the place, dataset and signature that these share."""

    ptr: Longs
    place: npt.NDArray[np.uint16]
    dataset: Bytes
    signature: npt.NDArray[np.uint32]

    @cached_property
    def sizes(self) -> Longs:
        """int64[m]: the rows of each."""
        return np.diff(self.ptr)


@dataclass(frozen=True, eq=False)
class Columns:
    """The partners of a segment. `signatures`: the sectors of each, rising; `postings`: for each
    sector the cohorts (rising) whose signature holds it.
    """

    facts: Facts
    dictionary: Dictionary
    cohorts: Cohorts
    signatures: CsrLists
    postings: CsrLists

    def __len__(self) -> int:
        return len(self.facts.ids)

    @cached_property
    def by_dataset(self) -> Longs:
        """int64[datasets]: how many partners each holds."""
        return np.bincount(self.facts.dataset, minlength=len(self.dictionary.datasets))

    @cached_property
    def posted_places(self) -> npt.NDArray[np.uint16]:
        """uint16[postings]: the place of each cohort in the postings."""
        return self.cohorts.place.take(self.postings.items)

    def holding(self, said: Flags, cohorts: Longs | None = None) -> Flags:
        """bool[m], or of the cohorts given: do they offer any of the sectors said of?"""
        signature = self.cohorts.signature
        return self.signatures.any(said).take(
            signature if cohorts is None else signature.take(cohorts)
        )

    def offered(self, cohorts: Longs) -> tuple[Longs, npt.NDArray[Any]]:
        """For each sector that a cohort offers: the cohort's position, and the sector."""
        chosen = self.cohorts.signature.take(cohorts)
        lengths = self.signatures.lengths().take(chosen)
        sectors = self.signatures.items.take(ranges(self.signatures.ptr.take(chosen), lengths))
        return np.repeat(np.arange(len(cohorts)), lengths), sectors

    def cohort_of(self, rows: Longs) -> Longs:
        """The cohort of each row."""
        return np.searchsorted(self.cohorts.ptr, rows, side="right") - 1

    def rows_of(self, ids: Longs) -> Longs:
        """The rows of those of the ids that are here, rising."""
        if not (len(ids) and len(self)):
            return np.zeros(0, np.int64)
        at = np.searchsorted(self.facts.ids, ids, sorter=self._by_id).clip(max=len(self) - 1)
        rows = self._by_id.take(at)
        return np.unique(rows[self.facts.ids.take(rows) == ids])

    @cached_property
    def _by_id(self) -> Longs:
        """int64[n]: the rows by their ids, rising."""
        return rising(self.facts.ids)
