"""The policy timeline: each priority that entered a list, moved or left it, newest first.

Computed from published editions. An edition follows another where its range begins at the
instant at which the other's ends: a list, as its publication wrote it.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from heapq import merge
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import TruncDate

from core.clock import CHINA
from priorities.models import Edition, Priority


class Mark(NamedTuple):
    """Where a row stands: the newest day first, then the newest policy number, then the key."""

    on: dt.date
    policy: int
    key: str


@dataclass(frozen=True)
class Filters:
    """`sectors`: any of them is a target. `provinces`: theirs; `cities`: what holds in one of
    them, as all does that names no city. None narrows nothing.
    """

    sectors: Collection[str] | None = None
    stage: str | None = None
    provinces: Collection[str] | None = None
    cities: Collection[str] = field(default_factory=tuple)


def page(filters: Filters, after: Mark | None, limit: int) -> list[Any]:
    """The first rows that come after the mark: priorities with `happened` (published, moved,
    removed, withdrawn), `on`, `on_precision`, `policy`, `stage_before` and `reason`. Four queries.
    """
    streams = (
        _whole(_after(_narrow(rows, filters), after))[:limit] for rows in (_entries(), _exits())
    )
    rows = list(merge(*streams, key=_place))[:limit]
    prefetch_related_objects(rows, "targets", "places")
    return rows


def mark(row: Any) -> Mark:
    """Where a row of `page` stands."""
    return Mark(row.on, row.policy, row.key)


def _place(row: Any) -> tuple[int, int, str]:
    return (-row.on.toordinal(), -row.policy, row.key)


_KEYS = ArrayField(CharField())
_PUBLISHED = Q(edition__state=Edition.State.PUBLISHED, edition__kind=Edition.Kind.LIST)


def _entries() -> QuerySet[Any]:
    """Priorities that the edition before did not hold, or held at another stage."""
    old = Priority.objects.filter(
        edition__province=OuterRef("edition__province"),
        edition__in_force__endswith=OuterRef("edition__in_force__startswith"),
        key=OuterRef("key"),
    )
    new_document = ~Q(document_before=F("document")) & Q(document__published_on__isnull=False)
    # What an edition moved it knows: the costly look at the one before is for those alone.
    own_key = Func(F("key"), template="ARRAY[%(expressions)s]::varchar[]", output_field=_KEYS)
    differing = Priority.objects.filter(_PUBLISHED, edition__moved__contains=own_key)
    rows = differing.annotate(
        stage_before=Subquery(old.values("stage")[:1]),
        document_before=Subquery(old.values("document")[:1]),
    )
    # The rule of `priorities.history.dating`, in SQL.
    return rows.filter(Q(stage_before=None) | ~Q(stage_before=F("stage"))).annotate(
        happened=Case(
            When(stage_before=None, then=Value("published")),
            default=Value("moved"),
            output_field=CharField(),
        ),
        on=Case(
            When(stage_before=None, then="effective_from"),
            When(new_document, then="document__published_on"),
            default=TruncDate("edition__in_force__startswith", tzinfo=CHINA),
            output_field=DateField(),
        ),
        on_precision=Case(
            When(stage_before=None, then="precision"),
            When(new_document, then="document__precision"),
            default=Value("day"),
            output_field=CharField(),
        ),
        policy=F("edition__policy"),
        reason=Value("", output_field=CharField()),
    )


def _exits() -> QuerySet[Any]:
    """Priorities of ended editions that no edition took over."""
    # Policy numbers are taken in the order of the publications: the next one ended it.
    ending = Edition.objects.filter(
        province=OuterRef("edition__province"), policy__gt=OuterRef("edition__policy")
    ).order_by("policy")
    kept = Priority.objects.filter(
        edition__province=OuterRef("edition__province"),
        edition__in_force__startswith=OuterRef("edition__in_force__endswith"),
        key=OuterRef("key"),
    )
    ended = Q(edition__in_force__endswith__isnull=False)
    rows = Priority.objects.filter(_PUBLISHED, ended, ~Exists(kept)).annotate(
        ended_by=Subquery(ending.values("kind")[:1])
    )
    return rows.annotate(
        happened=Case(
            When(ended_by=Edition.Kind.LIST, then=Value("removed")),
            default=Value("withdrawn"),
            output_field=CharField(),
        ),
        on=TruncDate("edition__in_force__endswith", tzinfo=CHINA),
        on_precision=Value("day", output_field=CharField()),
        policy=Subquery(ending.values("policy")[:1]),
        stage_before=Value(None, output_field=CharField()),
        reason=Subquery(ending.values("reason")[:1]),
    )


def _narrow(rows: QuerySet[Any], filters: Filters) -> QuerySet[Any]:
    if filters.stage is not None:
        rows = rows.filter(stage=filters.stage)
    if filters.sectors is not None:
        targets = Priority.targets.through.objects.filter(
            priority=OuterRef("pk"), sector__in=filters.sectors
        )
        rows = rows.filter(Exists(targets))
    if filters.provinces is not None or filters.cities:
        places = Priority.places.through.objects.filter(priority=OuterRef("pk"))
        here = Q(edition__province__prefectures__in=filters.cities) & (
            ~Exists(places) | Exists(places.filter(place__in=filters.cities))
        )
        wide = Q(edition__province__in=filters.provinces or ())
        # A subquery: the join to cities would give a row once for each.
        rows = rows.filter(pk__in=Priority.objects.filter(wide | here).values("pk"))
    return rows


def _after(rows: QuerySet[Any], mark: Mark | None) -> QuerySet[Any]:
    if mark is None:
        return rows
    return rows.filter(
        Q(on__lt=mark.on)
        | Q(on=mark.on, policy__lt=mark.policy)
        | Q(on=mark.on, policy=mark.policy, key__gt=mark.key)
    )


def _whole(rows: QuerySet[Any]) -> QuerySet[Any]:
    whole = rows.select_related("document", "edition__province")
    return whole.order_by("-on", "-policy", "key")
