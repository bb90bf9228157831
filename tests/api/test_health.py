"""Alive says nothing more; ready means that the work can be done, and names what cannot."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from api.probes import health
from matcher.models import Brief

READY = dict.fromkeys(("database", "broker", "migrations", "unanswered", "encryption"), "ok")


def test_alive_asks_nothing(client):
    assert client.get("/livez").json() == {"status": "alive"}


@pytest.mark.django_db
def test_ready_names_every_check(client):
    found = client.get("/readyz")
    assert (found.status_code, found.json()) == (200, {"status": "ready", "checks": READY})


@pytest.mark.django_db
def test_without_a_broker_it_is_not_ready(client, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    found = client.get("/readyz")
    assert found.status_code == 503
    assert found.json()["checks"] == {**READY, "broker": "failed: ConnectionError"}


def test_without_a_database_it_is_not_ready_and_asks_no_further(client, monkeypatch):
    known = {**connection.settings_dict, "HOST": "127.0.0.1", "PORT": "1"}
    monkeypatch.setattr(health, "connection", SimpleNamespace(settings_dict=known))
    found = client.get("/readyz")
    assert found.status_code == 503
    blind = "not checked: the database is not available"
    assert found.json()["checks"] == {
        **READY,
        "database": "failed: OperationalError",
        "migrations": blind,
        "unanswered": blind,
        "encryption": blind,
    }


@pytest.mark.django_db
def test_with_a_migration_to_apply_it_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'matcher'")
    found = client.get("/readyz")
    assert found.status_code == 503
    assert found.json()["checks"]["migrations"].endswith("not applied")


@pytest.mark.parametrize(("seconds", "status"), [(30, 200), (90, 503)])
def test_a_brief_that_waits_too_long_shows(client, call, knitwear, seconds, status):
    call.post("/v1/shortlists", knitwear)
    Brief.objects.update(changed_at=timezone.now() - dt.timedelta(seconds=seconds))
    assert client.get("/readyz").status_code == status
