"""Readiness says that the keys do not read what is stored, until they do, or it is discarded;
health says that webhooks wait for a key.
"""

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.utils import timezone

from webhooks.models import Endpoint, EndpointSecret

pytestmark = pytest.mark.django_db
HOOK = {"url": "https://hooks.nordtuch.example/ronghe"}
WRONG_KEYS = "the encryption keys cannot read what is stored"
HELD = "webhooks are held: their secrets cannot be read"


def lose_keys(settings):
    settings.ENCRYPTION_KEYS = (Fernet.generate_key().decode(),)


def told(client):
    found = client.get("/readyz")
    return found.status_code, found.json()["checks"]["encryption"].partition(" (")[0]


def held(client):
    found = client.get("/healthz").json()
    return found["status"] != "ok", found["checks"]["webhook secrets"].partition(".")[0]


def test_where_nothing_is_stored_any_key_will_do(client, settings):
    lose_keys(settings)
    assert told(client) == (200, "ok")


def test_a_secret_that_cannot_be_read_shows_until_the_key_is_back(client, call, settings):
    call.post("/v1/webhooks", HOOK)
    right = settings.ENCRYPTION_KEYS
    assert told(client) == (200, "ok")
    lose_keys(settings)
    assert told(client) == (503, WRONG_KEYS)
    settings.ENCRYPTION_KEYS = (*settings.ENCRYPTION_KEYS, *right)
    assert told(client) == (200, "ok")


def test_an_answer_that_cannot_be_read_shows(client, call, knitwear, settings):
    call.post("/v1/shortlists", knitwear, Idempotency_Key="order-117")
    lose_keys(settings)
    assert told(client) == (503, WRONG_KEYS)


def test_where_a_key_is_lost_for_ever_discarding_ends_it(client, call, knitwear, settings):
    hook = call.post("/v1/webhooks", HOOK).headers["Location"]
    call.post("/v1/shortlists", knitwear, Idempotency_Key="order-117")
    right = settings.ENCRYPTION_KEYS
    lose_keys(settings)
    settings.ENCRYPTION_KEYS = (*settings.ENCRYPTION_KEYS, *right)
    call.post("/v1/webhooks", {**HOOK, "url": "https://hooks.nordtuch.example/second"})
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS[:1]
    output = StringIO()
    call_command("rotate_encryption", "--discard-unreadable", stdout=output)
    assert "webhook secrets: 1 discarded" in output.getvalue()
    assert "stored responses: 1 discarded" in output.getvalue()
    assert "The first key reads everything" in output.getvalue()
    assert EndpointSecret.objects.count() == 1
    assert told(client) == (200, "ok")
    # The endpoint whose secret is gone takes a new one.
    assert call.post(f"{hook}/rotate", {}).status_code == 201
    assert told(client) == (200, "ok")


def test_webhooks_that_wait_for_a_key_degrade_though_newer_secrets_are_read(client, call):
    hook = call.post("/v1/webhooks", HOOK).headers["Location"]
    Endpoint.objects.update(unreadable_since=timezone.now())
    call.post("/v1/webhooks", HOOK)
    assert told(client) == (200, "ok")
    assert held(client) == (True, HELD)
    call.post(f"{hook}/rotate", {})
    assert held(client)[1] == "ok"


@pytest.mark.parametrize("state", ["disabled", "deleted"])
def test_an_endpoint_that_wants_nothing_waits_for_nothing(client, call, state):
    call.post("/v1/webhooks", HOOK)
    Endpoint.objects.update(unreadable_since=timezone.now(), state=state)
    assert held(client)[1] == "ok"
