"""A province's list as it stood at an instant, and what stands beside it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from core.clock import CHINA
from priorities.editions.load_editions import edition_row
from priorities.editions.rows import CLIENT_SIGNALS
from priorities.models import ContextFigure, Doubt, Edition, Priority


@dataclass(frozen=True)
class Counting:
    """Keys of the priorities that are `in_effect` on a day (begun, not ended, not lapsed), and
    of those among them that `score` for somebody.
    """

    in_effect: frozenset[str]
    scores: frozenset[str]


def in_force(
    province: str,
    at: dt.datetime,
    *,
    stage: str | None = None,
    signal: str | None = None,
    sectors: Collection[str] | None = None,
) -> Edition | None:
    """The province's list at the instant, with those of its priorities that are asked for.
    Four queries.
    """
    rows: QuerySet[Priority] = Priority.objects.select_related("document")
    if stage is not None:
        rows = rows.filter(stage=stage)
    if signal is not None:
        rows = rows.filter(signal=signal)
    if sectors is not None:
        targets = Priority.targets.through.objects.filter(
            priority=OuterRef("pk"), sector__in=sectors
        )
        rows = rows.filter(Exists(targets))
    whole = Prefetch("priorities", rows.prefetch_related("targets", "places"))
    found = Edition.objects.in_force(at).filter(province=province)
    return found.prefetch_related(whole).first()


def counting(edition: Edition, at: dt.datetime) -> Counting:
    """What of an edition (as `in_force` gave it) counts on the day of the instant."""
    day = at.astimezone(CHINA).date()
    rows = [row for row in edition_row(edition).priorities if row.in_force(day)]
    scoring = [
        row
        for row in rows
        if row.targets and row.speaker == "government" and row.signal in CLIENT_SIGNALS
    ]
    return Counting(frozenset(r.key for r in rows), frozenset(r.key for r in scoring))


def figures(province: str) -> QuerySet[ContextFigure]:
    """The province's sourced figures, then the country's to compare them with."""
    rows = ContextFigure.objects.filter(_beside(province)).select_related("place")
    return rows.order_by(F("place").asc(nulls_last=True), "indicator", "period")


def doubts(province: str) -> QuerySet[Doubt]:
    """The doubts about the province, then those that name none."""
    rows = Doubt.objects.filter(_beside(province)).select_related("place")
    return rows.order_by(F("place").asc(nulls_last=True), "key")


def _beside(province: str) -> Q:
    return Q(place=province) | Q(place=None)
