"""Write a backup: a dump of the whole database and its manifest, both of one snapshot.

The service runs on meanwhile: the snapshot sees what was committed before it, and nothing waits.
"""

import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from core.backups.backup_faults import BackupFailed, BackupRefused
from core.backups.database_programs import last_lines, start_program
from core.backups.manifest import (
    Manifest,
    applied_migrations,
    file_sha256,
    known_migrations,
    make_key_checks,
    manifest_path,
    write_manifest,
)
from core.backups.table_contents import counter_numbers, left_out, table_contents
from core.transactions import repeatable_read

Tell = Callable[[str], None]
_TOLD_EVERY = 10  # tables


def write_backup(backup: Path, tell: Tell) -> Manifest:
    """Write the backup and return its manifest; `tell` is given lines about the progress.

    Both files are written under other names and renamed, the manifest last: a file without a
    manifest is not a backup. Only their owner can read them. Raises `BackupRefused` for a path
    that is taken or cannot be written, and `BackupFailed` when the dump fails.
    """
    for taken in (backup, manifest_path(backup)):
        if taken.exists():
            raise BackupRefused(f"{taken} exists already: give each backup a name of its own.")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{backup.name}-", dir=backup.parent) as name:
            dump, written = Path(name, "dump"), Path(name, "manifest")
            manifest = _dump(dump, tell)
            write_manifest(written, manifest)
            for file in (dump, written):
                file.chmod(0o600)
            dump.rename(backup)
            written.rename(manifest_path(backup))
            _sync_folder(backup.parent)
    except OSError as fault:
        raise BackupFailed(f"{backup} cannot be written: {fault.strerror or fault}") from fault
    return manifest


def _dump(dump: Path, tell: Tell) -> Manifest:
    with repeatable_read():
        with connection.cursor() as cursor:
            # The transaction waits for the program, for as long as that takes.
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version_num')")
            snapshot, server = cursor.fetchone()
        migrations, counters = applied_migrations(), counter_numbers()
        if migrations != known_migrations():
            raise BackupRefused(
                "The database has other migrations than this code: a restore would refuse the file."
                " Back up with the version that is in use, or migrate first."
            )
        tell("Counting the rows of each table.")
        tables = table_contents()
        _run_pg_dump(dump, snapshot, len(tables), tell)
    return Manifest(
        version=str(settings.SPECTACULAR_SETTINGS["VERSION"]),
        made_at=timezone.now().isoformat(timespec="seconds"),
        server=int(server),
        migrations=migrations,
        counters=counters,
        tables=tables,
        left_out=list(left_out()),
        key_checks=make_key_checks(),
        size=dump.stat().st_size,
        sha256=file_sha256(dump),
    )


def _run_pg_dump(dump: Path, snapshot: str, tables: int, tell: Tell) -> None:
    program = start_program(
        "pg_dump",
        "--format=custom",
        f"--snapshot={snapshot}",
        f"--file={dump}",
        *(f"--exclude-table-data=public.{table}" for table in left_out()),
        "--no-owner",
        "--no-privileges",
        "--no-comments",
        "--no-password",
        "--verbose",
        stderr=subprocess.PIPE,
    )
    done, output = 0, b""
    with program:
        for line in program.stderr or ():
            if b"dumping contents of table" in line:
                done += 1
                if done % _TOLD_EVERY == 0:
                    tell(f"{done} of {tables} tables are dumped.")
            output = (output + line)[-4000:]
    if program.returncode:
        raise BackupFailed(f"pg_dump failed: {last_lines(output)}")
    with dump.open("rb") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # A new name is on the disk only when the folder is.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
