"""Secrets: one an endpoint, encrypted, shown once, rotated with an overlap."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.utils import timezone
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from webhooks.endpoints import registration
from webhooks.endpoints.registration import EndpointSpec
from webhooks.models import Endpoint, EndpointSecret

pytestmark = pytest.mark.django_db


def test_no_secret_is_readable_in_the_database(firm):
    made = [
        registration.create_endpoint(firm=firm, spec=EndpointSpec(url="http://127.0.0.1:9/"))[1]
        for _ in range(3)
    ]
    assert len(set(made)) == 3
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(encode(ciphertext, 'escape'), ' ') FROM webhooks_endpointsecret"
        )
        dump = cursor.fetchone()[0]
    for secret in made:
        assert secret not in dump
        assert secret.removeprefix("whsec_") not in dump


def test_old_and_new_holders_both_verify_until_the_old_secret_ends(
    firm, receiver, rounds, emit_event
):
    endpoint, old = registration.create_endpoint(
        firm=firm, spec=EndpointSpec(url=receiver.url + "/hook")
    )
    Endpoint.objects.update(rate=1000)
    new = registration.rotate_secret(endpoint=endpoint, overlap=timedelta(hours=1))
    emit_event()
    rounds.send()
    got = receiver.requests[-1]
    assert len(got.headers["webhook-signature"].split()) == 2
    for secret in (old, new):
        assert Webhook(secret).verify(got.body, got.headers)
    EndpointSecret.objects.filter(expires_at__isnull=False).update(
        expires_at=timezone.now() - timedelta(seconds=1)
    )
    emit_event()
    rounds.send()
    got = receiver.requests[-1]
    assert len(got.headers["webhook-signature"].split()) == 1
    assert Webhook(new).verify(got.body, got.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(got.body, got.headers)


def test_at_most_ten_secrets_sign(firm):
    endpoint, _ = registration.create_endpoint(
        firm=firm, spec=EndpointSpec(url="http://127.0.0.1:9/")
    )
    for _ in range(15):
        registration.rotate_secret(endpoint=endpoint)
    assert endpoint.secrets.count() == registration.MAX_SECRETS


def test_a_secret_outlives_a_change_of_encryption_keys(
    firm, receiver, rounds, emit_event, settings
):
    _, secret = registration.create_endpoint(
        firm=firm, spec=EndpointSpec(url=receiver.url + "/hook")
    )
    settings.ENCRYPTION_KEYS = (Fernet.generate_key().decode(), *settings.ENCRYPTION_KEYS)
    emit_event()
    rounds.send()
    got = receiver.requests[-1]
    assert Webhook(secret).verify(got.body, got.headers)
