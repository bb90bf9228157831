"""Which changes touch which briefs: written when a brief is asked, read when something moves.

What is watched may be wider than what matters, never narrower: a touched brief is answered
again, and an unchanged answer only moves its marks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, TypedDict

import numpy as np
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

from matcher.briefs.interpret import Understood
from matcher.models import Shortlist
from matcher.reference.reference_data import ReferenceData
from matcher.scoring.fitting import Fits
from matcher.scoring.wanted import Wanted
from partners.models import PartnersChange
from priorities.models import Edition

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

ALL = "*"
# No dataset's key holds such a sign.
REAL, SIMULATED = "*real", "*simulated"


@dataclass(frozen=True)
class Watch:
    """`sectors`: what a priority may target to matter; `provinces`: whose list matters, '*'
    every one's; `datasets`: whose partners, `REAL` or `SIMULATED` those of all of a kind.
    """

    sectors: tuple[str, ...]
    provinces: tuple[str, ...]
    datasets: tuple[str, ...]

    @property
    def columns(self) -> dict[str, list[str]]:
        """As a shortlist keeps it."""
        return {f"watch_{name}": list(codes) for name, codes in asdict(self).items()}


def watch(reference: ReferenceData, understood: Understood) -> Watch:
    """What the brief depends on."""
    wanted = understood.wanted
    sectors = _sectors(reference, wanted)
    if wanted.seeks_makers:
        sectors |= _services(reference)
    return Watch(
        sectors=(ALL, *sorted(sectors)),
        provinces=_provinces(reference, wanted),
        datasets=_datasets(understood),
    )


def _services(reference: ReferenceData) -> set[str]:
    """Beside each maker stands who serves its needs best: a priority for any service may move
    that.
    """
    return {row.code for row in reference.taxonomy.sectors.values() if row.kind == "service"}


def _datasets(understood: Understood) -> tuple[str, ...]:
    """A maker's providers are looked for in all datasets of its kind; a brief that names no
    dataset asks for all that are real, those to come among them.
    """
    if understood.wanted.seeks_makers or not understood.named:
        return (SIMULATED if understood.simulated else REAL,)
    return tuple(sorted(understood.wanted.datasets))


def _sectors(reference: ReferenceData, wanted: Wanted) -> set[str]:
    """Each sector that fits a need at any level, the need among them, and all that covers it:
    a priority counts through what is offered or through the need that it answers.
    """
    found: set[str] = set()
    for number in np.flatnonzero(Fits(reference, wanted).any_need()).tolist():
        found |= set(reference.taxonomy.lineage(reference.sectors.codes[number]))
    return found


def _provinces(reference: ReferenceData, wanted: Wanted) -> tuple[str, ...]:
    """A service is weighed by its client's place; a maker by its own, wherever that may be."""
    places = reference.atlas.places
    if not wanted.seeks_makers:
        return (places[wanted.client_place].province,) if wanted.client_place else ()
    if not wanted.provinces:
        return (ALL,)
    return tuple(
        sorted({places[code].province for code in reference.atlas.spread(wanted.provinces)})
    )


def due(day: dt.date) -> QuerySet[Shortlist]:
    """The shortlists that have no answer to their brief, or that something touches beyond
    their marks: a list, partners of their datasets, or a new day.
    """
    unanswered = Q(checked_version__lt=F("brief__version"))
    return Shortlist.objects.filter(unanswered | Q(_touched(day)))


def watching(province: str, touched: Collection[str]) -> QuerySet[Shortlist]:
    """The shortlists that a change of these sectors in a province's list touches: the rule for
    lists of `_touched`, for an edition that may not be published yet.
    """
    return Shortlist.objects.filter(
        watch_sectors__overlap=list(touched), watch_provinces__overlap=[province, ALL]
    )


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
        touched__overlap=OuterRef("watch_sectors"),
        here__overlap=OuterRef("watch_provinces"),
    )
    partners = PartnersChange.objects.annotate(
        here=Func(
            F("dataset_id"),
            Case(When(dataset__simulated=True, then=Value(SIMULATED)), default=Value(REAL)),
            template="ARRAY[%(expressions)s]::varchar[]",
            output_field=ArrayField(CharField()),
        )
    ).filter(
        Q(dataset=None) | Q(here__overlap=OuterRef("watch_datasets")),
        number__gt=OuterRef("checked_partners"),
    )
    day_turned = Case(When(checked_on__lt=day, then=True), default=False)
    return Exists(lists) | Exists(partners) | ExpressionWrapper(day_turned, BooleanField())
