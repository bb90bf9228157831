"""Emit, claim, send, record: what the receiver got is what the log says."""

import json
import re
from datetime import UTC, datetime

import pytest

from harness.receiver import Answer
from tests.webhooks.conftest import made_at
from webhooks.models import Attempt, Delivery

pytestmark = pytest.mark.django_db


def test_it_arrives_with_the_three_headers_and_the_event(endpoint, receiver, rounds, emit_event):
    event = emit_event(data={"名": "Đồng Nai"})
    rounds.send()
    (got,) = receiver.at("/hook")
    assert got.headers["webhook-id"] == event.webhook_id
    assert re.fullmatch(r"msg_[A-Za-z0-9]{20,}", event.webhook_id)
    assert abs(int(got.headers["webhook-timestamp"]) - got.at) < 2
    assert got.headers["webhook-signature"].startswith("v1,")
    body = json.loads(got.body)
    assert body["type"] == "sample.happened"
    assert datetime.fromisoformat(body["timestamp"]) == event.occurred_at.astimezone(UTC)
    assert body["data"] == {"名": "Đồng Nai"}
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("delivered", 1)
    attempt = Attempt.objects.get()
    assert (attempt.status, attempt.outcome, attempt.error) == (200, "delivered", "")
    assert attempt.body == "ok"


@pytest.mark.parametrize(
    "status", [200, 201, 204, 226, 299, 300, 304, 400, 404, 429, 451, 500, 503, 599]
)
def test_only_200_to_299_is_success(status, endpoint, receiver, rounds, emit_event):
    receiver.rules["/hook"] = lambda _: Answer(status, body=b"")
    emit_event()
    rounds.send()
    assert (Delivery.objects.get().state == "delivered") == (200 <= status <= 299)


def test_a_retry_has_the_same_id_body_and_a_new_time(endpoint, receiver, rounds, emit_event):
    receiver.rules["/hook"] = lambda _: Answer(500)
    emit_event()
    rounds.send()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.failures) == ("pending", 1)
    wait = (delivery.next_attempt_at - delivery.created_at).total_seconds()
    assert 4 <= wait <= 7
    Delivery.objects.update(next_attempt_at=delivery.created_at)
    del receiver.rules["/hook"]
    rounds.send()
    first, second = receiver.requests
    assert first.webhook_id == second.webhook_id
    assert first.body == second.body
    assert Delivery.objects.get().state == "delivered"
    assert [one.status for one in Attempt.objects.all()] == [500, 200]


def test_no_redirect_is_followed(endpoint, receiver, rounds, emit_event):
    for status in (301, 302, 303, 307, 308):
        to = (("Location", f"{receiver.url}/inside"),)
        receiver.rules["/hook"] = lambda _, s=status, t=to: Answer(s, headers=t)
        emit_event()
        rounds.send()
    assert not receiver.at("/inside")
    assert len(receiver.at("/hook")) == 5


def test_nothing_is_sent_before_it_is_due(endpoint, receiver, rounds, emit_event):
    receiver.rules["/hook"] = lambda _: Answer(500)
    emit_event()
    rounds.send()
    assert not rounds.send()
    assert len(receiver.requests) == 1


def test_a_fat_event_is_sent_thin_and_can_be_read_whole(endpoint, receiver, rounds, emit_event):
    rows = [{"partner": n, "old_rank": n, "new_rank": n + 1} for n in range(10_000)]
    event = emit_event(data={"shortlist": "2a1d5a0e", "revision": 2, "changes": rows})
    rounds.send()
    (got,) = receiver.requests
    assert len(got.body) < 20_000
    body = json.loads(got.body)
    assert body["data"] == {"shortlist": "2a1d5a0e", "revision": 2}
    assert body["href"] == f"/v1/events/{event.webhook_id}"
    assert body["thin"] is True


def test_the_log_keeps_a_kilobyte_and_no_nul(endpoint, receiver, rounds, emit_event):
    receiver.rules["/hook"] = lambda _: Answer(400, body=b"\0" + b"x" * 5000)
    emit_event()
    rounds.send()
    body = Attempt.objects.get().body
    assert len(body) == 1024
    assert "\0" not in body


def test_each_endpoint_that_wants_it_gets_its_own(firm, receiver, rounds, emit_event):
    for n in range(3):
        made_at(receiver, firm, f"/{n}")
    emit_event()
    rounds.send()
    assert sorted(one.path for one in receiver.requests) == ["/0", "/1", "/2"]
    assert len({one.headers["webhook-signature"] for one in receiver.requests}) == 3
    assert len(set(receiver.ids())) == 1
