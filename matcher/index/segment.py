"""A segment of the partners, the query of one brief in it, and the partners that the brief may
list.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.index.columns import Columns
from matcher.index.csr import (
    Bytes,
    CsrLists,
    Flags,
    Longs,
    concat_ranges,
    concat_ranges_with_owner,
    pointers,
    sums_by_list,
)


@dataclass(frozen=True)
class Segment:
    """The partners of `columns` but those in the rows `deleted` (ascending), which have changed
    or retired: another segment holds their present facts, if they have any.
    """

    columns: Columns
    deleted: Longs = field(default_factory=lambda: np.zeros(0, np.int64))

    def count(self, datasets: Collection[str], without: Longs) -> int:
        """The number of partners of the datasets, without the rows `without`."""
        total = self.columns.counts_by_dataset
        fewer = np.bincount(self.columns.facts.datasets.take(without), minlength=len(total))
        return int((total - fewer)[self.columns.dictionary.sets_with_dataset(datasets)].sum())

    def cohort_sizes(self, datasets: Collection[str], cohorts: Longs, without: Longs) -> Longs:
        """int64[cohorts]: the number of partners of the datasets in each of the cohorts, without
        the rows `without`.
        """
        every, flags = self.columns.cohorts, self.columns.dictionary.sets_with_dataset(datasets)
        sizes = every.sizes.take(cohorts)
        if len(without):
            of_rows = self.columns.cohorts_of_rows(without)
            sizes -= np.bincount(of_rows, minlength=len(every.sizes)).take(cohorts)
        # All rows of a cohort are of the same datasets.
        return sizes if flags.all() else sizes * flags.take(every.datasets.take(cohorts))


class FittingPostings(NamedTuple):
    """The l postings of the fitting sectors, sector by sector: those of the n-th fitting sector
    are `ptr[n]:ptr[n + 1]`.
    """

    ptr: Longs
    cohort: Longs  # int64[l]: the cohort of the segment
    place: npt.NDArray[np.uint16]  # uint16[l]: the place of that cohort


@dataclass(frozen=True, eq=False)
class SegmentQuery:
    """A brief's view of a segment: s fitting sectors, and the f cohorts that offer one of them.
    Criteria look at no other cohorts. `levels` uint8[S]: the best level at which each sector
    answers any need; 0: it answers none. `services` bool[S]: which sectors are services.
    """

    columns: Columns
    levels: Bytes
    services: Flags = field(default_factory=lambda: np.zeros(0, np.bool_))
    # What several criteria ask of the segment is computed once, under a key of its asker.
    memo: dict[Any, Any] = field(default_factory=dict)

    @cached_property
    def fitting_sectors(self) -> Longs:
        """int64[s]: the sectors that answer a need at any level and that a cohort here offers,
        ascending.
        """
        offered = self.columns.postings.lengths() > 0
        return np.flatnonzero((self.levels > 0) & offered)

    @cached_property
    def cohorts(self) -> Longs:
        """int64[f]: the cohorts of the segment that answer a need at any level, ascending."""
        fits = np.zeros(len(self.columns.cohorts.place), np.bool_)
        fits[self.fitting_postings.cohort] = True
        return np.flatnonzero(fits)

    @cached_property
    def places(self) -> npt.NDArray[np.uint16]:
        """uint16[f]: the place of each cohort that fits."""
        return self.columns.cohorts.place.take(self.cohorts)

    @cached_property
    def signatures(self) -> Longs:
        """int64[f]: the signature of each cohort that fits."""
        return self.columns.cohorts.signature.take(self.cohorts).astype(np.int64)

    @cached_property
    def fitting_postings(self) -> FittingPostings:
        """Each fitting sector with each cohort that offers it."""
        return FittingPostings(
            pointers(self.columns.postings.lengths().take(self.fitting_sectors)),
            self.take_postings(self.columns.postings.items),
            self.take_postings(self.columns.posting_places),
        )

    def take_postings(self, column: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """[l]: of a column of all postings of the segment, the values of the fitting postings."""
        # Slices of the few fitting sectors: an index of every posting would be made and read anew.
        ptr = self.columns.postings.ptr
        bounds = zip(
            ptr.take(self.fitting_sectors).tolist(),
            ptr.take(self.fitting_sectors + 1).tolist(),
            strict=True,
        )
        return np.concatenate([column[:0], *(column[start:end] for start, end in bounds)])

    def max_by_posting(self, values: Bytes) -> Bytes:
        """uint8[f]: for each cohort the greatest of `values` uint8[l], one a fitting posting."""
        found = np.zeros(len(self.columns.cohorts.place), np.uint8)
        np.maximum.at(found, self.fitting_postings.cohort, values)
        return found.take(self.cohorts)

    @cached_property
    def _fitting_signatures(self) -> CsrLists:
        """For each fitting sector the signatures that hold it, ascending."""
        return self.columns.signatures_by_sector.take(self.fitting_sectors)

    def max_by_signature(self, values: Bytes) -> Bytes:
        """uint8[k]: for each of all k signatures the greatest of `values` uint8[s] among the
        fitting sectors that it holds; 0 for one without any.
        """
        holding = self._fitting_signatures
        found = np.zeros(len(self.columns.signatures), np.uint8)
        np.maximum.at(found, holding.items, np.repeat(values, holding.lengths()))
        return found

    def max_by_fitting_sector(self, values: Bytes) -> Bytes:
        """uint8[f]: the same for each cohort that fits."""
        return self.of_signatures(self.max_by_signature(values))

    def of_signatures(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """[f]: for each cohort that fits the value of its signature, of `values` [k]."""
        return values.take(self.signatures)

    def fitting_offers(self, rows: Longs) -> CsrLists:
        """For each row the positions of its offerings that answer a need."""
        offers = self.columns.facts.offers
        lengths = offers.ptr.take(rows + 1) - offers.ptr.take(rows)
        at = concat_ranges(offers.ptr.take(rows), lengths)
        fits = (self.levels > 0).take(offers.sector.take(at))
        return CsrLists(pointers(sums_by_list(fits, pointers(lengths))), at[fits])

    @cached_property
    def seeks_services(self) -> bool:
        """Are the fitting sectors services?"""
        fitting = self.fitting_sectors
        return bool(len(fitting)) and bool(self.services.take(fitting[:1])[0])

    def bits_of_fitting_sectors(self) -> Longs:
        """int64[f]: the fitting sectors that each cohort offers, a bit each: at most 63 of them."""
        # A signature has a sector once, so that the sum is the union.
        holding = self._fitting_signatures
        bits = np.repeat(1 << np.arange(len(self.fitting_sectors)), holding.lengths())
        found = np.zeros(len(self.columns.signatures), np.int64)
        np.add.at(found, holding.items, bits)
        return self.of_signatures(found)

    def position_of(self, cohorts: Longs) -> Longs:
        """The positions of these cohorts of the segment among those that fit; all of them fit."""
        return self._position.take(cohorts)

    @cached_property
    def _position(self) -> Longs:
        """int64[m]: the position of each cohort of the segment among those that fit; undefined for
        the others.
        """
        found = np.empty(len(self.columns.cohorts.place), np.int64)
        found[self.cohorts] = np.arange(len(self.cohorts))
        return found


@dataclass(frozen=True)
class Eligible:
    """The partners that passed every gate. `cohorts` int64[e]: their cohorts, by position among the
    cohorts of the query, ascending; `sizes` int64[e]: their number in each. `rows`: their rows, one
    cohort after the other; None: all rows of the cohorts but those in `out`.
    """

    query: SegmentQuery
    cohorts: Longs
    sizes: Longs
    rows: Longs | None
    out: Longs

    @cached_property
    def partners(self) -> int:
        """Their number."""
        return int(self.sizes.sum())

    def chosen(self, by_cohort: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Of an array over the query's cohorts the elements of the eligible ones."""
        return take_positions(by_cohort, self.cohorts)

    def are_among(self, rows: Longs, cohorts: Longs) -> Flags:
        """bool[rows]: has each row of the segment passed every gate? `cohorts` int64[rows]: the
        cohort of each, by position among the cohorts of the query.
        """
        if self.rows is not None:
            return np.isin(rows, self.rows)
        here = np.zeros(len(self.query.cohorts), np.bool_)
        here[self.cohorts] = True
        found = here.take(cohorts)
        if len(self.out):
            found &= np.isin(rows, self.out, invert=True)
        return found

    def rows_of(self, positions: Longs) -> tuple[Longs, Longs]:
        """The rows of the cohorts in these positions, and the index in `positions` of each row."""
        columns = self.query.columns
        if self.rows is not None:
            starts = np.cumsum(self.sizes) - self.sizes
            rows, which = concat_ranges_with_owner(
                starts.take(positions), self.sizes.take(positions)
            )
            return self.rows.take(rows), which
        cohorts = take_positions(self.chosen(self.query.cohorts), positions)
        starts = columns.cohorts.ptr.take(cohorts)
        if not len(self.out):
            return concat_ranges_with_owner(starts, take_positions(self.sizes, positions))
        rows, which = concat_ranges_with_owner(starts, columns.cohorts.sizes.take(cohorts))
        stays = np.ones(len(columns), np.bool_)
        stays[self.out] = False
        kept = np.flatnonzero(stays.take(rows))
        return rows.take(kept), which.take(kept)


def take_positions(values: npt.NDArray[Any], positions: Longs) -> npt.NDArray[Any]:
    """The values at rising positions, without a copy where these are all."""
    return values if len(positions) == len(values) else values.take(positions)
