"""Of many requests at once under one idempotency key one makes it; nobody makes a second."""

import threading
from typing import Any

import pytest
from django.db import connection

from api.requests import idempotency
from firms import api_keys
from firms.models import IdempotencyRecord
from matcher.briefs import submit
from matcher.models import Brief, Shortlist
from tests.api.caller import Caller
from webhooks.models import Endpoint

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "order-117"
AT_ONCE = 8


def at_once(firm, path, body):
    """Send it from several threads, each with a connection of its own; the responses."""
    callers = [Caller(api_keys.issue(firm=firm)) for _ in range(AT_ONCE)]
    start = threading.Barrier(AT_ONCE)
    responses = []

    def send(caller):
        start.wait()
        responses.append(caller.post(path, body, Idempotency_Key=KEY))
        connection.close()

    threads = [threading.Thread(target=send, args=(one,)) for one in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return responses


def judge(responses, made):
    """One made it; the others were told the same, or to ask again."""
    assert len(responses) == AT_ONCE
    assert {one.status_code for one in responses} <= {made, 409}
    told = [one for one in responses if one.status_code == made]
    assert [one.headers.get("Idempotent-Replayed") for one in told].count(None) == 1
    assert len({one.content for one in told}) == 1
    for one in responses:
        if one.status_code == 409:
            assert one.json()["type"] == "/problems/idempotency-key-under-way"
            assert one.headers["Retry-After"] == "1"


def test_one_shortlist_comes_of_many_requests(firm, knitwear):
    judge(at_once(firm, "/v1/shortlists", knitwear), 202)
    assert (
        Brief.objects.count() == Shortlist.objects.count() == IdempotencyRecord.objects.count() == 1
    )


def test_one_endpoint_comes_of_many_requests(firm):
    judge(at_once(firm, "/v1/webhooks", {"url": "https://hooks.nordtuch.example/ronghe"}), 201)
    assert Endpoint.objects.count() == IdempotencyRecord.objects.count() == 1


@pytest.fixture
def held(firm, knitwear, monkeypatch):
    """A first request that has stored its brief and not yet committed, until it is let go."""
    ask, stored, let_go = submit.submit, threading.Event(), threading.Event()

    def ask_and_wait(**given: Any):
        shortlist = ask(**given)
        stored.set()
        assert let_go.wait(10)
        return shortlist

    def send():
        first.append(caller.post("/v1/shortlists", knitwear, Idempotency_Key=KEY))
        connection.close()

    first, caller = [], Caller(api_keys.issue(firm=firm))
    monkeypatch.setattr(submit, "submit", ask_and_wait)
    thread = threading.Thread(target=send)
    thread.start()
    assert stored.wait(10)
    monkeypatch.setattr(submit, "submit", ask)

    def done():
        let_go.set()
        thread.join(timeout=10)
        return first[0]

    yield done
    done()


def test_while_the_first_is_worked_on_the_second_is_told_to_ask_again(call, knitwear, held):
    second = call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY)
    assert second.status_code == 409
    assert second.json()["type"] == "/problems/idempotency-key-under-way"
    assert second.headers["Retry-After"] == "1"
    first = held()
    again = call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY)
    assert (again.status_code, again.content) == (202, first.content)
    assert Shortlist.objects.count() == 1


def test_neither_another_firm_nor_another_key_waits_for_it(call, stranger, knitwear, held):
    assert stranger.post("/v1/shortlists", knitwear, Idempotency_Key=KEY).status_code == 202
    assert call.post("/v1/shortlists", knitwear, Idempotency_Key="other").status_code == 202


def test_were_the_lock_lost_the_row_would_still_let_one_pass_only(
    call, knitwear, held, monkeypatch
):
    monkeypatch.setattr(idempotency, "_LOCKED", "SELECT length(%s) > 0")
    second = call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY)
    assert second.status_code == 202
    # The first finds a row that its snapshot did not show, and gives up what it made.
    assert held().status_code == 409
    again = call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY)
    assert again.content == second.content
    assert Brief.objects.count() == Shortlist.objects.count() == 1
