"""Imports that wait for a worker. The row is the truth: a lost message only delays an import."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Subquery
from django.utils import timezone

from core import task_queue
from core.languages.messages import Message
from partners.errors import FileFault, ImportRefused
from partners.intake.import_file import finish, run_import, usable_dataset
from partners.intake.import_lock import no_import_runs
from partners.intake.mapping.column_map import parse_map
from partners.intake.reading.limits import DEFAULT_LIMITS
from partners.intake.stored_file import store_file, write_file
from partners.models import ImportRun

RUN_IMPORTS = "partners.run_imports"
_PROGRESS_SECONDS = 1.0
_STATES = ImportRun.State


@transaction.atomic
def submit_import(run: ImportRun, content: bytes | Iterable[bytes], *, by: User) -> ImportRun:
    """Store an import with its file, whole or in pieces, for a worker.

    Raises `FileFault` for a map or a dataset that cannot be used, and for a file that is too large.
    """
    usable_dataset(run.file, run.dataset)
    if run.map:
        parse_map("map", run.map)
    run.by = by
    run.save()
    size = store_file(run, [content] if isinstance(content, bytes) else content)
    if size > DEFAULT_LIMITS.file_bytes:
        reason = Message(
            "has {size} bytes; {file_bytes} are the most",
            size=size,
            file_bytes=DEFAULT_LIMITS.file_bytes,
        )
        raise FileFault(run.file, 1, "", reason)
    task_queue.enqueue(RUN_IMPORTS)
    return run


@transaction.atomic
def submit_file_of(stored: ImportRun, run: ImportRun, *, by: User) -> ImportRun:
    """Store an import of the file that another run has stored, and empty that of the other."""
    run.by, run.digest = by, stored.digest
    run.save()
    file = ImportRun.objects.filter(pk=stored.pk)
    ImportRun.objects.filter(pk=run.pk).update(content=Subquery(file.values("content")))
    file.update(content=None)
    task_queue.enqueue(RUN_IMPORTS)
    return run


def cancel_import(pk: int) -> ImportRun:
    """Let an import end after the chunk that it is at. Raises `ImportRefused` where it is over."""
    unfinished = ImportRun.objects.filter(pk=pk, state__in=(_STATES.QUEUED, _STATES.RUNNING))
    if not unfinished.update(state=_STATES.CANCELLED, finished_at=timezone.now()):
        raise ImportRefused(Message("import {pk} is over", pk=pk))
    return ImportRun.objects.defer("content").get(pk=pk)


@transaction.atomic
def resume_import(pk: int) -> ImportRun:
    """Let an import that failed or was cancelled go on after its last chunk.

    Raises `ImportRefused` where it is neither, or where its file is not kept any longer.
    """
    stopped = ImportRun.objects.filter(pk=pk, state__in=(_STATES.FAILED, _STATES.CANCELLED))
    if not stopped.exists():
        raise ImportRefused(
            Message("import {pk} has not failed and was not cancelled: it cannot go on", pk=pk)
        )
    if not stopped.filter(content__isnull=False).update(
        state=_STATES.QUEUED, finished_at=None, fault=""
    ):
        raise ImportRefused(
            Message("the file of import {pk} is not kept any longer: send it again", pk=pk)
        )
    task_queue.enqueue(RUN_IMPORTS)
    return ImportRun.objects.defer("content").get(pk=pk)


def run_pending_imports() -> int:
    """Run the imports that wait, the oldest first, also those whose worker died. Returns their
    number; 0 where another worker is at it.
    """
    count = 0
    with no_import_runs() as free:
        while free and (run := _next()):
            _run(run)
            count += 1
    return count


def _next() -> ImportRun | None:
    waiting = ImportRun.objects.filter(
        state__in=(_STATES.QUEUED, _STATES.RUNNING), content__isnull=False
    )
    return waiting.defer("content").order_by("pk").first()


def _run(run: ImportRun) -> None:
    with tempfile.TemporaryDirectory(prefix="import") as folder:
        # The name of the file stands in reports; of a path only its last part is taken.
        path = Path(folder) / (Path(run.file).name or "file")
        write_file(run, path)
        try:
            run_import(run, path, _Progress(run.pk))
        except FileFault:
            # The run tells the fault; the next one waits.
            return
        except Exception:
            finish_if_unfinished(run)
            raise


def finish_if_unfinished(run: ImportRun) -> None:
    """Let a run that failed before it began be failed, and not tried for ever."""
    if ImportRun.objects.filter(pk=run.pk, finished_at=None).exists():
        finish(run, _STATES.FAILED, fault="the import could not be started")


class _Progress:
    """Stores the progress of a run about once a second."""

    def __init__(self, pk: int) -> None:
        self._pk, self._told = pk, 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if done == total or now - self._told >= _PROGRESS_SECONDS:
            self._told = now
            ImportRun.objects.filter(pk=self._pk).update(step=step, done=done, total=total)
