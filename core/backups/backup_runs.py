"""What is recorded of backups: who watches the service sees when the last one was made."""

from django.db import connection

from core.backups.manifest import Manifest
from core.models import BackupRun


def record_backup(manifest: Manifest) -> None:
    """Record a backup, of which both files are written. By a function of the database, because the
    role that makes backups may write nothing else.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT public.record_backup(%s, %s, %s)",
            [manifest.made_at, manifest.size, manifest.sha256],
        )


def last_backup() -> BackupRun | None:
    """The newest recorded backup; None where none ever was. One query."""
    return BackupRun.objects.first()
