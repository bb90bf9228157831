"""Readiness says that the keys do not read what is stored, or that webhooks wait for a key."""

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone

from webhooks.models import Endpoint

pytestmark = pytest.mark.django_db
HOOK = {"url": "https://hooks.nordtuch.example/ronghe"}
WRONG_KEYS = "the encryption keys cannot read what is stored"
HELD = "webhooks are held: their secrets cannot be read"


def lose_keys(settings):
    settings.ENCRYPTION_KEYS = (Fernet.generate_key().decode(),)


def told(client):
    found = client.get("/readyz")
    return found.status_code, found.json()["checks"]["encryption"]


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


def test_webhooks_that_wait_for_a_key_show_though_newer_secrets_are_read(client, call):
    hook = call.post("/v1/webhooks", HOOK).headers["Location"]
    Endpoint.objects.update(unreadable_since=timezone.now())
    call.post("/v1/webhooks", HOOK)
    assert told(client) == (503, HELD)
    call.post(f"{hook}/rotate", {})
    assert told(client) == (200, "ok")


@pytest.mark.parametrize("state", ["disabled", "deleted"])
def test_an_endpoint_that_wants_nothing_waits_for_nothing(client, call, state):
    call.post("/v1/webhooks", HOOK)
    Endpoint.objects.update(unreadable_since=timezone.now(), state=state)
    assert told(client) == (200, "ok")
