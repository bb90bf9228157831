"""The page of the status: what waits and who works, without anything of a firm."""

import pytest
from django.utils import timezone

from core import task_queue_health
from core.models import BackupRun
from firms.models import Member
from harness.celery_broker import sending_to
from matcher.models import Shortlist


@pytest.fixture(autouse=True)
def workers(monkeypatch):
    """What the broker would say: that nothing waits for it is tried with a real one below."""
    told = {"workers": 2}
    monkeypatch.setattr(
        "pages.presenters.status_page.count_workers", lambda: told["workers"], raising=True
    )
    return told


def test_all_is_well_where_nothing_waits(viewer, world):
    BackupRun.objects.create(made_at=timezone.now(), size=1, sha256="0" * 64)
    viewer.look("/status")
    assert "All is well." in viewer.text
    assert "Answering: 2." in viewer.text
    assert "to decide" not in viewer.page


@pytest.mark.parametrize("count", [0, None])
def test_a_missing_worker_is_told(viewer, workers, count):
    workers["workers"] = count
    viewer.look("/status")
    assert "Something needs somebody now." in viewer.text


def test_a_brief_that_waits_is_counted_and_not_named(rival, world):
    Shortlist.objects.update(checked_version=0, waiting_since=timezone.now())
    rival.look("/status")
    assert "Waiting: 1;" in rival.text
    assert "Knitwear" not in rival.page


def test_a_curator_sees_the_queues(owner, firm):
    account = Member.objects.get(firm=firm).user
    account.is_staff = True
    account.save()
    assert "Corrections to decide" in owner.look("/status")


def test_a_broker_that_is_away_is_told_and_holds_nobody_up(monkeypatch):
    monkeypatch.setattr(task_queue_health, "_last", {})
    with sending_to("redis://127.0.0.1:1/0"):
        assert task_queue_health.count_workers() is None
