"""The lists in force, as scoring reads them."""

import datetime as dt

from django.db.models import Prefetch

from matcher.models import Edition, Priority
from matcher.scoring.ground import EditionRow, PriorityRow


def in_force(at: dt.datetime) -> dict[str, EditionRow]:
    """Province code -> its list in force at the instant. Four queries."""
    priorities = Priority.objects.select_related("document").prefetch_related("targets", "places")
    found = Edition.objects.in_force(at).prefetch_related(Prefetch("priorities", priorities))
    return {edition.province_id: row(edition) for edition in found}


def row(edition: Edition) -> EditionRow:
    """One edition with its priorities, from prefetched rows."""
    return EditionRow(
        province=edition.province_id,
        number=edition.number,
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
