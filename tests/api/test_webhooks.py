"""/v1/webhooks: the life of an endpoint, and what is refused."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from webhooks.models import Delivery, Endpoint, EndpointSecret
from webhooks.sending.claims import claim_due_deliveries

pytestmark = pytest.mark.django_db
URL = "https://hooks.nordtuch.example/ronghe"


@pytest.fixture
def hook(call) -> str:
    """The address of an endpoint of the firm."""
    return call.post("/v1/webhooks", {"url": URL}).headers["Location"]


def test_the_secret_is_shown_once(call):
    created = call.post("/v1/webhooks", {"url": URL, "description": "Hamburg"})
    assert created.status_code == 201
    secret = created.json()["secret"]
    assert secret.startswith("whsec_")
    for path in ("/v1/webhooks", created.headers["Location"]):
        assert secret not in call.get(path).content.decode()


def test_filters_are_taken_in_any_spelling_and_given_back_in_codes(call, lists, places, sectors):
    body = {
        "url": URL,
        "types": ["priorities.published"],
        "provinces": ["广东", "Shaanxi"],
        "sectors": ["C18", "PS033"],
    }
    shown = call.post("/v1/webhooks", body).json()
    assert shown["provinces"] == ["440000", "610000"]
    assert shown["sectors"] == ["C18", "PS033"]
    topics = Endpoint.objects.get().topics
    # What lies below a sector and what lies above it is heard of, too.
    assert {"province:440000", "sector:C182", "sector:C18", "sector:PS03"} <= set(topics)


@pytest.mark.parametrize(
    ("body", "pointer", "nearest"),
    [
        ({"url": "https://10.0.0.1/"}, "/url", None),
        ({"url": "http://example.com/"}, "/url", None),
        ({"url": 7}, "/url", None),
        ({}, "/url", None),
        ({"url": URL, "types": ["shortlist.change"]}, "/types/0", "shortlist.changed"),
        ({"url": URL, "provinces": ["Guangdon"]}, "/provinces/0", "Guangdong (440000)"),
        ({"url": URL, "provinces": ["Guangzhou"]}, "/provinces/0", "Guangdong (440000)"),
        ({"url": URL, "provinces": ["GBA"]}, "/provinces/0", None),
        ({"url": URL, "sectors": ["knitwaer"]}, "/sectors/0", None),
        ({"url": URL, "email": "nobody"}, "/email", None),
        ({"url": URL, "active": "true"}, "/active", None),
        ({"url": URL, "secret": "whsec_x"}, "/secret", None),
        ({"url": URL, "typs": []}, "/typs", "types"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    call, lists, places, sectors, body, pointer, nearest
):
    refused = call.post("/v1/webhooks", body)
    assert refused.status_code == 400
    told = refused.json()
    assert told["type"] == "/problems/webhook-not-understood"
    fault = next(one for one in told["errors"] if one["pointer"] == pointer)
    assert nearest is None or nearest in fault["nearest"]
    assert not Endpoint.objects.exists()


def test_a_firm_has_at_most_twenty(call):
    for _ in range(20):
        assert call.post("/v1/webhooks", {"url": URL}).status_code == 201
    refused = call.post("/v1/webhooks", {"url": URL})
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/too-many-webhooks"
    call("DELETE", call.get("/v1/webhooks").json()["results"][0]["id"].join(["/v1/webhooks/", ""]))
    assert call.post("/v1/webhooks", {"url": URL}).status_code == 201


def test_a_change_puts_what_is_wanted_in_place(call, hook):
    changed = call.put(hook, {"url": URL + "/2", "active": False}).json()
    assert (changed["url"], changed["active"]) == (URL + "/2", False)
    assert changed["disabled_because"]
    again = call.put(hook, {"url": URL}).json()
    assert (again["active"], again["disabled_because"]) == (True, "")


def test_deleted_is_gone(call, hook):
    assert call("DELETE", hook).status_code == 204
    assert call.get(hook).status_code == 404
    assert call.get("/v1/webhooks").json()["results"] == []
    assert not EndpointSecret.objects.exists()


def test_a_new_secret_leaves_the_old_one_its_time(call, hook):
    rotated = call.post(f"{hook}/rotate", {"overlap_hours": 1})
    assert rotated.status_code == 201
    assert rotated.json()["secret"].startswith("whsec_")
    assert EndpointSecret.objects.count() == 2
    assert call.post(f"{hook}/rotate", {"overlap_hours": 999}).status_code == 400


def test_a_test_event_is_owed_to_this_endpoint_alone(call, hook):
    call.post("/v1/webhooks", {"url": URL})
    sent = call.post(f"{hook}/test", None)
    assert sent.status_code == 202
    assert sent.json()["event"]["type"] == "webhook.test"
    assert call.get(sent.headers["Location"]).json()["state"] == "pending"
    assert Delivery.objects.count() == 1


def test_a_disabled_endpoint_is_not_tested(call, hook):
    call.put(hook, {"url": URL, "active": False})
    refused = call.post(f"{hook}/test", None)
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/webhook-disabled"


def test_an_endpoint_whose_secret_cannot_be_read_says_since_when_and_why(call, hook):
    health = call.get(hook).json()["health"]
    assert (health["held_since"], health["held_because"]) == (None, "")
    Endpoint.objects.update(unreadable_since=timezone.now())
    shown = call.get(hook).json()
    assert shown["active"] is True
    assert shown["health"]["held_since"]
    assert "secret" in shown["health"]["held_because"]


def test_every_time_is_in_one_form(call, hook):
    now = timezone.now()
    Endpoint.objects.update(
        open_until=now, throttled_until=now, failing_since=now, last_success_at=now
    )
    sent = call.post(f"{hook}/test", None).headers["Location"]
    Delivery.objects.update(finished_at=now)
    Delivery.objects.get().tries.create(number=1, started_at=now, outcome="failed")
    told = call.get(sent).json()["event"]["id"]
    rotated = call.post(f"{hook}/rotate", {})
    shown = [call.get(address).json() for address in (hook, sent, f"/v1/events/{told}")]
    times = [text for one in [*shown, rotated.json()] for text in _times(one)]
    assert len(times) == 12
    for text in times:
        assert text.endswith("Z")
        assert dt.datetime.fromisoformat(text).utcoffset() == dt.timedelta()


def _times(shown: Any) -> Iterator[str]:
    """Every text that is a time."""
    if isinstance(shown, str) and re.match(r"\d{4}-\d\d-\d\dT", shown):
        yield shown
    elif isinstance(shown, dict | list):
        for one in shown.values() if isinstance(shown, dict) else shown:
            yield from _times(one)


def test_deliveries_show_their_attempts_and_can_be_sent_again(call, hook):
    sent = call.post(f"{hook}/test", None).headers["Location"]
    assert call.post(f"{sent}/resend", None).json()["type"] == "/problems/delivery-under-way"
    claim_due_deliveries(10, 30)
    Delivery.objects.update(state="exhausted", lease_token=None, lease_until=None)
    Delivery.objects.get().tries.create(
        number=1, started_at=Delivery.objects.get().created_at, outcome="failed", status=404, ms=12
    )
    (shown,) = call.get(f"{hook}/deliveries?state=exhausted").json()["results"]
    assert [(one["status"], one["ms"]) for one in shown["attempts"]] == [(404, 12)]
    assert call.get(f"{hook}/deliveries?state=delivered").json()["results"] == []
    assert call.get(f"{hook}/deliveries?state=lost").status_code == 400
    assert call.post(f"{sent}/resend", None).json()["state"] == "pending"


def test_what_was_held_is_recovered_since_a_time(call, hook):
    call.post(f"{hook}/test", None)
    call.put(hook, {"url": URL, "active": False})
    since = {"since": "2026-01-01T00:00:00+08:00"}
    assert call.post(f"{hook}/recover", since).status_code == 409
    call.put(hook, {"url": URL})
    assert call.post(f"{hook}/recover", since).json() == {"recovered": 1}
    assert call.post(f"{hook}/recover", since).json() == {"recovered": 0}
    assert call.post(f"{hook}/recover", {"since": "Monday"}).status_code == 400
    assert call.post(f"{hook}/recover", {"since": "2026-01-01T00:00:00"}).status_code == 400


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("PUT", "", {"url": URL}),
        ("DELETE", "", None),
        ("POST", "/rotate", {}),
        ("POST", "/test", None),
        ("POST", "/recover", {"since": "2026-01-01T00:00:00Z"}),
        ("GET", "/deliveries", None),
        ("GET", "/deliveries/{n}", None),
        ("POST", "/deliveries/{n}/resend", None),
    ],
)
def test_another_firm_finds_nothing_and_changes_nothing(call, stranger, hook, method, path, body):
    number = call.post(f"{hook}/test", None).json()["id"]
    before = Endpoint.objects.values().get()
    foreign = stranger(method, hook + path.format(n=number), body)
    missing = stranger(
        method, "/v1/webhooks/1b0a7b0e-0000-4000-8000-000000000000" + path.format(n=number), body
    )
    assert foreign.status_code == missing.status_code == 404
    told = [
        {k: v for k, v in one.json().items() if k != "request_id"} for one in (foreign, missing)
    ]
    assert told[0] == told[1]
    assert Endpoint.objects.values().get() == before
    assert stranger.get("/v1/webhooks").json()["results"] == []


def test_a_delivery_is_found_only_at_its_own_endpoint(call, hook):
    other = call.post("/v1/webhooks", {"url": URL}).headers["Location"]
    number = call.post(f"{hook}/test", None).json()["id"]
    assert call.get(f"{other}/deliveries/{number}").status_code == 404
    assert call.get(f"{hook}/deliveries/{2**70}").status_code == 404
