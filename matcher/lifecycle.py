"""The only writer of editions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from matcher import events
from matcher.errors import EditionRefused, Fault
from matcher.models import Document, Edition, Priority
from partners.models import Place, Sector
from webhooks import counters, outbox


@dataclass(frozen=True)
class PriorityDraft:
    """A priority as it is to be published. See `Priority` for the meaning of each field."""

    key: str
    title: str
    category: str
    signal: str
    speaker: str
    stage: str
    document: str
    document_year: int
    published_on: dt.date | None
    document_precision: str
    effective_from: dt.date
    effective_to: dt.date | None
    precision: str
    confidence: str
    quote: str
    source: str
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    rank: int | None = None


def publish_first(
    *, province: str, rows: Sequence[PriorityDraft], coverage: str, since: dt.datetime
) -> Edition:
    """A province's first edition, in force from `since` on: one transaction with its policy
    number and the event that tells of it.

    Raises `EditionRefused` naming each faulty row: then nothing is changed.
    """
    with transaction.atomic():
        place = Place.objects.select_for_update().get(code=province)
        _refuse_faulty(place, rows)
        edition = Edition.objects.create(
            province=place,
            number=1,
            coverage=coverage,
            in_force=DateTimeTZRange(since, None),
            policy=counters.take("policy"),
        )
        for position, row in enumerate(rows, 1):
            _insert(edition, position, row)
        outbox.emit(
            type=events.PRIORITIES_PUBLISHED.name,
            source=f"edition:{province}",
            version=edition.number,
            topics=_topics(province, rows),
            data={
                "province": province,
                "edition": edition.number,
                "coverage": coverage,
                "in_force_from": since.isoformat(),
                "diff": {
                    "added": [row.key for row in rows],
                    "removed": [],
                    "changed": [],
                    "reranked": [],
                },
            },
        )
    return edition


def _topics(province: str, rows: Sequence[PriorityDraft]) -> list[str]:
    sectors = sorted({target for row in rows for target in row.targets})
    return [f"province:{province}", *(f"sector:{code}" for code in sectors)]


def _refuse_faulty(place: Place, rows: Sequence[PriorityDraft]) -> None:
    faults = []
    if place.province_id:
        faults.append(Fault("", f"{place} is no province: its list is its province's"))
    if Edition.objects.filter(province=place).exists():
        faults.append(Fault("", f"{place} has an edition already"))
    if not rows:
        faults.append(Fault("", "an edition without a priority says nothing"))
    sectors = set(Sector.objects.values_list("code", flat=True))
    places = set(Place.objects.filter(province=place).values_list("code", flat=True))
    for n, row in enumerate(rows):
        unknown = [code for code in row.targets if code not in sectors]
        faults += [Fault(f"/{n}/targets", f"{row.key}: {code} is no sector") for code in unknown]
        outside = [code for code in row.places if code not in places]
        faults += [
            Fault(f"/{n}/places", f"{row.key}: {code} is not in {place}") for code in outside
        ]
        if not row.source.strip():
            faults.append(Fault(f"/{n}/source", f"{row.key}: no source, no row"))
        if row.effective_to and row.effective_to < row.effective_from:
            faults.append(Fault(f"/{n}/effective_to", f"{row.key}: ends before it begins"))
    if faults:
        raise EditionRefused(faults)


def _insert(edition: Edition, position: int, row: PriorityDraft) -> None:
    document, _ = Document.objects.get_or_create(
        province=edition.province,
        title=row.document,
        year=row.document_year,
        defaults={"published_on": row.published_on, "precision": row.document_precision},
    )
    priority = Priority.objects.create(
        edition=edition,
        document=document,
        key=row.key,
        position=position,
        title=row.title,
        category=row.category,
        signal=row.signal,
        speaker=row.speaker,
        stage=row.stage,
        quote=row.quote,
        source=row.source,
        rank=row.rank,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        precision=row.precision,
        confidence=row.confidence,
    )
    priority.targets.set(Sector.objects.filter(code__in=row.targets))
    priority.places.set(Place.objects.filter(code__in=row.places))
