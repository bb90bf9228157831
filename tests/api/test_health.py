"""Alive says nothing more; ready: this process can serve; healthy: all work is done."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from api.probes import readiness_checks, service_checks
from harness.broken_brokers import full_broker, silent_broker
from matcher import loaded
from matcher.models import Batch, IndexFile, Shortlist
from partners.models import ImportRun

READY = dict.fromkeys(("database", "migrations", "encryption", "partners"), "ok")
BLIND = "not checked: the database is not available"


@pytest.fixture(autouse=True)
def workers(monkeypatch):
    """What the broker would say of workers: none run beside the tests."""
    told = {"count": 2}
    monkeypatch.setattr(service_checks, "count_workers", lambda: told["count"])
    return told


def told(client, name):
    """The HTTP status, the word and the reason of a check of /healthz."""
    found = client.get("/healthz")
    return found.status_code, found.json()["status"], found.json()["checks"][name]


def test_alive_asks_nothing(client):
    assert client.get("/livez").json() == {"status": "alive"}


@pytest.mark.django_db
def test_ready_names_every_check(client):
    found = client.get("/readyz")
    assert (found.status_code, found.json()) == (200, {"status": "ready", "checks": READY})


@pytest.mark.django_db
def test_healthy_names_every_check(client):
    found = client.get("/healthz")
    assert (found.status_code, found.json()["status"]) == (200, "ok"), found.json()
    assert set(found.json()["checks"].values()) == {"ok"}
    assert set(READY) < set(found.json()["checks"])


@pytest.mark.django_db
def test_what_waits_and_who_works_takes_no_instance_out_of_service(
    client, call, knitwear, settings, workers
):
    call.post("/v1/shortlists", knitwear)
    Shortlist.objects.update(waiting_since=timezone.now() - dt.timedelta(minutes=2))
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    workers["count"] = None
    found = client.get("/readyz")
    assert (found.status_code, found.json()["checks"]) == (200, READY)
    assert told(client, "briefs")[:2] == (503, "failing")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("broken", "reason"),
    [(full_broker, "is out of memory: raise maxmemory"), (silent_broker, "does not answer")],
)
def test_a_broker_that_does_not_work_degrades_the_service(client, settings, broken, reason):
    with broken() as address:
        settings.CELERY_BROKER_URL = address
        status, word, why = told(client, "broker")
        assert client.get("/readyz").status_code == 200
    assert (status, word) == (200, "degraded")
    assert reason in why
    assert "sweeps answer briefs meanwhile" in why


@pytest.mark.django_db
def test_without_workers_the_service_is_degraded(client, workers):
    workers["count"] = 0
    assert told(client, "workers")[:2] == (200, "degraded")


@pytest.mark.parametrize("path", ["/readyz", "/healthz"])
def test_without_a_database_it_is_not_ready_and_asks_no_further(client, monkeypatch, path):
    known = {**connection.settings_dict, "HOST": "127.0.0.1", "PORT": "1"}
    monkeypatch.setattr(readiness_checks, "connection", SimpleNamespace(settings_dict=known))
    found = client.get(path)
    assert found.status_code == 503
    assert (
        found.json()["checks"].items()
        >= {
            "database": "failed: OperationalError; the log of this process says more",
            "migrations": BLIND,
            "encryption": BLIND,
            "partners": BLIND,
        }.items()
    )


@pytest.mark.django_db
def test_with_a_migration_to_apply_it_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'matcher'")
    found = client.get("/readyz")
    assert found.status_code == 503
    assert found.json()["checks"]["migrations"].endswith("run manage.py migrate")


@pytest.mark.parametrize(("seconds", "status"), [(30, 200), (90, 503)])
def test_a_brief_that_waits_too_long_shows(client, call, knitwear, seconds, status):
    call.post("/v1/shortlists", knitwear)
    Shortlist.objects.update(waiting_since=timezone.now() - dt.timedelta(seconds=seconds))
    assert told(client, "briefs")[0] == status


def test_a_batch_that_does_not_go_on_shows(client, call, knitwear):
    call.post("/v1/batches", {"briefs": [knitwear]})
    assert told(client, "batches")[2] == "ok"
    Batch.objects.update(turn_at=timezone.now() - dt.timedelta(minutes=2))
    assert told(client, "batches") == (
        503,
        "failing",
        "1 batches do not go on: start workers and sweeps (manage.py sweep)",
    )


@pytest.mark.django_db
def test_an_import_that_nobody_runs_shows_unless_another_runs(client):
    long_ago = timezone.now() - dt.timedelta(minutes=2)
    ImportRun.objects.create(file="a.csv", content=b"a", created_at=long_ago)
    assert told(client, "imports")[:2] == (503, "failing")
    ImportRun.objects.create(file="b.csv", content=b"a", state=ImportRun.State.RUNNING)
    assert told(client, "imports")[2] == "ok"


@pytest.mark.django_db
def test_a_damaged_file_of_partners_degrades_and_is_written_anew(client, maker, settings, tmp_path):
    settings.INDEX_DIR = str(tmp_path)
    maker("a")
    loaded.write_columns()
    assert told(client, "partners file")[2] == "ok"
    file = tmp_path / f"{IndexFile.objects.get().digest}.columns"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    assert told(client, "partners file")[:2] == (200, "degraded")
    loaded.forget()
    assert client.get("/readyz").json()["checks"] == READY
    file.write_bytes(content)
    loaded.write_columns()
    assert told(client, "partners file")[2] == "ok"


@pytest.mark.django_db
def test_an_instance_is_not_ready_while_it_loads_the_partners(client, monkeypatch):
    monkeypatch.setattr(loaded, "load_unless_busy", lambda basis, seconds: False)
    found = client.get("/readyz")
    assert (found.status_code, found.json()["checks"]["partners"]) == (
        503,
        "the partners are being loaded: wait",
    )
