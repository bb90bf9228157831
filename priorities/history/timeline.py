"""The policy timeline: each priority that entered a list, moved or left it, newest first."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from partners.models import Place
from priorities.editions.statement_filter import EVERYTHING, StatementFilter
from priorities.models import Priority, PriorityChange


class TimelinePosition(NamedTuple):
    """The position of a change: newest day first, then highest policy number, then key."""

    on: dt.date
    policy: int
    key: str


@dataclass(frozen=True)
class TimelineFilters:
    """`sectors`: the priority targets one of them. `statement`: how the row shown is stated.
    `provinces`: the list is one of theirs. `cities`: the priority holds in one of them, as any
    does that names no city. None: no filter.
    """

    sectors: Collection[str] | None = None
    statement: StatementFilter = EVERYTHING
    provinces: Collection[str] | None = None
    cities: Collection[str] = field(default_factory=tuple)


def timeline_page(
    filters: TimelineFilters, after: TimelinePosition | None, limit: int
) -> list[PriorityChange]:
    """The first `limit` changes after the position, with their rows. Three queries."""
    rows = _filtered(PriorityChange.objects.steps(), filters)
    # By position and not by offset: a publication between two pages then shifts nothing.
    if after is not None:
        rows = rows.filter(
            Q(on__lt=after.on)
            | Q(on=after.on, policy__lt=after.policy)
            | Q(on=after.on, policy=after.policy, key__gt=after.key)
        )
    rows = rows.select_related("edition__province", "priority__document")
    rows = rows.prefetch_related("priority__targets", "priority__places")
    return list(rows.order_by("-on", "-policy", "key")[:limit])


def timeline_position(change: PriorityChange) -> TimelinePosition:
    """The position of a change of `timeline_page`."""
    return TimelinePosition(change.on, change.policy, change.key)


def _filtered(rows: QuerySet[PriorityChange], filters: TimelineFilters) -> QuerySet[PriorityChange]:
    rows = rows.filter(filters.statement.condition("priority__"))
    if filters.sectors is not None:
        targets = Priority.targets.through.objects.filter(priority=OuterRef("priority"))
        rows = rows.filter(Exists(targets.filter(sector__in=filters.sectors)))
    if filters.provinces is not None or filters.cities:
        places = Priority.places.through.objects.filter(priority=OuterRef("priority"))
        # A subquery: a join to the cities would repeat a change for each of them.
        provinces = Place.objects.filter(code__in=filters.cities).values("province")
        rows = rows.filter(
            Q(edition__province__in=filters.provinces or ())
            | Q(edition__province__in=provinces)
            & (~Exists(places) | Exists(places.filter(place__in=filters.cities)))
        )
    return rows
