"""The strongest pairs of maker and provider, by province, sector and service.

Points of a pair count only needs of the services and of the divisions of the sector that are asked
for; the quality is the provider's, as in a maker's own list. Pairs are ordered by points falling,
then by the ids of maker and provider.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.index.csr import Flags
from matcher.matches.components import NEED, TOTAL, WEIGHTS
from matcher.matches.match_context import MatchContext
from matcher.matches.pair_entries import PAIR, PairEntries, pair_entries, strongest_entries
from matcher.matches.pair_search import Found, PairSearch, Threshold
from matcher.matches.parties import Ints
from matcher.reference.scale import TOP

# The API shows at most so many: a generation keeps as many of each part.
MOST_PAIRS = 100
# The key of a part that holds all sectors, or all services.
ALL = ""
_MOST_BESIDE_NEED = TOP * (TOTAL - WEIGHTS[NEED])
# Division and service by number, and its pairs.
_Part = tuple[int, int, Found]


@dataclass(frozen=True)
class PairQuery:
    """`province` of the maker, by code; `sectors`: manufacturing sectors, of which the maker
    documents one; `services` that count. None: all.
    """

    province: str | None = None
    sectors: frozenset[str] | None = None
    services: frozenset[str] | None = None


def makers_by_province(context: MatchContext) -> dict[str, int]:
    """The number of makers of each province that has any."""
    sizes = np.bincount(context.makers.area, np.diff(context.makers.ptr))
    found: dict[str, int] = {}
    for area in np.flatnonzero(sizes).tolist():
        province = context.tables.areas.provinces[area]
        found[province] = found.get(province, 0) + int(sizes[area])
    return found


def compute_pairs(context: MatchContext, query: PairQuery, k: int) -> PairEntries:
    """PAIR[<= k]: the k strongest pairs of the query, best first."""
    search = PairSearch(context.tables, context.makers, context.providers, k)
    taxonomy = context.reference.taxonomy
    names = context.tables.needs
    wanted = query.sectors
    divisions = (
        names.divisions if wanted is None else sorted({taxonomy.division(one) for one in wanted})
    )
    needs = _NeedsOfGroups(context, [names.divisions.index(code) for code in divisions])
    narrow = wanted is not None and not wanted <= set(names.divisions)
    documented = _documenting(context, wanted) if wanted is not None and narrow else None
    entries, threshold = np.zeros(0, PAIR), Threshold()
    for most, area, service in _cells(context, query, needs):
        # Cells come by need falling: with the most of everything else the next ones fall short.
        if int(context.tables.need[most]) + _MOST_BESIDE_NEED < threshold.points:
            break
        rows = _rows_of_area(context, area)
        rows = rows if documented is None else rows[documented[rows]]
        group = context.makers.group[rows]
        # The threshold goes on from cell to cell, so that late cells score few pairs.
        value = needs.value[group, service]
        found = search.best(area, service, search.askers(rows), value, threshold)
        division = needs.division[context.makers.group[found.maker], service]
        services = np.full(len(found), service, np.intp)
        part = pair_entries(
            context,
            found.maker,
            found.provider,
            found.points,
            division.astype(np.intp),
            services,
        )
        entries = strongest_entries([entries, part], k)
        if len(entries) == k:
            threshold = Threshold(int(entries["points"][-1]), -int(entries["maker"][-1]))
        # Each cell is asked for once: the candidates of all cells would fill memory for nothing.
        search.forget_candidates()
    return entries


def province_parts(context: MatchContext, province: str) -> Iterator[tuple[str, str, PairEntries]]:
    """The strongest MOST_PAIRS of each (division, service) of the province's makers, and of all
    divisions, all services, and all of both, under the key `ALL`; parts without a pair are omitted.
    """
    names = context.tables.needs
    search = PairSearch(context.tables, context.makers, context.providers, MOST_PAIRS)
    areas = [area for area, home in enumerate(context.tables.areas.provinces) if home == province]
    found = [
        one
        for division in range(len(names.divisions))
        for one in _division_parts(context, search, areas, division)
    ]
    parts: dict[tuple[str, str], list[PairEntries]] = {}
    for (division, service, _), entries in zip(found, _entries(context, found), strict=True):
        for key in (
            (names.divisions[division], names.services[service]),
            (names.divisions[division], ALL),
            (ALL, names.services[service]),
        ):
            parts.setdefault(key, []).append(entries)
    # Most parts come from one area and one search, whose pairs are in order and distinct already.
    merged = {
        key: some[0] if len(some) == 1 else strongest_entries(some, MOST_PAIRS)
        for key, some in parts.items()
    }
    if merged:
        every = [entries for key, entries in merged.items() if key[1] == ALL]
        merged[ALL, ALL] = strongest_entries(every, MOST_PAIRS)
    for (division_code, service_code), entries in merged.items():
        yield division_code, service_code, entries


def _division_parts(
    context: MatchContext, search: PairSearch, areas: list[int], division: int
) -> Iterator[_Part]:
    """(division, service, its strongest pairs) of each area's makers of the division."""
    needs = _NeedsOfGroups(context, [division])
    in_need: Flags = np.any(needs.value, axis=1)
    for area in areas:
        rows = _rows_of_area(context, area)
        rows = rows[in_need[context.makers.group[rows]]]
        if not len(rows):
            continue
        askers, values = search.askers(rows), needs.value[context.makers.group[rows]]
        for service in np.flatnonzero(values.any(axis=0)).tolist():
            found = search.best(area, service, askers, np.ascontiguousarray(values[:, service]))
            if len(found):
                yield division, service, found


def _entries(context: MatchContext, found: Sequence[_Part]) -> list[PairEntries]:
    """The entries of each part. All are made at once: hundreds cost little more than one."""
    if not found:
        return []
    sizes = [len(part) for _, _, part in found]
    entries = pair_entries(
        context,
        np.concatenate([part.maker for _, _, part in found]),
        np.concatenate([part.provider for _, _, part in found]),
        np.concatenate([part.points for _, _, part in found]),
        np.repeat([division for division, _, _ in found], sizes),
        np.repeat([service for _, service, _ in found], sizes),
    )
    return np.split(entries, np.cumsum(sizes)[:-1])


class _NeedsOfGroups:
    """Of each group of makers the need of each service, of some divisions only: `value`
    uint8[G, V], and `division` uint8[G, V], the first division that needs it most.
    """

    def __init__(self, context: MatchContext, divisions: Sequence[int]) -> None:
        makers, needs = context.makers, context.tables.needs
        classes = needs.of_place[makers.parties.place[makers.ptr[:-1]]]
        offers = makers.parties.offers[makers.signature]
        self.value = np.zeros((len(makers.area), len(needs.services)), np.uint8)
        self.division = np.zeros_like(self.value)
        for number in divisions:
            groups = np.flatnonzero((offers == number).any(axis=1))
            table = needs.table[classes[groups], number]
            higher = table > self.value[groups]
            self.value[groups] = np.where(higher, table, self.value[groups])
            self.division[groups] = np.where(higher, number, self.division[groups])


def _cells(
    context: MatchContext, query: PairQuery, needs: _NeedsOfGroups
) -> list[tuple[int, int, int]]:
    """(greatest need, area, service) of each area and service of the query, by need falling."""
    names, makers = context.tables.needs, context.makers
    services = [
        number
        for number, code in enumerate(names.services)
        if query.services is None or code in query.services
    ]
    found = []
    for area in np.unique(makers.area).tolist():
        if query.province in (None, context.tables.areas.provinces[area]):
            most = needs.value[makers.area == area].max(axis=0)
            found += [(int(most[number]), area, number) for number in services if most[number]]
    return sorted(found, key=lambda cell: (-cell[0], *cell[1:]))


def _rows_of_area(context: MatchContext, area: int) -> Ints:
    """The rows of an area's makers, which are together."""
    first, last = np.searchsorted(context.makers.area, [area, area + 1])
    return np.arange(context.makers.ptr[first], context.makers.ptr[last])


def _documenting(context: MatchContext, sectors: frozenset[str]) -> npt.NDArray[np.bool_]:
    """bool[n]: does the maker document one of the sectors, or a sector below it?"""
    taxonomy = context.reference.taxonomy
    named = np.array(
        [
            any(taxonomy.covers(wide, code) for wide in sectors)
            for code in context.reference.sectors.codes
        ],
        np.bool_,
    )
    ids = [np.zeros(0, np.int64)]
    for segment in context.segments:
        columns = segment.columns
        holding = np.repeat(columns.offers_any(named), columns.cohorts.sizes)
        holding[segment.deleted] = False
        ids.append(columns.facts.ids[holding])
    return np.isin(context.makers.parties.ids, np.concatenate(ids))
