"""What is checked before a restore begins. Each check raises `BackupRefused`."""

import time
from pathlib import Path

from django.db import connection

from core.backups.backup_faults import BackupRefused
from core.backups.manifest import Manifest, file_sha256, known_migrations, unread_keys
from core.backups.table_contents import COUNTERS, holds_rows, table_names

# `migrate` fills these in every new database.
_FILLED_BY_MIGRATE = {
    COUNTERS,
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
}
_NAMED_AT_MOST = 5
# The server notices within moments that a killed program is gone.
_WAITS_SECONDS = 10.0
_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
    -- Unknown to a role that may not see the connections of others.
    AND coalesce(backend_type, 'client backend') = 'client backend'
"""


def check_file(backup: Path, manifest: Manifest) -> None:
    """The dump is whole: of the size and the SHA-256 that the manifest says."""
    size = backup.stat().st_size
    if size != manifest.size:
        raise BackupRefused(
            f"{backup} has {size} bytes, its manifest says {manifest.size}: the file is not whole,"
            " or of another backup."
        )
    if file_sha256(backup) != manifest.sha256:
        raise BackupRefused(f"{backup} was changed since it was written: its SHA-256 differs.")


def check_version(manifest: Manifest) -> None:
    """This code has the backup's migrations, all of them and no others."""
    ours, theirs = _names(known_migrations()), _names(manifest.migrations)
    if unknown := sorted(theirs - ours):
        raise BackupRefused(
            f"The backup is of a later version, {manifest.version}: this code lacks the migrations"
            f" {_some(unknown)}. Install that version, then restore."
        )
    if newer := sorted(ours - theirs):
        raise BackupRefused(
            f"The backup is of an earlier version, {manifest.version}: it lacks the migrations"
            f" {_some(newer)}. Install that version, restore, then upgrade."
        )


def check_server(manifest: Manifest) -> None:
    """The server's major version is not before that of the backup."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        major = int(cursor.fetchone()[0])
    if major < manifest.server // 10000:
        raise BackupRefused(
            f"The backup is of PostgreSQL {manifest.server // 10000}, this server is {major}:"
            " restore into that version or a later one."
        )


def check_keys(manifest: Manifest) -> None:
    """ENCRYPTION_KEYS holds every key that it held when the backup was made."""
    if missing := unread_keys(manifest):
        places = ", ".join(map(str, missing))
        raise BackupRefused(
            f"ENCRYPTION_KEYS lacks key {places} of the {len(manifest.key_checks)} that it held"
            " when the backup was made: what they encrypted could not be read. Add them, newest"
            " first. If they are lost, --without-keys restores the rest."
        )


def check_target(*, replace: bool) -> None:
    """The database holds no rows, or may be replaced, and nobody else is connected to it."""
    filled = [table for table in table_names() if table not in _FILLED_BY_MIGRATE]
    filled = [table for table in filled if holds_rows(table)]
    if filled and not replace:
        raise BackupRefused(
            f"The database holds rows ({_some(filled)}): restore into an empty one, or give"
            " --replace to delete all that it holds."
        )
    end = time.monotonic() + _WAITS_SECONDS
    while others := _other_connections():
        if time.monotonic() > end:
            raise BackupRefused(
                f"The database has {others} other connections: stop web, workers, sweeps and"
                " senders first."
            )
        time.sleep(0.2)


def _other_connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS)
        return int(cursor.fetchone()[0])


def _names(migrations: dict[str, list[str]]) -> set[str]:
    return {f"{app}.{name}" for app, names in migrations.items() for name in names}


def _some(names: list[str]) -> str:
    more = len(names) - _NAMED_AT_MOST
    return ", ".join(names[:_NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
