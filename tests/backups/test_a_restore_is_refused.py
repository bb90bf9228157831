"""What cannot be restored is refused with a reason and a status, and nothing is changed."""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.conf import settings as configured
from django.db import connection

from core.backups import database_programs
from firms.models import Firm
from tests.backups.conftest import run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(tmp_path):
    path = tmp_path / "kept.dump"
    status, said = run("backup", path)
    assert status == 0, said
    # What stands there afterwards: no restore may take it away.
    Firm.objects.create(name="Later GmbH")
    return path


def change_manifest(backup: Path, **differs: Any) -> None:
    path = backup.with_name(f"{backup.name}.manifest.json")
    path.write_text(json.dumps(json.loads(path.read_text()) | differs))


def assert_refused(backup: Path, words: str, *options: str, status: int = 2) -> None:
    found, said = run("restore", backup, *options)
    assert found == status, said
    assert words in said
    assert [firm.name for firm in Firm.objects.all()] == ["Later GmbH"]


def test_a_database_with_rows_is_not_overwritten_unasked(backup):
    assert_refused(backup, "holds rows (")


def test_a_file_that_is_not_whole(backup):
    backup.write_bytes(backup.read_bytes()[:-1000])
    assert_refused(backup, "not whole", "--replace")


def test_a_file_that_was_changed(backup):
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    assert_refused(backup, "SHA-256 differs", "--replace")


def test_a_file_that_pg_restore_cannot_read_to_its_end_is_taken_back(backup):
    content = backup.read_bytes()[:-5000]
    backup.write_bytes(content)
    change_manifest(backup, size=len(content), sha256=hashlib.sha256(content).hexdigest())
    assert_refused(backup, "taken back", "--replace", status=1)


def test_a_file_of_a_later_version(backup):
    path = backup.with_name(f"{backup.name}.manifest.json")
    migrations = json.loads(path.read_text())["migrations"]
    migrations["firms"].append("0099_what_is_not_known_yet")
    change_manifest(backup, migrations=migrations, version="7.0.0")
    assert_refused(backup, "later version, 7.0.0", "--replace")


def test_a_file_of_an_earlier_version(backup):
    path = backup.with_name(f"{backup.name}.manifest.json")
    migrations = json.loads(path.read_text())["migrations"]
    gone = migrations["matcher"].pop()
    change_manifest(backup, migrations=migrations)
    assert_refused(backup, f"lacks the migrations matcher.{gone}", "--replace")


def test_a_wrong_encryption_key(backup, settings):
    settings.ENCRYPTION_KEYS = (Fernet.generate_key().decode(),)
    assert_refused(backup, "lacks key 1 of the 1", "--replace")


def test_an_older_encryption_key_may_not_be_missing_either(tmp_path, settings):
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    settings.ENCRYPTION_KEYS = (new, old)
    assert run("backup", tmp_path / "two.dump")[0] == 0
    Firm.objects.create(name="Later GmbH")
    settings.ENCRYPTION_KEYS = (new,)
    assert_refused(tmp_path / "two.dump", "lacks key 2 of the 2", "--replace")


def test_a_file_without_its_manifest(backup):
    backup.with_name(f"{backup.name}.manifest.json").unlink()
    assert_refused(backup, "belongs beside the backup", "--replace")


def test_a_manifest_of_another_kind(backup):
    backup.with_name(f"{backup.name}.manifest.json").write_text('{"format": 1, "what": []}')
    assert_refused(backup, "is not a manifest", "--replace")


def test_while_somebody_else_is_connected(backup, monkeypatch):
    monkeypatch.setattr("core.backups.restore_checks._WAITS_SECONDS", 0.0)
    other = connection.copy()
    other.ensure_connection()
    try:
        assert_refused(backup, "stop web, workers, sweeps and senders", "--replace")
    finally:
        other.close()


def test_neither_file_shows_a_key(backup):
    manifest = backup.with_name(f"{backup.name}.manifest.json")
    # The rows of a dump are compressed: they are read as the restore reads them.
    program = database_programs.start_program(
        "pg_restore", "--file=-", str(backup), stdout=subprocess.PIPE
    )
    rows, _ = program.communicate()
    assert b"COPY public.firms_firm" in rows
    for secret in (*configured.ENCRYPTION_KEYS, configured.SECRET_KEY):
        assert secret.encode() not in rows + manifest.read_bytes()
    assert backup.stat().st_mode & 0o077 == manifest.stat().st_mode & 0o077 == 0


def test_a_backup_replaces_no_file(backup):
    before = backup.read_bytes()
    status, said = run("backup", backup)
    assert (status, "exists already" in said) == (2, True)
    assert backup.read_bytes() == before


def test_a_backup_that_fails_leaves_no_file(tmp_path, monkeypatch):
    start = database_programs.start_program
    monkeypatch.setattr(
        "core.backups.write_backup.start_program",
        lambda name, *words, stderr: start(name, *words, "--no-such-option", stderr=stderr),
    )
    status, said = run("backup", tmp_path / "none.dump")
    assert status == 1, said
    assert list(tmp_path.iterdir()) == []
