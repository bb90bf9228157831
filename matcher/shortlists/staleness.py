"""Which shortlists a change touches: those whose dependencies a change beyond their marks meets."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypedDict

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable

from matcher.briefs.dependencies import ALL, REAL, SIMULATED
from matcher.models import Shortlist
from partners.models import Change
from priorities.models import Edition

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


def due(day: dt.date) -> QuerySet[Shortlist]:
    """The shortlists that have no answer to their brief, or that something touches beyond
    their marks: a list, partners of their datasets, or a new day.
    """
    unanswered = Q(checked_version__lt=F("brief__version"))
    return Shortlist.objects.filter(unanswered | Q(_touched(day)))


class _Stale(TypedDict):
    stale: bool


def with_stale(
    shortlists: QuerySet[Shortlist], day: dt.date
) -> QuerySet[WithAnnotations[Shortlist, _Stale]]:
    """The shortlists, each with `stale`: does something that touches its brief lie beyond its
    marks?
    """
    return shortlists.annotate(stale=_touched(day))


def _touched(day: dt.date) -> Combinable:
    lists = Edition.objects.annotate(
        here=Func(
            F("province_id"),
            Value(ALL),
            template="ARRAY[%(expressions)s]::varchar[]",
            output_field=ArrayField(CharField()),
        )
    ).filter(
        policy__gt=OuterRef("checked_policy"),
        affected_sectors__overlap=OuterRef("depends_on_sectors"),
        here__overlap=OuterRef("depends_on_provinces"),
    )
    partners = Change.objects.annotate(
        here=Func(
            F("dataset_id"),
            Case(When(dataset__simulated=True, then=Value(SIMULATED)), default=Value(REAL)),
            template="ARRAY[%(expressions)s]::varchar[]",
            output_field=ArrayField(CharField()),
        )
    ).filter(
        Q(dataset=None) | Q(here__overlap=OuterRef("depends_on_datasets")),
        number__gt=OuterRef("checked_partners"),
    )
    day_turned = Case(When(checked_on__lt=day, then=True), default=False)
    return Exists(lists) | Exists(partners) | ExpressionWrapper(day_turned, BooleanField())
