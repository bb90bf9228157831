"""Imports that wait for a worker. The row is the truth: a lost message only delays an import."""

from __future__ import annotations

import hashlib
import tempfile
import time
from pathlib import Path

from django.contrib.auth.models import User
from django.utils import timezone

from core import task_queue
from partners.errors import FileFault, ImportRefused
from partners.intake.import_file import finish, run_import
from partners.intake.import_lock import no_import_runs
from partners.intake.mapping.column_map import parse_map
from partners.intake.reading.limits import DEFAULT_LIMITS
from partners.models import ImportRun

RUN_IMPORTS = "partners.run_imports"
_PROGRESS_SECONDS = 1.0
_STATES = ImportRun.State


def submit_import(run: ImportRun, content: bytes, *, by: User) -> ImportRun:
    """Store an import with its file for a worker.

    Raises `FileFault` for a map that cannot be used, and for a file that is too large.
    """
    if len(content) > DEFAULT_LIMITS.file_bytes:
        reason = f"has {len(content)} bytes; {DEFAULT_LIMITS.file_bytes} are the most"
        raise FileFault(run.file, 1, "", reason)
    if run.map:
        parse_map("map", run.map)
    run.content, run.digest, run.by = content, hashlib.sha256(content).hexdigest(), by
    run.save()
    task_queue.enqueue(RUN_IMPORTS)
    return run


def cancel_import(pk: int) -> ImportRun:
    """Let an import end after the chunk that it is at. Raises `ImportRefused` where it is over."""
    unfinished = ImportRun.objects.filter(pk=pk, state__in=(_STATES.QUEUED, _STATES.RUNNING))
    if not unfinished.update(state=_STATES.CANCELLED, finished_at=timezone.now()):
        raise ImportRefused(f"import {pk} is over")
    return ImportRun.objects.get(pk=pk)


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
    return waiting.order_by("pk").first()


def _run(run: ImportRun) -> None:
    content = bytes(run.content or b"")
    with tempfile.TemporaryDirectory(prefix="import") as folder:
        # The name of the file stands in reports; of a path only its last part is taken.
        path = Path(folder) / (Path(run.file).name or "file")
        path.write_bytes(content)
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
