"""Undo a whole import: every record is again as it was before."""

from __future__ import annotations

import pghistory
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from core import clock
from core.languages.messages import Message
from core.transactions import allow_idle
from partners.errors import ImportRefused
from partners.intake.import_lock import no_import_runs
from partners.intake.running_import import CHUNK_SECONDS
from partners.models import ImportedRow, ImportRun
from partners.registry.curation import checked_reason
from partners.registry.record_changes import end_records, put_back
from partners.registry.write_lock import lock_partner_writes

_NAMED = 3


def undo_import(run: int, *, by: int | None = None, reason: str = "") -> ImportRun:
    """Put back the records that the import changed, and end those that it created.

    `by`: the id of the user who asks; the reason stands in the history. Raises `ImportRefused`
    where there is no such import, where it runs or changed nothing, while another runs, or where a
    record was changed since: what came later is undone first.
    """
    with (
        no_import_runs() as free,
        pghistory.context(user=by, source=f"undo of import {run}", reason=reason),
        transaction.atomic(),
    ):
        if not free:
            # Whoever asks waits for the answer, and an import may take minutes.
            raise ImportRefused(
                Message("another import is running: undo import {run} when it is over", run=run)
            )
        allow_idle(CHUNK_SECONDS)
        lock_partner_writes()
        row = ImportRun.objects.select_for_update().defer("content").filter(pk=run).first()
        if row is None:
            raise ImportRefused(Message("there is no import {run}", run=run))
        if not is_undoable(row):
            raise ImportRefused(
                Message(
                    "import {pk} of {file} into {dataset} is {state}: it cannot be undone",
                    pk=row.pk,
                    file=row.file,
                    dataset=row.dataset,
                    state=row.state,
                )
            )
        _refuse_changed_since(row)
        changed = ImportedRow.objects.filter(run=row).exclude(record=None)
        before = dict(changed.values_list("record", "before"))
        put_back({pk: columns for pk, columns in before.items() if columns is not None})
        created = [pk for pk, columns in before.items() if columns is None]
        end_records(created, on=clock.today(), because=f"import {run} was undone")
        row.state, row.finished_at = ImportRun.State.UNDONE, timezone.now()
        row.undone_because = reason
        row.save(update_fields=["state", "finished_at", "undone_because"])
        ImportRun.objects.filter(pk=run).update(content=None)
    return row


_UNDOABLE = (ImportRun.State.DONE, ImportRun.State.FAILED, ImportRun.State.CANCELLED)


def undo_for_a_reason(run: int, *, by: User, reason: str) -> ImportRun:
    """Undo an import as a curator, who gives a reason (1 to 200 characters).

    Raises `NotACurator`, `ReasonRefused`, and `ImportRefused` as `undo_import` does.
    """
    return undo_import(run, by=by.pk, reason=checked_reason(by, reason))


def is_undoable(run: ImportRun) -> bool:
    """Whether the run is over and may have changed something."""
    return not run.dry_run and run.state in _UNDOABLE


def _refuse_changed_since(run: ImportRun) -> None:
    since = ~Q(record__digest=F("digest")) | Q(record__gone_on__isnull=False)
    rows = ImportedRow.objects.filter(since, run=run, record__isnull=False).exclude(ending="gone")
    changed = [str(one.record) for one in rows.select_related("record").order_by("pk")]
    if changed:
        named = ", ".join(changed[:_NAMED])
        more = (
            Message(" and {count} more", count=len(changed) - _NAMED)
            if len(changed) > _NAMED
            else ""
        )
        raise ImportRefused(
            Message("these records were changed since: {named}{more}", named=named, more=more)
        )
