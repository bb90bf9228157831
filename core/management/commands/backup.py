"""`manage.py backup FILE`: write all of the database into a file, beside the running service."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from core.backups.backup_faults import BackupFailed, BackupRefused
from core.backups.backup_runs import record_backup
from core.backups.write_backup import write_backup


class Command(BaseCommand):
    help = (
        "Write all of the database, as it is at one moment, into FILE and FILE.manifest.json; the"
        " service runs on. Status 1: the dump failed; 2: refused. Either way no FILE is left."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file to write; it must not exist")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest = write_backup(file.absolute(), self.stdout.write)
        except BackupRefused as fault:
            raise CommandError(f"Refused: {fault}", returncode=2) from fault
        except BackupFailed as fault:
            raise CommandError(str(fault), returncode=1) from fault
        # The dump cannot hold the record of itself: it is written once both files are whole.
        try:
            record_backup(manifest)
        except DatabaseError as fault:
            self.stderr.write(f"The backup is whole, but could not be recorded: {fault}")
        rows = sum(content.rows for content in manifest.tables.values())
        self.stdout.write(
            f"{file}: {manifest.size} bytes, {rows} rows in {len(manifest.tables)} tables,"
            f" event {manifest.counters.get('event')}. Keep ENCRYPTION_KEYS and SECRET_KEY"
            " elsewhere: the file does not hold them."
        )
