"""A province's list at an instant, with the figures and doubts shown beside it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from core.clock import CHINA
from priorities.editions.load_editions import edition_row
from priorities.editions.rows import CLIENT_SIGNALS
from priorities.editions.statement_filter import EVERYTHING, StatementFilter
from priorities.models import ContextFigure, Doubt, Edition, Priority


@dataclass(frozen=True)
class Counting:
    """Keys of the priorities that are `in_effect` on a day (begun, not ended, not lapsed), and
    of those among them that can count in a score.
    """

    in_effect: frozenset[str] = frozenset()
    scores: frozenset[str] = frozenset()


def list_at(
    province: str,
    at: dt.datetime,
    *,
    statement: StatementFilter = EVERYTHING,
    sectors: Collection[str] | None = None,
) -> Edition | None:
    """The province's list at the instant, with those of its priorities that pass the filters.
    Four queries.
    """
    rows = Priority.objects.with_facts().filter(statement.condition())
    if sectors is not None:
        # A subquery: a join would repeat a priority for each of its targets that matches.
        targets = Priority.targets.through.objects.filter(
            priority=OuterRef("pk"), sector__in=sectors
        )
        rows = rows.filter(Exists(targets))
    found = Edition.objects.in_force(at).filter(province=province)
    return found.prefetch_related(Prefetch("priorities", rows)).first()


def counting_priorities(edition: Edition, at: dt.datetime) -> Counting:
    """The priorities of an edition (from `list_at`) that count on the day of the instant."""
    day = at.astimezone(CHINA).date()
    rows = [row for row in edition_row(edition).priorities if row.in_force(day)]
    scoring = [row for row in rows if row.targets and row.counts(day, CLIENT_SIGNALS)]
    return Counting(frozenset(r.key for r in rows), frozenset(r.key for r in scoring))


def context_figures(province: str) -> QuerySet[ContextFigure]:
    """The province's sourced figures, then the whole country's for comparison."""
    rows = ContextFigure.objects.filter(_about(province)).select_related("place")
    return rows.order_by(F("place").asc(nulls_last=True), "indicator", "period")


def doubts_about(province: str) -> QuerySet[Doubt]:
    """The doubts about the province, then those about no particular province."""
    rows = Doubt.objects.filter(_about(province)).select_related("place")
    return rows.order_by(F("place").asc(nulls_last=True), "key")


def _about(province: str) -> Q:
    return Q(place=province) | Q(place=None)
