"""Groups and lists after a change of the priority lists, equal to those computed from nothing.

A new edition and a priority that begins or ends at midnight are both a second table of needs. A
maker is touched when its needs differ; a pair, when the provider documents a need that differs.
A list of a maker or of a provider follows by the merge rule:

    new list = best k of (old list without the touched others, best k among the touched others)

This is exact where the new k-th best is not below the old k-th best: a counterpart that was not
listed and is not touched was below the old k-th best, and so is below the new one. Any other list
is searched again. Where the old list was not full, no counterpart was omitted and the rule holds.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matcher.matches.needs import Needs
from matcher.matches.parties import (
    Ints,
    MatchTables,
    PartyGroups,
    group_parties,
    group_with_rows,
    service_needs_of,
)
from matcher.matches.party_slices import join_groups, slice_groups
from matcher.matches.top_matches import Keys, best_counterparts, ids_of, points_of

Floors = npt.NDArray[np.uint16]


@dataclass(frozen=True)
class NeedsChange:
    """Makers on new tables. Row r of `makers` was row `previous_rows[r]` (None: the same row).
    `touched`: the rows whose needs differ; `services`: the needs that differ for any of them; both
    rising.
    """

    makers: PartyGroups
    previous_rows: Ints | None
    touched: Ints
    services: Ints

    def before(self, rows: Ints) -> Ints:
        """The rows' numbers before the change."""
        return rows if self.previous_rows is None else self.previous_rows[rows]


def apply_needs(tables: MatchTables, makers: PartyGroups, old: Needs) -> NeedsChange:
    """The makers on new tables with the same areas. Only areas in which a place has other needs are
    compared, and only groups that no longer share one class of needs are formed again.
    """
    places = (old.table[old.of_place] != tables.needs.table[tables.needs.of_place]).any(axis=(1, 2))
    runs = [
        _area_run(tables, makers, first, last)
        for first, last in _runs(np.isin(makers.area, tables.areas.area[places]))
    ]
    kept = all(one.rows is None for one in runs)
    return NeedsChange(
        _with_needs(makers, runs) if kept else _rejoined(makers, runs),
        None if kept else _previous_rows(makers, runs),
        _concatenated([one.start + one.touched for one in runs]),
        np.unique(_concatenated([one.services for one in runs])),
    )


def updated_maker_lists(
    tables: MatchTables, changed: NeedsChange, providers: PartyGroups, old: Keys
) -> Keys:
    """uint64[touched, k]: the new lists of the touched makers, all other lists stay. `old`
    uint64[n, k] is in the order before the change.
    """
    rows = changed.touched
    others = providers.parties.take(_rows_documenting(providers, changed.services))
    before = old[changed.before(rows)]
    touched = group_parties(tables, others)
    return _updated_lists(tables, changed.makers, rows, before, touched, providers)


def updated_provider_lists(
    tables: MatchTables, changed: NeedsChange, providers: PartyGroups, old: Keys
) -> tuple[Ints, Keys]:
    """The rows of the providers that the change may touch, and their new lists (uint64[m, k])."""
    rows = _rows_documenting(providers, changed.services)
    touched = group_parties(tables, changed.makers.parties.take(changed.touched))
    return rows, _updated_lists(tables, providers, rows, old[rows], touched, changed.makers)


def _updated_lists(
    tables: MatchTables,
    askers: PartyGroups,
    rows: Ints,
    before: Keys,
    touched: PartyGroups,
    everyone: PartyGroups,
) -> Keys:
    """The lists of the rows by the merge rule, from the lists `before`."""
    k = before.shape[1]
    # A touched counterpart below the old k-th best cannot make the merge exact: such lists are
    # searched again below, so the first search may stop at that floor.
    fresh = _search_rows(tables, askers, rows, touched, k, points_of(before[:, -1]))
    kept = np.where(np.isin(ids_of(before), touched.parties.ids), np.uint64(0), before)
    both = np.concatenate([kept, fresh], axis=1)
    both.sort(axis=1)
    lists = both[:, : -k - 1 : -1].copy()
    below = np.flatnonzero(lists[:, -1] < before[:, -1])
    known = points_of(lists[below, -1])
    lists[below] = _search_rows(tables, askers, rows[below], everyone, k, known)
    return lists


def _search_rows(
    tables: MatchTables,
    askers: PartyGroups,
    rows: Ints,
    others: PartyGroups,
    k: int,
    known_floor: Floors,
) -> Keys:
    """uint64[rows, k]: the lists of some rows, in their order."""
    some, order = group_with_rows(tables, askers.parties.take(rows))
    lists = np.empty((len(rows), k), np.uint64)
    lists[order] = best_counterparts(
        tables, some, others, k, known_floor=known_floor[order].astype(np.int32)
    )
    return lists


def _rows_documenting(providers: PartyGroups, services: Ints) -> Ints:
    """The rows of providers that document one of the services."""
    documented: npt.NDArray[np.bool_] = np.isin(providers.parties.offers, services)
    offered = np.asarray(documented.any(axis=1))
    return np.flatnonzero(np.repeat(offered[providers.signature], np.diff(providers.ptr)))


@dataclass(frozen=True)
class _AreaRun:
    """Groups `first` to `last` after the change, from row `start`; row r was row `rows[r]` of them
    (None: the same row). `touched`: their rows whose needs differ; `services`: the needs that do.
    """

    first: int
    last: int
    start: int
    after: PartyGroups
    rows: Ints | None
    touched: Ints
    services: Ints


def _area_run(tables: MatchTables, makers: PartyGroups, first: int, last: int) -> _AreaRun:
    """A run of groups on new tables; groups whose members still share one class of needs stay."""
    before = slice_groups(makers, first, last)
    needs = tables.needs.of_place[before.parties.place]
    of_group = needs[before.ptr[:-1]]
    if np.array_equal(needs, of_group[before.group]):
        service_needs = service_needs_of(
            tables.needs, of_group, before.parties.offers[before.signature]
        )
        after, rows = replace(before, service_needs=service_needs), None
        previous_rows = before.group
    else:
        after, rows = group_with_rows(tables, before.parties)
        previous_rows = before.group[rows]
    touched, services = _differences(before, previous_rows, after)
    return _AreaRun(first, last, int(makers.ptr[first]), after, rows, touched, services)


def _differences(before: PartyGroups, previous_rows: Ints, after: PartyGroups) -> tuple[Ints, Ints]:
    """Rows of `after` whose needs differ from the needs of the group that each was in, and the
    services for which they do. Compared once for each pair of groups.
    """
    pairs, of_row = np.unique(previous_rows * after.group_count + after.group, return_inverse=True)
    old, new = np.divmod(pairs, after.group_count)
    differ = before.needs[old] != after.needs[new]
    return np.flatnonzero(differ.any(axis=1)[of_row]), np.flatnonzero(differ.any(axis=0))


def _with_needs(makers: PartyGroups, runs: list[_AreaRun]) -> PartyGroups:
    service_needs = makers.needs.copy()
    for one in runs:
        service_needs[one.first : one.last] = one.after.needs
    return replace(makers, service_needs=service_needs)


def _rejoined(makers: PartyGroups, runs: list[_AreaRun]) -> PartyGroups:
    pieces, done = [], 0
    for one in runs:
        pieces += [slice_groups(makers, done, one.first), one.after]
        done = one.last
    return join_groups([*pieces, slice_groups(makers, done, makers.group_count)])


def _previous_rows(makers: PartyGroups, runs: list[_AreaRun]) -> Ints:
    previous_rows = np.arange(len(makers))
    for one in runs:
        if one.rows is not None:
            previous_rows[one.start : one.start + len(one.rows)] = one.start + one.rows
    return previous_rows


def _concatenated(arrays: list[Ints]) -> Ints:
    return np.concatenate([*arrays, np.zeros(0, np.intp)])


def _runs(inside: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """(first, last) of each run of true values."""
    edges = np.flatnonzero(np.diff(np.r_[False, inside, False])).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))
