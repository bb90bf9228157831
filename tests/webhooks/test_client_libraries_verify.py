"""Receivers built with the public client libraries accept what we send, and nothing else."""

import json

import pytest
from standardwebhooks import Webhook as StandardWebhook
from standardwebhooks.webhooks import WebhookVerificationError as StandardRefusal
from svix.webhooks import Webhook as SvixWebhook
from svix.webhooks import WebhookVerificationError as SvixRefusal

from webhooks.endpoints import registration
from webhooks.endpoints.registration import EndpointSpec
from webhooks.sending import signing

pytestmark = pytest.mark.django_db
LIBRARIES = [(StandardWebhook, StandardRefusal), (SvixWebhook, SvixRefusal)]


@pytest.fixture
def sent(firm, receiver, rounds, emit_event):
    """The secret, headers and body of one event as it arrived."""
    _, secret = registration.create_endpoint(
        firm=firm, spec=EndpointSpec(url=receiver.url + "/hook")
    )
    emit_event(data={"note": "ưu tiên – công nghiệp hỗ trợ 针织"})
    rounds.send()
    (got,) = receiver.requests
    return secret, got.headers, got.body


@pytest.mark.parametrize(("library", "refusal"), LIBRARIES)
def test_it_verifies(sent, library, refusal):
    secret, headers, body = sent
    library(secret).verify(body, headers)
    assert json.loads(body)["data"]["note"].endswith("针织")


@pytest.mark.parametrize(("library", "refusal"), LIBRARIES)
def test_one_changed_byte_is_rejected(sent, library, refusal):
    secret, headers, body = sent
    for place in range(0, len(body), 7):
        changed = bytearray(body)
        changed[place] ^= 1
        with pytest.raises((refusal, UnicodeDecodeError)):
            library(secret).verify(bytes(changed), headers)


@pytest.mark.parametrize(("library", "refusal"), LIBRARIES)
@pytest.mark.parametrize("shift", [-301, 310])
def test_an_old_or_early_time_is_rejected(sent, library, refusal, shift):
    secret, headers, body = sent
    stamp = int(headers["webhook-timestamp"]) + shift
    signed = signing.signature_headers(
        [signing.decode_secret(secret)], headers["webhook-id"], stamp, body
    )
    with pytest.raises(refusal):
        library(secret).verify(body, dict(signed))


@pytest.mark.parametrize(("library", "refusal"), LIBRARIES)
def test_the_secret_of_another_endpoint_is_rejected(sent, library, refusal):
    _, headers, body = sent
    with pytest.raises(refusal):
        library(signing.generate_secret()).verify(body, headers)
