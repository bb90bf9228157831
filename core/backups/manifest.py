"""The manifest beside a backup: what it holds, and what a restore of it needs."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from core.backups.backup_faults import BackupRefused
from core.backups.table_contents import TableContent

FORMAT = 1
_KEY_CHECK = b"an encryption key of this backup"


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    `server` is PostgreSQL's version as a number (180006), `migrations` the applied ones, by app;
    `counters` the policy, partners and event number; `key_checks` a token for each of
    ENCRYPTION_KEYS, in their order, which that key alone reads and from which no key can be
    learned; `size` (bytes) and `sha256` are of the dump.
    """

    version: str
    made_at: str
    server: int
    migrations: dict[str, list[str]]
    counters: dict[str, int]
    tables: dict[str, TableContent]
    left_out: list[str]
    key_checks: list[str]
    size: int
    sha256: str


def manifest_path(backup: Path) -> Path:
    """The path of the manifest of a backup: beside it."""
    return backup.with_name(f"{backup.name}.manifest.json")


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write the manifest and wait until the disk has it."""
    with path.open("x") as file:
        json.dump({"format": FORMAT, **asdict(manifest)}, file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())


def read_manifest(backup: Path) -> Manifest:
    """The manifest of a backup. Raises `BackupRefused` where it is missing or not readable."""
    path = manifest_path(backup)
    if not backup.is_file():
        raise BackupRefused(f"There is no file {backup}.")
    try:
        found: dict[str, Any] = json.loads(path.read_text())
        if found.pop("format") != FORMAT:
            raise BackupRefused(f"{path} was written in another format than {FORMAT}.")
        tables = {name: TableContent(**content) for name, content in found.pop("tables").items()}
        return Manifest(**found, tables=tables)
    except OSError as fault:
        raise BackupRefused(
            f"The manifest {path} cannot be read ({fault.strerror}): it belongs beside the backup."
        ) from fault
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise BackupRefused(f"{path} is not a manifest: {fault!r}") from fault


def make_key_checks() -> list[str]:
    """A token for each of ENCRYPTION_KEYS."""
    return [Fernet(key).encrypt(_KEY_CHECK).decode() for key in settings.ENCRYPTION_KEYS]


def unread_keys(manifest: Manifest) -> list[int]:
    """The places, from 1, of the backup's encryption keys that ENCRYPTION_KEYS lacks now."""
    return [place for place, token in enumerate(manifest.key_checks, 1) if not _is_read(token)]


def _is_read(token: str) -> bool:
    for key in settings.ENCRYPTION_KEYS:
        try:
            return Fernet(key).decrypt(token.encode()) == _KEY_CHECK
        except InvalidToken:
            continue
    return False


def applied_migrations() -> dict[str, list[str]]:
    """The migrations that the database has, by app."""
    return _by_app(MigrationLoader(connection).applied_migrations)


def known_migrations() -> dict[str, list[str]]:
    """The migrations that this version of the code has, by app."""
    return _by_app(MigrationLoader(None).disk_migrations)


def _by_app(names: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for app, name in sorted(names):
        found.setdefault(app, []).append(name)
    return found


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
