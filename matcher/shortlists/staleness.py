"""The shortlists that a change touches: it lies beyond their marks and meets their dependencies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict

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
from django.db.models.functions import Coalesce

from core.sql.compiled_query import CompiledQuery
from matcher.briefs.interpreted import ALL, REAL, SIMULATED
from matcher.models import Decision, PartnerAnswer, Shortlist
from matcher.models.shortlist import ShortlistQuerySet
from partners.models import Offering, PartnersChange
from priorities.models import Edition

# Stands for the day in the compiled statement.
_ANY_DAY = dt.date(1, 1, 1)

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


def due(day: dt.date) -> ShortlistQuerySet:
    """The shortlists that have no answer to their brief, or that something touches beyond
    their marks: a list, partners of their datasets, or a new day. None that is archived.
    """
    unanswered = Q(checked_version__lt=F("brief__version"))
    return Shortlist.objects.filter(unanswered | Q(_touched(day)), archived_at=None)


def touched_by_list(province: str, sectors: Collection[str]) -> QuerySet[Shortlist]:
    """The shortlists that a change of a province's list touches by the sectors that it affects: the
    rule of `_touched` for lists, for an edition that may not be published yet.
    """
    return Shortlist.objects.filter(
        archived_at=None,
        depends_on_sectors__overlap=list(sectors),
        depends_on_provinces__overlap=[province, ALL],
    )


def partners_changed(datasets: Collection[str], *, after: int, through: int | None = None) -> bool:
    """Has a partner of these datasets, as a shortlist depends on them, or a place or sector changed
    after a partners number, and through another? The rule of `_touched` for partners.
    """
    kind = Case(When(dataset__simulated=True, then=Value(SIMULATED)), default=Value(REAL))
    changes = PartnersChange.objects.annotate(here=_array(F("dataset_id"), kind)).filter(
        Q(dataset=None) | Q(here__overlap=list(datasets)), number__gt=after
    )
    if through is not None:
        changes = changes.filter(number__lte=through)
    return changes.exists()


class _Stale(TypedDict):
    stale: bool


def with_stale(
    shortlists: QuerySet[Shortlist], day: dt.date
) -> QuerySet[WithAnnotations[Shortlist, _Stale]]:
    """The shortlists, each with `stale`: does something that touches its brief lie beyond its
    marks?
    """
    return shortlists.annotate(stale=_touched(day))


def stale_statement(day: dt.date) -> tuple[str, list[Any]]:
    """A SELECT of `id` and `stale` of all shortlists, as `with_stale` tells it, and its parameters:
    for statements that read a shortlist on the hot path.
    """
    compiled = _compiled_statement()
    return compiled.statement, compiled.params_with({_ANY_DAY: day})


@cache
def _compiled_statement() -> CompiledQuery:
    rows = with_stale(Shortlist.objects.order_by(), _ANY_DAY)
    return CompiledQuery.of(rows.values("id", "stale"))


def _touched(day: dt.date) -> Combinable | Q:
    """Does a list, a partner, what the firm says of one, or a new day beyond the marks meet the
    shortlist's dependencies?

    One condition of SQL: a process that restarted, or a row that was written while no worker ran,
    needs no replay of messages to be found.
    """
    lists = Edition.objects.annotate(here=_array(F("province_id"), Value(ALL))).filter(
        policy__gt=OuterRef("checked_policy"),
        affected_sectors__overlap=OuterRef("depends_on_sectors"),
        here__overlap=OuterRef("depends_on_provinces"),
    )
    kind = Case(When(dataset__simulated=True, then=Value(SIMULATED)), default=Value(REAL))
    partners = PartnersChange.objects.annotate(here=_array(F("dataset_id"), kind)).filter(
        # A change without a dataset is one of places or sectors, on which every brief depends.
        Q(dataset=None) | Q(here__overlap=OuterRef("depends_on_datasets")),
        number__gt=OuterRef("checked_partners"),
    )
    rejections = _matters(Decision.objects.filter(moves_answers=True))
    answers = _matters(PartnerAnswer.objects.all())
    # Priorities begin and end with days, and certificates do: an answer holds for one day.
    day_turned = Case(When(checked_on__lt=day, then=True), default=False)
    turned = ExpressionWrapper(day_turned, BooleanField())
    said = Exists(rejections) | Exists(answers)
    return Exists(lists) | Exists(partners) | said | turned


def _matters(statements: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the firm of the shortlist beyond its marks on partners that answer a need."""
    fitting = Offering.objects.annotate(here=_array(F("sector_id"))).filter(
        partner=OuterRef("of"), here__overlap=OuterRef(OuterRef("depends_on_sectors"))
    )
    beyond = statements.filter(
        firm=OuterRef("brief__firm"), number__gt=OuterRef("checked_statements")
    )
    resolved: QuerySet[Any] = beyond.annotate(of=Coalesce("partner__merged_into", "partner"))
    return resolved.filter(Exists(fitting))


def _array(*expressions: Combinable) -> Func:
    """An array of texts, to be compared with a shortlist's dependencies by `&&`."""
    return Func(
        *expressions,
        template="ARRAY[%(expressions)s]::varchar[]",
        output_field=ArrayField(CharField()),
    )
