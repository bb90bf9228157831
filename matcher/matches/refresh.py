"""What a change of the lists touches, and only that: equal to computing everything again.

A new edition, a priority that begins or ends at midnight: both are two tables of needs. A maker
is touched when its needs differ; a pair, when the provider documents one of the needs that differ.
A list, be it a maker's or a provider's, follows by the merge rule:

    new list = best k of (old list without the touched others, best k among the touched others)

This is exact where the new k-th best is not below the old one: whoever was not listed before and
is not touched was below the old k-th best, and so is below the new one. Otherwise that one list
is searched anew. Where the old list was not full nobody was left out, and the rule holds too.
"""

from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import numpy.typing as npt

from matcher.matches.needs import Needs
from matcher.matches.parties import Ints, Side, Terms, arrange, arranged, used_by
from matcher.matches.party_slices import joined, slice_of
from matcher.matches.top_matches import Keys, ids_of, points_of, top

Sure = npt.NDArray[np.uint16]


@dataclass(frozen=True)
class Change:
    """Makers on new terms. Row r of `makers` was row `was[r]` before (None: the very same row);
    `touched` are the rows whose needs differ and `services` the needs that differ for any of
    them, both rising.
    """

    makers: Side
    was: Ints | None
    touched: Ints
    services: Ints

    def before(self, rows: Ints) -> Ints:
        """Which rows they were before the change."""
        return rows if self.was is None else self.was[rows]


def change(terms: Terms, makers: Side, old: Needs) -> Change:
    """The makers of the old needs on new terms with the same areas: only areas in which a place
    has other needs are looked at, and their groups formed anew only where one falls apart.
    """
    places = (old.table[old.of_place] != terms.needs.table[terms.needs.of_place]).any(axis=(1, 2))
    stretches = [
        _stretch(terms, makers, first, last)
        for first, last in _runs(np.isin(makers.area, terms.areas.area[places]))
    ]
    kept = all(one.rows is None for one in stretches)
    return Change(
        _with_needs(makers, stretches) if kept else _put_together(makers, stretches),
        None if kept else _was(makers, stretches),
        _in_one([one.start + one.touched for one in stretches]),
        np.unique(_in_one([one.services for one in stretches])),
    )


def makers_lists(terms: Terms, changed: Change, providers: Side, old: Keys) -> Keys:
    """uint64[touched, k]: the new lists of the touched makers; `old` uint64[n, k] is in the order
    before the change. The lists of all others stay.
    """
    rows = changed.touched
    others = providers.parties.take(_documenting(providers, changed.services))
    before = old[changed.before(rows)]
    touched = arrange(terms, others)
    return _brought_up(terms, changed.makers, rows, before, touched, providers)


def providers_lists(terms: Terms, changed: Change, providers: Side, old: Keys) -> tuple[Ints, Keys]:
    """The rows of the providers that the change may touch, and their new lists."""
    rows = _documenting(providers, changed.services)
    touched = arrange(terms, changed.makers.parties.take(changed.touched))
    return rows, _brought_up(terms, providers, rows, old[rows], touched, changed.makers)


def _brought_up(
    terms: Terms, askers: Side, rows: Ints, before: Keys, touched: Side, everyone: Side
) -> Keys:
    """The lists of the rows by the merge rule, from those before. Who earns less than the old
    k-th best is not asked for: if that should matter, the list is searched anew.
    """
    k = before.shape[1]
    fresh = _searched(terms, askers, rows, touched, k, points_of(before[:, -1]))
    kept = np.where(np.isin(ids_of(before), touched.parties.ids), np.uint64(0), before)
    both = np.concatenate([kept, fresh], axis=1)
    both.sort(axis=1)
    lists = both[:, : -k - 1 : -1].copy()
    unsure = np.flatnonzero(lists[:, -1] < before[:, -1])
    known = points_of(lists[unsure, -1])
    lists[unsure] = _searched(terms, askers, rows[unsure], everyone, k, known)
    return lists


def _searched(terms: Terms, askers: Side, rows: Ints, others: Side, k: int, sure: Sure) -> Keys:
    """The lists of some rows, in their order."""
    some, order = arranged(terms, askers.parties.take(rows))
    lists = np.empty((len(rows), k), np.uint64)
    lists[order] = top(terms, some, others, k, sure=sure[order].astype(np.int32))
    return lists


def _documenting(providers: Side, services: Ints) -> Ints:
    """Rows of those who document one of the services."""
    documented: npt.NDArray[np.bool_] = np.isin(providers.parties.offers, services)
    offered = np.asarray(documented.any(axis=1))
    return np.flatnonzero(np.repeat(offered[providers.signature], np.diff(providers.ptr)))


@dataclass(frozen=True)
class _Stretch:
    """Groups `first` to `last` as they are now, from row `start`; row r was row `rows[r]` of them
    (None: the very same). `touched`: rows of them whose needs differ; `services`: which differ.
    """

    first: int
    last: int
    start: int
    after: Side
    rows: Ints | None
    touched: Ints
    services: Ints


def _stretch(terms: Terms, makers: Side, first: int, last: int) -> _Stretch:
    """Where all of each group still need the same, the groups stay as they are."""
    before = slice_of(makers, first, last)
    needs = terms.needs.of_place[before.parties.place]
    of_group = needs[before.ptr[:-1]]
    if np.array_equal(needs, of_group[before.group]):
        used = used_by(terms.needs, of_group, before.parties.offers[before.signature])
        after, rows = replace(before, used=used), None
        was = before.group
    else:
        after, rows = arranged(terms, before.parties)
        was = before.group[rows]
    touched, services = _differences(before, was, after)
    return _Stretch(first, last, int(makers.ptr[first]), after, rows, touched, services)


def _differences(before: Side, was: Ints, after: Side) -> tuple[Ints, Ints]:
    """Rows of `after` whose needs differ from those of the group that each was in, and for which
    services they do. Compared once for each pair of groups.
    """
    pairs, of_row = np.unique(was * after.groups + after.group, return_inverse=True)
    old, new = np.divmod(pairs, after.groups)
    differ = _used(before)[old] != _used(after)[new]
    return np.flatnonzero(differ.any(axis=1)[of_row]), np.flatnonzero(differ.any(axis=0))


def _used(makers: Side) -> npt.NDArray[np.uint8]:
    return cast("npt.NDArray[np.uint8]", makers.used)


def _with_needs(makers: Side, stretches: list[_Stretch]) -> Side:
    used = _used(makers).copy()
    for one in stretches:
        used[one.first : one.last] = _used(one.after)
    return replace(makers, used=used)


def _put_together(makers: Side, stretches: list[_Stretch]) -> Side:
    pieces, done = [], 0
    for one in stretches:
        pieces += [slice_of(makers, done, one.first), one.after]
        done = one.last
    return joined([*pieces, slice_of(makers, done, makers.groups)])


def _was(makers: Side, stretches: list[_Stretch]) -> Ints:
    was = np.arange(len(makers))
    for one in stretches:
        if one.rows is not None:
            was[one.start : one.start + len(one.rows)] = one.start + one.rows
    return was


def _in_one(arrays: list[Ints]) -> Ints:
    return np.concatenate([*arrays, np.zeros(0, np.intp)])


def _runs(inside: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """(first, last) of each run of true values."""
    edges = np.flatnonzero(np.diff(np.r_[False, inside, False])).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))
