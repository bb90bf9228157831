"""How an edition is written: its rows, its range, its numbers, and the event that tells of it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pgtrigger
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Max
from django.utils import timezone

from core import counters
from core.task_queue import enqueue
from priorities.editions.diff import compare_rows
from priorities.editions.draft import PriorityDraft
from priorities.editions.load_editions import load_drafts
from priorities.editions.priority_keys import reserve_keys
from priorities.events import PRIORITIES_PUBLISHED, PRIORITIES_WITHDRAWN
from priorities.models import Document, Edition, Priority
from webhooks import outbox

WHOLE_PROVINCE = "*"
# The task to run after a publication, by name: the floor above defines it.
LISTS_CHANGED = "priorities.lists_changed"
_ADDED = ("priorities.PriorityTarget:insert_insert", "priorities.PriorityPlace:insert_insert")
_WRITTEN = (
    *("document", "title", "category", "signal", "speaker", "stage", "quote", "source", "rank"),
    *("effective_from", "effective_to", "precision", "confidence"),
)


def write_rows(edition: Edition, rows: Sequence[PriorityDraft]) -> None:
    """Make the draft's rows these. What says the same as before is left alone, so that history
    tells what was changed and nothing else. Sixteen queries at most, and one or two a document.
    """
    reserve_keys(edition.province, rows)
    edition.priorities.exclude(key__in=[row.key for row in rows]).delete()
    said = {row.key: row for row in load_drafts(edition)}
    new = [row for row in rows if row.key not in said]
    changed = [row for row in rows if row.key in said and said[row.key] != row]
    documents: dict[tuple[object, ...], Document] = {}
    for row in (*new, *changed):
        if _cited(row) not in documents:
            documents[_cited(row)] = _document(edition, row)
    ids = dict(edition.priorities.values_list("key", "pk"))
    made = Priority.objects.bulk_create(
        _priority(edition, row, documents[_cited(row)]) for row in new
    )
    kept = [_priority(edition, row, documents[_cited(row)], ids[row.key]) for row in changed]
    Priority.objects.bulk_update(kept, _WRITTEN)
    pairs = list(zip((*made, *kept), (*new, *changed), strict=True))
    _link(Priority.targets.through, "sector_id", [(one.pk, row.targets) for one, row in pairs])
    _link(Priority.places.through, "place_id", [(one.pk, row.places) for one, row in pairs])


def write_copy(edition: Edition, rows: Sequence[PriorityDraft]) -> None:
    """As `write_rows`, for an edition that starts as a copy: that adds no target and no city, so
    history is not told of any.
    """
    with pgtrigger.ignore(*_ADDED):
        write_rows(edition, rows)


def _link(through: Any, column: str, said: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Let each priority be linked with these codes and no others."""
    rows = through.objects.filter(priority__in=[pk for pk, _ in said])
    held = {(pk, code): link for pk, code, link in rows.values_list("priority", column, "pk")}
    wanted = {(pk, code) for pk, codes in said for code in codes}
    through.objects.filter(pk__in=[held[pair] for pair in held.keys() - wanted]).delete()
    through.objects.bulk_create(
        through(**{"priority_id": pk, column: code}) for pk, code in sorted(wanted - held.keys())
    )


def _cited(row: PriorityDraft) -> tuple[object, ...]:
    """What names a document: cited with another title or date it is another."""
    return (row.document, row.document_year, row.published_on, row.document_precision)


def _document(edition: Edition, row: PriorityDraft) -> Document:
    found, _ = Document.objects.get_or_create(
        province_id=edition.province_id,
        title=row.document,
        year=row.document_year,
        published_on=row.published_on,
        precision=row.document_precision,
    )
    return found


def _priority(
    edition: Edition, row: PriorityDraft, document: Document, pk: int | None = None
) -> Priority:
    return Priority(
        pk=pk,
        edition=edition,
        document=document,
        key=row.key,
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


def put_in_force(
    edition: Edition,
    current: Edition | None,
    since: dt.datetime,
    rows: tuple[Sequence[PriorityDraft], Sequence[PriorityDraft]],
) -> Edition:
    """Number the edition, open its range, take the policy number and tell, in the caller's
    transaction. `rows` are those before and after. A withdrawal opens no range and has no
    number.
    """
    if edition.kind == Edition.Kind.LIST:
        last = Edition.objects.filter(province_id=edition.province_id).aggregate(n=Max("number"))
        edition.number = (last["n"] or 0) + 1
        edition.in_force = DateTimeTZRange(since, None)
    edition.state = Edition.State.PUBLISHED
    edition.published_at = timezone.now()
    edition.touched = touched(*rows)
    edition.moved = sorted(compare_rows(*rows).keys)
    edition.policy = counters.take("policy")
    edition.save()
    _tell(edition, current, since, rows)
    enqueue(LISTS_CHANGED)
    return edition


def touched(before: Sequence[PriorityDraft], after: Sequence[PriorityDraft]) -> list[str]:
    """The sectors whose entries a change can move. All of the province ('*') when it gets or
    loses its list, for then everything in it changes from neutral or back, and when a row
    without targets changes, for that is shown beside everything.
    """
    keys = compare_rows(before, after).keys
    rows = [row for row in (*before, *after) if row.key in keys]
    if not before or not after or not all(row.targets for row in rows):
        return [WHOLE_PROVINCE]
    return sorted({code for row in rows for code in row.targets})


def _tell(
    edition: Edition,
    current: Edition | None,
    since: dt.datetime,
    rows: tuple[Sequence[PriorityDraft], Sequence[PriorityDraft]],
) -> None:
    change = compare_rows(*rows)
    data = {"province": edition.province_id, "policy": edition.policy, "diff": change.plain()}
    if edition.kind == Edition.Kind.LIST:
        told = PRIORITIES_PUBLISHED
        data |= {"edition": edition.number, "coverage": edition.coverage}
        data |= {"in_force_from": since.isoformat()}
    else:
        told = PRIORITIES_WITHDRAWN
        data |= {"edition": current.number if current else None, "reason": edition.reason}
    sectors = {
        code for one in rows for row in one if row.key in change.keys for code in row.targets
    }
    outbox.emit(
        type=told.name,
        source=f"edition:{edition.pk}",
        version=1,
        topics=[f"province:{edition.province_id}", *(f"sector:{code}" for code in sorted(sectors))],
        data=data,
    )
