"""A backup is recorded once it is whole, and a failed one is not."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.translation import override

from core.backups.backup_runs import last_backup
from core.backups.manifest import read_manifest
from core.models import BackupRun
from pages.presenters.status_page import status_page
from tests.backups.conftest import run

pytestmark = pytest.mark.django_db(transaction=True)


def told():
    with override("en"):
        lines = status_page(curator=False).data
        return next((line.kind, line.sentence) for line in lines if str(line.name) == "Last backup")


def test_a_whole_backup_is_recorded_with_its_digest(tmp_path):
    assert last_backup() is None
    assert told() == ("move", "Never: none is recorded.")
    status, said = run("backup", tmp_path / "one.dump")
    assert status == 0, said
    manifest, row = read_manifest(tmp_path / "one.dump"), last_backup()
    assert (row.size, row.sha256) == (manifest.size, manifest.sha256)
    assert row.made_at == dt.datetime.fromisoformat(manifest.made_at)
    kind, text = told()
    assert kind == "good"
    assert manifest.sha256[:12] in text
    # What a dump holds cannot name the dump itself.
    assert manifest.tables["core_backuprun"].rows == 0


def test_a_refused_or_failed_one_is_not(tmp_path):
    (tmp_path / "taken.dump").touch()
    assert run("backup", tmp_path / "taken.dump")[0] == 2
    assert run("backup", tmp_path / "nowhere" / "one.dump")[0] == 1
    assert last_backup() is None


def test_an_old_one_asks_to_look():
    made_at = timezone.now() - dt.timedelta(days=3)
    BackupRun.objects.create(made_at=made_at, size=2_048, sha256="0" * 64)
    kind, text = told()
    assert kind == "move"
    assert text.startswith("3 days ago; 2.0")
