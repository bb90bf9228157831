"""Briefs come in and events are told while a backup is made. The database is lost and restored:
all that the manifest names is there, and work that was due is done.
"""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.utils import timezone

from core import counters
from core.backups.manifest import read_manifest
from core.backups.restore_backup import differences
from core.models import SecurityEvent
from firms.models import Firm
from harness import messages
from harness.receiver import Receiver
from matcher import loaded
from matcher.briefs import submit
from matcher.models import Revision, Shortlist
from matcher.shortlists import answering
from partners.intake.reference_files import load_reference
from partners.registry.records import DatasetRecord
from partners.registry.registration import save_dataset
from tests.backups.conftest import connected_to, run
from tests.seeded import SEEDS
from tests.webhooks.worker import Round
from webhooks.models import Delivery, Event, StreamEpoch

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
BASE_DIR = Path(__file__).resolve().parents[2]
KNITWEAR = json.loads((BASE_DIR / "docs" / "briefs" / "knitwear.json").read_text("utf-8"))
OWN_LIST = DatasetRecord("own-list", "Own list", simulated=False, notice="A test's own list.")
BEFORE = 10


class Load(threading.Thread):
    """Posts briefs, answers some and tells events until it is stopped."""

    def __init__(self, firm: Firm) -> None:
        super().__init__(daemon=True)
        self.firm, self.stopped, self.rounds = firm, threading.Event(), 0
        self.fault = None

    def run(self):
        try:
            while not self.stopped.is_set():
                self.rounds += 1
                post_brief(self.firm, 1000 + self.rounds, answered=self.rounds % 2 == 0)
                messages.emit_events(3)
        except Exception as fault:
            self.fault = fault
        finally:
            connections.close_all()

    def stop(self):
        self.stopped.set()
        self.join(60)
        assert not self.is_alive()
        assert self.fault is None


def post_brief(firm, quantity, *, answered):
    shortlist = submit.submit(
        firm=firm, asked=KNITWEAR | {"order_quantity": quantity, "datasets": ["own-list"]}
    )
    if answered:
        answering.answer_shortlist(shortlist.pk)


def kill_a_restore_midway(backup, name):
    at = connection.settings_dict
    url = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{name}"
    process = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "restore", str(backup), "--replace"],
        cwd=BASE_DIR,
        env=os.environ | {"DATABASE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        for line in process.stdout:
            if "tables are begun" in line:
                break
        else:
            pytest.fail("the restore ended before it was killed")
        process.kill()


def test_all_that_the_manifest_names_comes_back_and_work_goes_on(new_database, tmp_path, settings):
    settings.WEBHOOK_ALLOW_LOOPBACK = True
    settings.INDEX_DIR = str(tmp_path / "index")
    load_reference(SEEDS)
    save_dataset(dataset=OWN_LIST)
    firm = Firm.objects.create(name="Nordtuch GmbH")
    backup = tmp_path / "drill.dump"
    rounds = Round()
    with Receiver() as receiver:
        messages.create_endpoints(receiver, 2)
        for number in range(BEFORE):
            post_brief(firm, 100 + number, answered=number % 2 == 0)
        messages.emit_events(BEFORE)
        rounds.send(limit=7)
        Session.objects.create(session_key="ended-since", expire_date=timezone.now())
        load = Load(firm)
        load.start()
        status, said = run("backup", backup)
        load.stop()
        assert status == 0, said
        manifest = read_manifest(backup)
        later = Shortlist.objects.count()
        assert BEFORE <= manifest.tables["matcher_shortlist"].rows < later
        assert manifest.counters["event"] >= BEFORE
        loaded.forget()

        name = new_database()
        with connected_to(name):
            status, said = run("restore", backup)
            assert status == 0, said
            # The restore itself stands in the security log, after the rows of the backup.
            [restored] = SecurityEvent.objects.filter(kind=SecurityEvent.Kind.RESTORED)
            assert restored.subject == "drill.dump"
            assert all("core_securityevent" in one for one in differences(manifest))
            assert Session.objects.count() == 0
            Firm.objects.create(name="Later GmbH")
            connection.close()
            connection.close_pool()
            kill_a_restore_midway(backup, name)
            # The kill took back all: what was there before is there still.
            assert Firm.objects.filter(name="Later GmbH").exists()
            assert Shortlist.objects.count() == manifest.tables["matcher_shortlist"].rows
            status, said = run("restore", backup, "--replace")
            assert status == 0, said
            assert not Firm.objects.filter(name="Later GmbH").exists()

            waiting = Shortlist.objects.unanswered().count()
            assert waiting >= BEFORE // 2
            answering.sweep()
            assert not Shortlist.objects.unanswered().exists()
            assert Revision.objects.count() == Shortlist.objects.count()

            due = Delivery.objects.filter(state="pending").count()
            assert due
            before = len(receiver.requests)
            while rounds.send():
                pass
            assert not Delivery.objects.filter(state="pending").exists()
            assert len(receiver.requests) - before == due
            event = manifest.counters["event"]
            # A new epoch: no number that was given after the backup is given again.
            assert StreamEpoch.objects.get().ended == event
            post_brief(Firm.objects.get(name="Nordtuch GmbH"), 1, answered=True)
            assert Event.objects.order_by("-number").first().number > event
            loaded.forget()
    rounds.close()


def test_a_difference_is_told_with_a_status_of_its_own(new_database, tmp_path):
    backup = tmp_path / "kept.dump"
    assert run("backup", backup)[0] == 0
    path = backup.with_name(f"{backup.name}.manifest.json")
    manifest = json.loads(path.read_text())
    manifest["tables"]["firms_firm"]["rows"] += 5
    manifest["counters"]["policy"] += 1
    path.write_text(json.dumps(manifest))
    with connected_to(new_database()):
        status, said = run("restore", backup)
    assert status == 3
    assert "firms_firm: 0 rows, 5 in the manifest" in said
    assert "the policy number is 0, 1 in the manifest" in said


def test_what_an_app_moves_after_a_restore_is_moved_in_its_transaction(
    new_database, tmp_path, monkeypatch
):
    backup = tmp_path / "kept.dump"
    assert run("backup", backup)[0] == 0
    config = apps.get_app_config("webhooks")
    moved = "UPDATE public.core_counter SET number = 500 WHERE name = 'event';"
    with connected_to(new_database()):
        monkeypatch.setattr(config, "sql_after_restore", f"{moved} SELECT 1 / 0;")
        assert run("restore", backup)[0] == 1
        assert connection.introspection.table_names() == []
        monkeypatch.setattr(config, "sql_after_restore", moved)
        status, said = run("restore", backup)
        assert status == 0, said
        assert counters.current("event") == 500
