"""/v1/usage: equal to the answers that were given, refusals and faults of ours included."""

import datetime as dt

import pytest
import structlog

from core.clock import today
from firms import api_keys
from firms.models import KeyUsage
from firms.usage import counter
from matcher.shortlists import compute_answer
from tests.api.caller import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted():
    counter.clear()
    yield
    counter.clear()


def groups(usage):
    return {
        (day["key"], one["group"]): (one["requests"], one["refused"])
        for day in usage["results"]
        for one in day["groups"]
    }


def test_every_answer_is_counted_by_key_and_group(call, firm):
    mine = call.get("/v1/me").json()["key"]["id"]
    for _ in range(3):
        call.get("/v1/datasets")
    call.get("/v1/partners/0")
    call.get("/v1/partners?nothing=1")
    call("PUT", "/v1/datasets")
    text = api_keys.issue(firm=firm, scopes=["suggest"])
    Caller(text).get("/v1/datasets")
    usage = call.get("/v1/usage").json()
    assert groups(usage) == {
        (mine, "me"): (1, 0),
        (mine, "datasets"): (4, 1),
        (mine, "partners"): (2, 2),
        (text.split("_")[1], "datasets"): (1, 1),
    }
    assert (usage["requests"], usage["refused"]) == (8, 4)
    assert sum(day["requests"] for day in usage["results"]) == 8


def test_usage_equals_the_log(call, stranger, nobody):
    with structlog.testing.capture_logs([structlog.contextvars.merge_contextvars]) as lines:
        for path in ("/v1/me", "/v1/places", "/v1/nothing", "/v1/places/Nowhere", "/v1/keys"):
            for caller in (call, stranger, nobody):
                caller.get(path)
    usage = call.get("/v1/usage").json()
    mine = {day["key"] for day in usage["results"]}
    logged = [one for one in lines if one["event"] == "request" and one.get("key_prefix") in mine]
    assert len(mine) == 1
    assert usage["requests"] == len(logged) == 4
    assert usage["refused"] == len([one for one in logged if one["status"] >= 400]) == 1


def test_a_fault_of_ours_is_counted(call, knitwear, monkeypatch):
    def break_(*_: object):
        raise RuntimeError

    monkeypatch.setattr(compute_answer, "answer_at_once", break_)
    call.client.raise_request_exception = False
    assert call.client.post("/v1/rank", knitwear, "application/json").status_code == 500
    assert call.get("/v1/usage").json()["refused"] == 1


def test_what_is_written_and_what_is_not_add_up(call):
    call.get("/v1/datasets")
    counter.flush()
    call.get("/v1/datasets")
    assert KeyUsage.objects.get().requests == 1
    assert call.get("/v1/usage").json()["requests"] == 2


def test_a_request_writes_nothing(call, django_assert_num_queries):
    with django_assert_num_queries(2) as queries:
        call.get("/v1/datasets")
    assert all(one["sql"].startswith("SELECT") for one in queries.captured_queries)


def test_a_day_and_a_key_narrow_it(call, firm):
    key = call.get("/v1/me").json()["key"]["id"]
    counter.flush()
    Caller(api_keys.issue(firm=firm)).get("/v1/me")
    day = today() - dt.timedelta(days=40)
    KeyUsage.objects.filter(key__prefix=key).update(day=day)
    assert key not in call.get("/v1/usage").content.decode()
    found = call.get(f"/v1/usage?since={day}&until={day}&key={key}").json()
    assert [(one["day"], one["key"]) for one in found["results"]] == [(str(day), key)]
    assert call.get(f"/v1/usage?since={day}&until={day}&key=none").json()["results"] == []


@pytest.mark.parametrize(
    "query",
    [
        "since=yesterday",
        "until=2026-02-30",
        "since=2026-11-02&until=2026-11-01",
        "since=2020-01-01",
    ],
)
def test_what_is_no_span_is_refused(call, query):
    refused = call.get(f"/v1/usage?{query}")
    assert refused.status_code == 400
    assert refused.json()["type"] == "/problems/parameter-not-understood"


def test_another_firms_usage_is_not_shown(call, stranger):
    key = call.get("/v1/me").json()["key"]["id"]
    assert key not in stranger.get("/v1/usage").content.decode()
    assert stranger.get(f"/v1/usage?key={key}").json()["results"] == []
