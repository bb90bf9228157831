"""The lists in force, as scoring and the lifecycle read them."""

import datetime as dt

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from partners.models import Place
from priorities.editions.draft import PriorityDraft, in_order
from priorities.editions.rows import EditionRow, PriorityRow
from priorities.models import Edition, Priority


def in_force(at: dt.datetime) -> dict[str, EditionRow]:
    """Province code -> its list in force at the instant. Four queries."""
    return by_province(Edition.objects.in_force(at))


def by_province(editions: QuerySet[Edition]) -> dict[str, EditionRow]:
    """Province code -> its list, of editions of which no two are of one province. Four queries."""
    priorities = Priority.objects.select_related("document").prefetch_related("targets", "places")
    found = editions.prefetch_related(Prefetch("priorities", priorities))
    return {edition.province_id: row(edition) for edition in found}


def row(edition: Edition) -> EditionRow:
    """One edition with its priorities, from prefetched rows."""
    return EditionRow(
        province=edition.province_id,
        number=edition.number or 0,
        complete=edition.coverage == Edition.Coverage.COMPLETE,
        priorities=tuple(_priority(one) for one in edition.priorities.all()),
    )


def _priority(priority: Priority) -> PriorityRow:
    return PriorityRow(
        key=priority.key,
        title=priority.title,
        signal=priority.signal,
        speaker=priority.speaker,
        stage=priority.stage,
        effective_from=priority.effective_from,
        effective_to=priority.effective_to,
        targets=tuple(target.code for target in priority.targets.all()),
        places=tuple(place.code for place in priority.places.all()),
        rank=priority.rank or 0,
        document=priority.document.title,
        quote=priority.quote,
        source=priority.source,
    )


def drafts(edition: Edition) -> tuple[PriorityDraft, ...]:
    """The edition's rows as plain data, in order. Three queries."""
    found = edition.priorities.select_related("document").prefetch_related("targets", "places")
    return in_order([_draft(one) for one in found])


def _draft(one: Priority) -> PriorityDraft:
    return PriorityDraft(
        key=one.key,
        title=one.title,
        category=one.category,
        signal=one.signal,
        speaker=one.speaker,
        stage=one.stage,
        document=one.document.title,
        document_year=one.document.year,
        published_on=one.document.published_on,
        document_precision=one.document.precision,
        effective_from=one.effective_from,
        effective_to=one.effective_to,
        precision=one.precision,
        confidence=one.confidence,
        quote=one.quote,
        source=one.source,
        targets=tuple(target.code for target in one.targets.all()),
        places=tuple(place.code for place in one.places.all()),
        rank=one.rank,
    )


def current(province: str) -> Edition | None:
    """The province's list in force now."""
    return Edition.objects.in_force(timezone.now()).filter(province=province).first()


def held(province: str) -> Edition | None:
    """As `current`, with the province's row locked: two steps that start from the list in force
    come one after the other, and the second sees what the first has done.
    """
    Place.objects.select_for_update().get(code=province)
    return current(province)
