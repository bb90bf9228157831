"""Import a list of organisations from a file into a dataset.

Every row ends as created, attached (its record joins a partner that is known), updated, unchanged,
duplicate or error; where the file is the whole list, records that it does not name are gone.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from django.utils import timezone

from core.bulk.rare_collection import rare_collection
from core.languages.messages import Message
from partners.errors import FileFault
from partners.intake.import_lock import one_import_at_a_time
from partners.intake.import_report import ImportReport
from partners.intake.mapping.column_map import ListFacts, check_columns, parse_map
from partners.intake.mapping.fields import KNOWN_HEADERS
from partners.intake.mapping.guess_columns import guess_map
from partners.intake.reading.source_table import SourceTable, read_source
from partners.intake.row_groups import Progress
from partners.intake.running_import import ImportCancelled, RunningImport
from partners.models import Dataset, ImportRun
from partners.registry.consolidation import CURATED
from partners.registry.records import DatasetRecord

_KEY = re.compile(r"[-a-zA-Z0-9_]{1,40}")


@dataclass(frozen=True)
class ImportRequest:
    """What to import, and whereto. `map`: the column map as TOML, "" guesses one; `name` and
    `notice`: of the dataset, "" takes those of the map, of the dataset that exists, or a plain
    sentence; in Chinese it has those that say the same. `whole`: the file is the whole list.
    """

    path: Path
    dataset: str
    map: str = ""
    name: str = ""
    notice: str = ""
    whole: bool = False
    dry_run: bool = False


def import_file(request: ImportRequest, progress: Progress | None = None) -> ImportReport:
    """Import a file and report on each row; a dry run writes nothing.

    An import of the same file that was killed goes on. Raises `FileFault` where the file or the map
    cannot be used at all.
    """
    with one_import_at_a_time():
        # Before anything is stored: a file that cannot be read leaves no trace.
        table = read_source(request.path, KNOWN_HEADERS)
        report, running = _prepare(request, table, progress or _silent)
        if not request.dry_run:
            running.run = _open_run(request)
        carry_out(running)
    return report


def run_import(run: ImportRun, path: Path, progress: Progress) -> ImportReport:
    """Carry out a run that was stored, with its file at `path`. The caller holds the lock of
    imports. Raises `FileFault`; the run is then failed.
    """
    request = ImportRequest(
        path, run.dataset, run.map, run.name, run.notice, run.whole, run.dry_run
    )
    try:
        report, running = _prepare(request, read_source(path, KNOWN_HEADERS), progress)
    except FileFault as fault:
        finish(run, ImportRun.State.FAILED, fault=str(fault))
        raise
    running.run = run
    carry_out(running)
    return report


def carry_out(running: RunningImport) -> None:
    """Carry out an import and store in its run how it ended."""
    with rare_collection():
        _carry_out(running)


def _carry_out(running: RunningImport) -> None:
    run, report = running.run, running.report
    if run is None:
        running.carry_out()
        return
    ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.QUEUED).update(
        state=ImportRun.State.RUNNING
    )
    try:
        running.carry_out()
    except ImportCancelled:
        # Whoever cancelled has said so already; a run that was told to go on since waits again.
        run.refresh_from_db(fields=["state"])
        if run.state == ImportRun.State.CANCELLED:
            finish(run, ImportRun.State.CANCELLED, report)
    except Exception as fault:
        said = f"{type(fault).__name__}: {fault}"
        told = Message("an unexpected error ended the import: {parser}", parser=said)
        finish(run, ImportRun.State.FAILED, report, fault=told)
        raise
    else:
        finish(run, ImportRun.State.DONE, report)
        report.run = run.pk


def finish(
    run: ImportRun, state: str, report: ImportReport | None = None, *, fault: str = ""
) -> None:
    """Store how a run ended. Its file is kept for a while (`partners.intake.stored_file`)."""
    run.state, run.fault, run.finished_at = state, fault, timezone.now()
    run.fault_message = fault.as_json() if isinstance(fault, Message) else None
    if report is not None:
        run.endings = dict(report.counts)
        run.columns = {name: list(columns) for name, columns in report.columns.items()}
        run.unread_columns = list(report.unread_columns)
        run.notices = [one.as_json() if isinstance(one, Message) else one for one in report.notices]
    run.save(
        update_fields=[
            "state", "fault", "fault_message", "finished_at", "endings", "columns",
            "unread_columns", "notices",
        ]
    )  # fmt: skip


def _silent(what: str, done: int, total: int) -> None:
    """Show no progress."""


def _prepare(
    request: ImportRequest, table: SourceTable, progress: Progress
) -> tuple[ImportReport, RunningImport]:
    map_ = parse_map("map", request.map) if request.map else guess_map(table)
    check_columns(map_, table.file, table.columns)
    dataset = _dataset(request, map_.facts)
    used = map_.used_columns()
    report = ImportReport(
        file=table.file,
        dataset=dataset.key,
        dry_run=request.dry_run,
        columns=map_.columns,
        unread_columns=[column for column in table.columns if column and column not in used],
        notices=table.notices,
    )
    with_about = replace(map_, facts=_about(map_.facts, dataset))
    running = RunningImport(
        table, with_about, dataset, report, progress, run=None, whole=request.whole
    )
    return report, running


def file_digest(path: Path) -> str:
    """SHA-256 of a file as 64 hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _open_run(request: ImportRequest) -> ImportRun:
    """The run of the same file that was killed, or a new one."""
    same = {
        "dataset": request.dataset,
        "file": request.path.name[:200],
        "digest": file_digest(request.path),
        "map": request.map,
        "whole": request.whole,
        "name": request.name,
        "notice": request.notice,
        "content": None,
        "dry_run": False,
        "state": ImportRun.State.RUNNING,
    }
    # The lock of imports is ours: a run of the command line that is still running was killed.
    killed = ImportRun.objects.filter(**same).order_by("-pk").first()
    return killed or ImportRun.objects.create(**same)


def usable_dataset(file: str, key: str) -> Dataset | None:
    """The dataset of this key; None where an import creates it.

    Raises `FileFault` for a key that cannot be one, and for datasets that no list is imported into.
    """
    if not _KEY.fullmatch(key):
        reason = "is not a key of a dataset: 1 to 40 letters, digits, - and _"
        raise FileFault(file, 1, key[:60], reason)
    if key == CURATED:
        raise FileFault(file, 1, key, "is the dataset of what curators enter: no list is")
    held = Dataset.objects.filter(pk=key).first()
    if held and held.simulated:
        reason = "is a simulated dataset: real organisations never stand in it"
        raise FileFault(file, 1, key, reason)
    return held


def _dataset(request: ImportRequest, facts: ListFacts) -> DatasetRecord:
    held = usable_dataset(request.path.name, request.dataset)
    name = request.name or (held.name if held else "") or facts.name or request.dataset
    notice = request.notice or facts.notice or (held.notice if held else "")
    default = f"From the file {request.path.name}; what it does not say is unknown."
    return DatasetRecord(
        request.dataset,
        name[:120],
        simulated=False,
        notice=notice or default,
        name_zh=_chinese_of(name, facts, held, "name")[:120],
        notice_zh=_chinese_of(notice, facts, held, "notice"),
    )


def _chinese_of(
    text: str, facts: ListFacts, held: Dataset | None, field: Literal["name", "notice"]
) -> str:
    """The Chinese of the map, or else of the dataset that exists, as far as its English is this
    text: it says nothing of another name that was given by hand.
    """
    for source in (facts, held):
        chinese: str = getattr(source, f"{field}_zh", "")
        if chinese and getattr(source, field) == text:
            return chinese
    return ""


def _about(facts: ListFacts, dataset: DatasetRecord) -> ListFacts:
    """The facts of the list with a speaker and a source: no fact is without them."""
    source = facts.source or dataset.name
    if facts.licence:
        source = f"{source} ({facts.licence})"
    return replace(facts, source=source, speaker=facts.speaker or dataset.name)
