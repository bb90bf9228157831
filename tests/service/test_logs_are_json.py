"""Every process writes a JSON object a line; the id of a request goes from web to sender."""

import json
import os
import signal

import pytest
import redis

from harness.receiver import Receiver
from tests.service.conftest import children, within

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ASKED = "asked-by-a-test-1"


def lines(service, name):
    """Every line of a process; a line that is no JSON fails the test."""
    found = []
    for line in service.log(name).decode().splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            raise AssertionError(f"{name} wrote no JSON: {line}") from None
    return found


@pytest.fixture
def logged(service):
    service.environ |= {"LOG_FORMAT": "json", "LOG_LEVEL": "INFO", "WEBHOOK_ALLOW_LOOPBACK": "true"}
    return service


def test_a_request_id_is_found_in_the_lines_of_web_worker_and_sender(logged, seeded, key, knitwear):
    # A sweep that the seeds sent for would find the brief before its own message is read.
    with redis.Redis.from_url(logged.environ["REDIS_URL"]) as broker:
        broker.flushdb()
    logged.start_web_and_worker()
    logged.start("deliver", "manage", "deliver")
    with Receiver() as receiver:
        status, endpoint = logged.call(key, "POST", "/v1/webhooks", {"url": receiver.url})
        assert status == 201, endpoint
        _, posted = logged.call(key, "POST", "/v1/shortlists", knitwear, **{"X-Request-ID": ASKED})

        def delivered():
            return [one for one in lines(logged, "deliver") if one["event"] == "delivery sent"]

        within(90, delivered, "the event is delivered")

    [asked] = [one for one in lines(logged, "web") if one.get("request_id") == ASKED]
    assert asked["event"] == "request"
    assert (asked["method"], asked["route"], asked["status"]) == ("POST", "v1/shortlists", 202)
    assert asked["address"] == "127.0.0.1"
    assert asked["duration_ms"] > 0
    assert asked["key_prefix"] == key.split("_")[1]
    assert isinstance(asked["firm"], int)

    stored = [one for one in lines(logged, "worker") if one["event"] == "answer stored"]
    assert [(one["shortlist"], one["task"], one["request_id"]) for one in stored] == [
        (posted["id"], "matcher.answer", ASKED)
    ]
    [sent] = delivered()
    assert (sent["request_id"], sent["type"]) == (ASKED, "shortlist.ready")
    assert sent["webhook_id"].startswith("msg_")
    secret = key.split("_", 2)[2]
    assert all(secret.encode() not in logged.log(name) for name in ("web", "worker", "deliver"))


def test_an_answer_that_the_sweep_found_says_so(logged, seeded, key, knitwear):
    logged.start_web()
    _, posted = logged.call(key, "POST", "/v1/shortlists", knitwear)
    with redis.Redis.from_url(logged.environ["REDIS_URL"]) as broker:
        broker.flushdb()  # the task is lost
    logged.start_sweep()

    def stored():
        return [one for one in lines(logged, "sweep") if one["event"] == "answer stored"]

    within(90, stored, "the brief is answered")
    assert {(one["shortlist"], one["task"]) for one in stored()} == {
        (posted["id"], "matcher.sweep")
    }


def test_what_gunicorn_itself_says_is_json_too(logged):
    logged.start_web()
    [master] = children(logged.processes["web"].pid)
    worker = children(master)[0]
    os.kill(worker, signal.SIGKILL)
    within(
        20,
        lambda: any("SIGKILL" in one["event"] for one in lines(logged, "web")),
        "gunicorn tells of the lost process",
    )
    assert {one["logger"] for one in lines(logged, "web")} >= {"gunicorn.error"}
