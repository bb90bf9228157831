"""The impact of an edition, computed without publishing it: the shortlists that it touches and the
matches that move most.

The unit is one match of a maker, a provider and a service that the provider documents. Its move is
the change of its need in points: the other components do not depend on the lists. Matches are
ordered by the size of the move, then by their points (before or after, whichever are more), then
by the ids of maker and provider and the service.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from django.utils import timezone

from core.transactions import repeatable_read
from matcher.loaded import Basis, current_basis
from matcher.matches.components import NEED, WEIGHTS
from matcher.matches.match_context import MatchContext, load_context
from matcher.matches.pair_entries import PairEntries, numbered_priorities, pair_entries
from matcher.matches.pair_search import PairSearch
from matcher.matches.parties import Ints, MatchTables, service_needs_of
from matcher.reference.reference_data import ListsInForce
from matcher.shortlists import staleness
from priorities.editions import publishing
from priorities.editions.load_editions import load_rows, rows_by_province
from priorities.editions.rows import PriorityRow
from priorities.models import Edition

DEFAULT_LIMIT = 10


@dataclass(frozen=True)
class SideOfMove:
    """Points of the match on one of the two lists, None where no need is evidenced, and the
    priority that adds to the need.
    """

    points: int | None
    priority: PriorityRow | None


@dataclass(frozen=True)
class MatchMove:
    """A match that moves; `need`: the division and the service group that count for it."""

    maker: int
    provider: int
    need: tuple[str, str]
    service: str
    before: SideOfMove
    after: SideOfMove


@dataclass(frozen=True)
class Impact:
    """`against`: the edition that was, or would be, followed. `shortlists` that it touches;
    `makers`: makers of the province whose needs it changes; `moves`: the first of them.
    """

    basis: Basis
    against: Edition | None
    shortlists: int
    makers: int
    moves: tuple[MatchMove, ...]


@dataclass(frozen=True)
class _Moving:
    """A match that moves, by the rows of maker and provider: its service, the points under the
    list that gives it more, and whether that is the list after.
    """

    points: int
    maker: int
    provider: int
    service: int
    up: bool


def edition_impact(edition: Edition, *, simulated: bool, limit: int = DEFAULT_LIMIT) -> Impact:
    """The impact of a draft on the list in force, or of a published edition on the list that was in
    force before it: on the partners and the day of now. Nothing is written.
    """
    with repeatable_read():
        basis = current_basis()
        context = load_context(basis, simulated=simulated)
        against = _against(edition)
        before = _with_list(context, edition.province_id, against)
        after = _with_list(context, edition.province_id, edition)
        rows = _rows_of_province(context, edition.province_id)
        old, new = _service_needs(before, rows), _service_needs(after, rows)
        moving = _greatest_moves(context, rows, old, new, limit)
        return Impact(
            basis,
            against,
            _shortlists(edition, against),
            int((old != new).any(axis=1).sum()),
            tuple(_moves(before, after, moving)),
        )


def _against(edition: Edition) -> Edition | None:
    """The list that the edition followed or would follow; None where none was in force."""
    others = Edition.objects.filter(province=edition.province_id)
    if edition.policy is None:
        return others.in_force(timezone.now()).first()
    # By policy number, not by edition number: between two lists there may be a withdrawal.
    earlier = others.filter(policy__lt=edition.policy).order_by("-policy").first()
    return earlier if earlier and earlier.kind == Edition.Kind.LIST else None


def _with_list(context: MatchContext, province: str, edition: Edition | None) -> MatchContext:
    """The context as if the edition were the province's list; none for a withdrawal or None."""
    editions = dict(context.reference.lists.editions)
    editions.pop(province, None)
    if edition is not None:
        only = Edition.objects.filter(pk=edition.pk, kind=Edition.Kind.LIST)
        editions |= rows_by_province(only)
    lists = ListsInForce(editions, context.reference.lists.day)
    # The parties stay: only the tables depend on lists.
    return replace(context, tables=MatchTables(replace(context.reference, lists=lists)))


def _shortlists(edition: Edition, against: Edition | None) -> int:
    """The stored shortlists that the publication touches, or touched."""
    if edition.published_at:
        touched = staleness.touched_by_list(edition.province_id, edition.affected_sectors)
        return touched.filter(created_at__lt=edition.published_at).count()
    before = load_rows(against) if against else ()
    affected = publishing.affected_sectors(before, load_rows(edition))
    return staleness.touched_by_list(edition.province_id, affected).count()


def _rows_of_province(context: MatchContext, province: str) -> Ints:
    provinces = context.tables.areas.provinces
    inside = [area for area, home in enumerate(provinces) if home == province]
    return np.flatnonzero(np.isin(context.makers.area, inside)[context.makers.group])


def _service_needs(context: MatchContext, rows: Ints) -> npt.NDArray[np.uint8]:
    """uint8[rows, V]: the need of each maker for each service."""
    makers, needs = context.makers.parties, context.tables.needs
    return service_needs_of(
        needs, needs.of_place[makers.place[rows]], makers.offers[makers.signature[rows]]
    )


def _greatest_moves(
    context: MatchContext,
    rows: Ints,
    before: npt.NDArray[np.uint8],
    after: npt.NDArray[np.uint8],
    limit: int,
) -> list[_Moving]:
    """The matches that move most. All that move by one number of points are found before any that
    moves by less is searched for, so that few searches are made.
    """
    moved = np.abs(after.astype(np.int16) - before)
    search = PairSearch(context.tables, context.makers, context.providers, limit)
    ids = (context.makers.parties.ids, context.providers.parties.ids)
    found: list[_Moving] = []
    for size in np.unique(moved[moved > 0])[::-1].tolist():
        if len(found) >= limit:
            break
        alike = [
            one
            for service in np.flatnonzero((moved == size).any(axis=0)).tolist()
            for up, needs in ((True, after), (False, before))
            for one in _strongest_of(
                search,
                rows,
                np.where(
                    (moved[:, service] == size) & ((after > before)[:, service] == up),
                    needs[:, service],
                    np.uint8(0),
                ),
                service,
                up=up,
            )
        ]
        alike.sort(
            key=lambda one: (
                -one.points,
                ids[0][one.maker],
                ids[1][one.provider],
                one.service,
            )
        )
        found += alike[: limit - len(found)]
    return found


def _strongest_of(
    search: PairSearch, rows: Ints, needs: npt.NDArray[np.uint8], service: int, *, up: bool
) -> Iterator[_Moving]:
    """The strongest matches of the makers with a need, in each of their areas."""
    makers = search.makers
    rows, needs = rows[needs > 0], needs[needs > 0]
    areas = makers.area[makers.group[rows]]
    for area in np.unique(areas).tolist():
        inside = areas == area
        found = search.best(area, service, search.askers(rows[inside]), needs[inside])
        for points, maker, provider in zip(
            found.points.tolist(), found.maker.tolist(), found.provider.tolist(), strict=True
        ):
            yield _Moving(points, maker, provider, service, up)


def _moves(before: MatchContext, after: MatchContext, moving: list[_Moving]) -> Iterator[MatchMove]:
    sides = [_entries_of(context, moving) for context in (before, after)]
    priorities = [
        [None, *numbered_priorities(context.reference.lists.editions)]
        for context in (before, after)
    ]
    names = after.tables.needs
    for number, one in enumerate(moving):
        shown = sides[one.up][number]
        # Only the need differs: the side with more points gives the points of the other.
        rest = one.points - WEIGHTS[NEED] * int(shown[NEED])
        old, new = (
            SideOfMove(
                rest + WEIGHTS[NEED] * int(side[number][NEED]) if side[number][NEED] else None,
                rows[side[number]["priority"]],
            )
            for side, rows in zip(sides, priorities, strict=True)
        )
        yield MatchMove(
            int(shown["maker"]),
            int(shown["provider"]),
            (names.divisions[shown["division"]], names.services[shown["group"]]),
            names.services[one.service],
            old,
            new,
        )


def _entries_of(context: MatchContext, moving: list[_Moving]) -> PairEntries:
    """The matches under the lists of the context, by the division that needs the service most."""
    makers, needs = context.makers.parties, context.tables.needs
    division = []
    for one in moving:
        offers = makers.offers[makers.signature[one.maker]]
        table = needs.table[needs.of_place[makers.place[one.maker]]]
        division.append(int(offers[table[offers, one.service].argmax()]))
    maker, provider, service, points = (
        np.array([getattr(one, name) for one in moving], np.intp)
        for name in ("maker", "provider", "service", "points")
    )
    return pair_entries(
        context, maker, provider, points.astype(np.int32), np.array(division, np.intp), service
    )
