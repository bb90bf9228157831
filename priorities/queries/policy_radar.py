"""The policy radar: what the publications of a year put first, strengthened and dropped."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from core.clock import CHINA
from priorities.editions.strength import stage_strength
from priorities.models import Edition, Priority, PriorityChange

_KINDS = PriorityChange.Kind
_LEFT = (_KINDS.REMOVED, _KINDS.WITHDRAWN)
# The fields that the radar tells: the summaries of thousands of rows are not read.
_TOLD = (
    *("kind", "key", "edition_id", "stage_before"),
    *(
        f"priority__{name}"
        for name in (
            *("title_en", "title_zh", "signal", "stage", "emphasis"),
            *("rank", "paragraph", "speaker"),
        )
    ),
)


class Movement(StrEnum):
    """What a publication did to a priority."""

    ENTERED = "entered"
    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    REVISED = "revised"
    DROPPED = "dropped"


@dataclass(frozen=True)
class RadarFilters:
    """`year`: of the day, in China, from which a publication is in effect. `sectors`: only changes
    of priorities that target one of them. None: no filter.
    """

    year: int
    province: str | None = None
    sectors: Collection[str] | None = None
    movement: Movement | None = None


def movement_of(kind: str, stage_before: str | None, stage: str) -> Movement:
    """The movement of a change: of one to another stage by which stage counts for more. A change
    within a stage, such as of the emphasis, is a revision: it may move scores as well.
    """
    if kind in _LEFT:
        return Movement.DROPPED
    if kind == _KINDS.REVISED:
        return Movement.REVISED
    if kind != _KINDS.MOVED or stage_before is None:
        return Movement.ENTERED
    stronger = _weight(stage) > _weight(stage_before)
    return Movement.STRENGTHENED if stronger else Movement.WEAKENED


def radar_years() -> list[int]:
    """The years in which a publication came into effect, the latest first. One query."""
    dates = PriorityChange.objects.datetimes("at", "year", order="DESC", tzinfo=CHINA)
    return [one.year for one in dates]


def radar_publications(filters: RadarFilters) -> QuerySet[Edition]:
    """The lists and withdrawals with a change that passes the filters, newest first."""
    found = _changes(filters).filter(edition=OuterRef("pk"))
    rows = Edition.objects.filter(Exists(found), state=Edition.State.PUBLISHED)
    return rows.select_related("province").order_by("-policy")


def changes_of(
    editions: Iterable[Edition], filters: RadarFilters
) -> Mapping[int, list[PriorityChange]]:
    """Id of the edition -> its changes that pass the filters, as `movement_of` and the strongest
    statements read them. One query.
    """
    rows = _changes(filters).filter(edition__in=list(editions)).select_related("priority")
    found: dict[int, list[PriorityChange]] = {}
    for change in rows.only(*_TOLD).order_by("key"):
        found.setdefault(change.edition_id, []).append(change)
    return found


def count_movements(filters: RadarFilters) -> Mapping[str, Counter[Movement]]:
    """Sector -> how many priorities that target it entered, were strengthened, weakened, revised
    or dropped. One query.
    """
    rows = _changes(filters).exclude(priority__targets=None)
    counts = rows.values_list(
        "priority__targets", "kind", "stage_before", "priority__stage"
    ).annotate(n=Count("pk", distinct=True))
    found: dict[str, Counter[Movement]] = {}
    # Without an order: that of the model would be part of the grouping.
    for sector, kind, before, stage, n in counts.order_by():
        found.setdefault(sector, Counter())[movement_of(kind, before, stage)] += n
    return found


def _changes(filters: RadarFilters) -> QuerySet[PriorityChange]:
    first = dt.datetime(filters.year, 1, 1, tzinfo=CHINA)
    rows = PriorityChange.objects.filter(
        _condition(filters.movement), at__gte=first, at__lt=first.replace(year=filters.year + 1)
    )
    if filters.province is not None:
        rows = rows.filter(edition__province=filters.province)
    if filters.sectors is not None:
        # A subquery: a join would repeat a change for each of its targets that matches.
        targets = Priority.targets.through.objects.filter(
            priority=OuterRef("priority"), sector__in=filters.sectors
        )
        rows = rows.filter(Exists(targets))
    return rows


def _condition(movement: Movement | None) -> Q:
    if movement is None:
        return Q()
    if movement is Movement.DROPPED:
        return Q(kind__in=_LEFT)
    if movement is Movement.ENTERED:
        return Q(kind=_KINDS.PUBLISHED)
    if movement is Movement.REVISED:
        return Q(kind=_KINDS.REVISED)
    found = Q(pk__in=[])
    for before in Priority.Stage.values:
        after = [
            stage
            for stage in Priority.Stage.values
            if stage != before and movement_of(_KINDS.MOVED, before, stage) is movement
        ]
        found |= Q(kind=_KINDS.MOVED, stage_before=before, priority__stage__in=after)
    return found


def _weight(stage: str) -> int:
    return stage_strength(stage, "headline")
