"""`manage.py restore FILE`: put a backup in the place of all that the database holds."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from core.audit import security_log
from core.backups.backup_faults import BackupFailed, BackupRefused
from core.backups.restore_backup import differences, restore_backup
from core.models import SecurityEvent


class Command(BaseCommand):
    help = (
        "Restore a backup, in one transaction, while the service is stopped. Status 1: it failed,"
        " nothing was changed; 2: refused, nothing was changed; 3: restored, but the rows differ"
        " from what the manifest says."
    )
    # The database may be empty, or of another version.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that `manage.py backup` wrote")
        parser.add_argument(
            "--replace", action="store_true", help="delete the rows that the database holds"
        )
        parser.add_argument(
            "--without-keys",
            action="store_true",
            help="restore though ENCRYPTION_KEYS lacks a key: what it encrypted cannot be read",
        )

    def handle(
        self, *args: Any, file: Path, replace: bool, without_keys: bool, **options: Any
    ) -> None:
        try:
            manifest = restore_backup(
                file.absolute(),
                replace=replace,
                without_keys=without_keys,
                tell=self.stdout.write,
            )
        except BackupRefused as fault:
            raise CommandError(f"Refused: {fault}", returncode=2) from fault
        except BackupFailed as fault:
            raise CommandError(str(fault), returncode=1) from fault
        self.stdout.write("Restored. Comparing the rows with the manifest.")
        try:
            told = differences(manifest)
        except (DatabaseError, OSError) as fault:
            raise CommandError(
                f"Restored, but it could not be compared with the manifest: {fault}", returncode=3
            ) from fault
        if told:
            raise CommandError("Restored, but it differs:\n" + "\n".join(told), returncode=3)
        security_log.record(SecurityEvent.Kind.RESTORED, subject=file.name)
        if without_keys:
            self.stdout.write(
                "What the missing keys encrypted cannot be read: run manage.py rotate_encryption"
                " --discard-unreadable, or the service does not become ready."
            )
        rows = sum(content.rows for content in manifest.tables.values())
        self.stdout.write(
            f"All {rows} rows of {len(manifest.tables)} tables are as the manifest says. Revoke"
            " again what was revoked since, then start the service."
        )
