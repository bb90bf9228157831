"""`Prefer: wait` holds the response until there is an answer, with no connection held."""

import threading
import time

import pytest
from django.db import connection

from api.requests import prefer_wait
from firms.models import IdempotencyRecord
from matcher.models import Shortlist
from matcher.shortlists import answering


@pytest.fixture
def worker(transactional_db):
    """Answers each brief a moment after it was asked, as a worker does."""
    over = threading.Event()

    def answer_all():
        while not over.wait(0.05):
            for pk in list(Shortlist.objects.unanswered().values_list("pk", flat=True)):
                answering.answer_shortlist(pk)
        connection.close()

    thread = threading.Thread(target=answer_all)
    thread.start()
    yield
    over.set()
    thread.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("worker")
def test_the_answer_comes_with_the_response(call, knitwear):
    asked = call.post("/v1/shortlists", knitwear, Prefer="wait=10")
    assert asked.status_code == 201
    assert asked.headers["Preference-Applied"] == "wait"
    assert asked.json() == call.get(asked.headers["Location"]).json()
    again = call.put(
        asked.headers["Location"], {**knitwear, "limit": 1}, Prefer="respond-async, wait=10"
    )
    assert again.status_code == 200
    assert (again.json()["brief_version"], len(again.json()["entries"])) == (2, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("worker")
def test_who_asks_again_under_the_same_key_may_wait_again(call, knitwear):
    asked = [
        call.post("/v1/shortlists", knitwear, Prefer="wait=10", Idempotency_Key="order-117")
        for _ in range(2)
    ]
    assert [one.status_code for one in asked] == [201, 201]
    assert asked[0].content == asked[1].content
    assert [one.headers.get("Idempotent-Replayed") for one in asked] == [None, "true"]
    assert asked[1].headers["Preference-Applied"] == "wait"
    assert asked[1].headers["ETag"] == asked[0].headers["ETag"]
    # What was kept is what was known when the brief was stored.
    later = call.post("/v1/shortlists", knitwear, Idempotency_Key="order-117")
    assert (later.status_code, later.json()["status"]) == (202, "pending")
    assert Shortlist.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_before_what_was_asked_is_committed(call, knitwear, monkeypatch):
    def look(done, seconds):
        assert not connection.in_atomic_block
        assert IdempotencyRecord.objects.count() == 1
        return False

    monkeypatch.setattr(prefer_wait, "wait_until", look)
    call.post("/v1/shortlists", knitwear, Prefer="wait=10", Idempotency_Key="order-117")


@pytest.mark.django_db(transaction=True)
def test_who_waits_in_vain_is_told_where_to_look(call, knitwear):
    start = time.monotonic()
    asked = call.post("/v1/shortlists", knitwear, Prefer="wait=1")
    assert 1 <= time.monotonic() - start < 3
    assert asked.status_code == 202
    assert "Preference-Applied" not in asked.headers
    assert asked.json()["status"] == "pending"


@pytest.mark.parametrize("prefer", ["", "wait", "wait=", "wait=x", "wait=-1", "waits=5", "wait=1x"])
def test_who_does_not_ask_to_wait_does_not(call, knitwear, prefer):
    assert call.post("/v1/shortlists", knitwear, Prefer=prefer).status_code == 202


def test_nobody_waits_longer_than_ten_seconds(rf):
    assert prefer_wait.wait_seconds(rf.get("/", headers={"Prefer": "wait=600"})) == 10


def test_when_too_many_wait_the_next_is_sent_away_at_once(monkeypatch):
    monkeypatch.setattr(prefer_wait, "_waiting_slots", threading.BoundedSemaphore(1))
    started, over = threading.Event(), threading.Event()

    def never():
        started.set()
        return over.is_set()

    first = threading.Thread(target=prefer_wait.wait_until, args=(never, 10))
    first.start()
    started.wait()
    assert not prefer_wait.wait_until(lambda: pytest.fail("asked the database"), 10)
    over.set()
    first.join()
    assert prefer_wait.wait_until(lambda: True, 10)


@pytest.mark.django_db(transaction=True)
def test_no_connection_is_held_between_looks(monkeypatch):
    held = []
    monkeypatch.setattr(prefer_wait.time, "sleep", lambda _: held.append(connection.connection))
    looks = iter([False, False, True])

    def look():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return next(looks)

    assert prefer_wait.wait_until(look, 10)
    assert held == [None, None]
