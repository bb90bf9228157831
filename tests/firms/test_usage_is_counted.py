"""Answers are counted in memory and added up in the database, by day, key and group."""

import threading

import pytest
from django.db import DatabaseError
from django.utils import timezone

from core.clock import today
from firms import api_keys, usage
from firms.models import ApiKey, Firm, KeyUsage
from firms.usage import UsageCounter, usage_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return Firm.objects.create(name="Nordtuch GmbH")


@pytest.fixture
def key(firm):
    return api_keys.create_key(firm=firm, spec=api_keys.KeySpec())[0]


@pytest.fixture
def counter(monkeypatch):
    counter = UsageCounter()
    monkeypatch.setattr(usage, "counter", counter)
    return counter


def gone(_):
    raise DatabaseError("gone")


def shown(firm, prefix=""):
    rows = usage_of(firm, since=today(), until=today(), prefix=prefix)
    return [(row.key.prefix, row.group, row.requests, row.refused) for row in rows]


def test_counts_are_seen_before_and_after_they_are_written(firm, key, counter):
    for refused in (False, False, True):
        counter.count(key=key.pk, group="partners", refused=refused)
    counter.count(key=key.pk, group="rank", refused=False)
    before = shown(firm)
    assert before == [(key.prefix, "partners", 3, 1), (key.prefix, "rank", 1, 0)]
    assert not KeyUsage.objects.exists()
    assert counter.flush() == 2
    assert shown(firm) == before


def test_two_writings_add_up(firm, key, counter):
    for _ in range(2):
        counter.count(key=key.pk, group="rank", refused=True)
        counter.flush()
    assert counter.flush() == 0
    assert shown(firm) == [(key.prefix, "rank", 2, 2)]
    assert KeyUsage.objects.count() == 1


def test_what_cannot_be_written_is_kept(firm, key, counter, monkeypatch):
    counter.count(key=key.pk, group="rank", refused=False)
    monkeypatch.setattr(usage, "_write", gone)
    with pytest.raises(DatabaseError):
        counter.flush()
    assert [count.requests for count in counter._pending.values()] == [1]


def test_a_deleted_key_holds_up_no_other(firm, key, counter):
    counter.count(key=key.pk + 1000, group="rank", refused=False)
    counter.count(key=key.pk, group="rank", refused=False)
    counter.flush()
    assert shown(firm) == [(key.prefix, "rank", 1, 0)]


def test_of_many_threads_no_answer_is_lost(key, counter):
    def answer():
        for _ in range(200):
            counter.count(key=key.pk, group="rank", refused=False)

    threads = [threading.Thread(target=answer) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [count.requests for count in counter._pending.values()] == [1600]


def test_another_firms_counts_are_not_shown(firm, key, counter):
    counter.count(key=key.pk, group="rank", refused=False)
    other = Firm.objects.create(name="Stranger SA")
    assert shown(other) == []
    assert shown(other, prefix=key.prefix) == []


def test_the_last_use_is_the_newest_answer(firm, key, counter):
    assert ApiKey.objects.with_last_use().get().last_used_at is None
    before = timezone.now()
    counter.count(key=key.pk, group="rank", refused=False)
    counter.flush()
    assert ApiKey.objects.with_last_use().get().last_used_at >= before


def test_a_writer_that_ends_writes_first(firm, key, counter, monkeypatch):
    written = []
    monkeypatch.setattr(usage, "_write", written.append)
    writer = usage.UsageWriter(interval=60)
    writer.start()
    assert usage.other_processes_write_within() > 0
    counter.count(key=key.pk, group="rank", refused=False)
    monkeypatch.setattr(usage.connection, "close", lambda: None)
    writer.stop()
    assert len(written) == 1
    assert usage.other_processes_write_within() == 0


def test_a_writer_outlives_a_database_that_is_gone(key, counter, monkeypatch):
    monkeypatch.setattr(usage, "_write", gone)
    monkeypatch.setattr(usage.connection, "close", lambda: None)
    counter.count(key=key.pk, group="rank", refused=False)
    writer = usage.UsageWriter(interval=0.01)
    writer.start()
    writer.stop()
    assert [count.requests for count in counter._pending.values()] == [1]
