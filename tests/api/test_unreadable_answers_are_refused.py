"""A kept answer that no key reads is a 503, makes nothing, and comes again with its key."""

import pytest
import structlog
from cryptography.fernet import Fernet

from firms.models import IdempotencyRecord
from matcher.models import Brief, Shortlist
from tests.api.caller import SCHEMA
from webhooks.models import Endpoint

pytestmark = pytest.mark.django_db
KEY = "order-117"
HOOK = {"url": "https://hooks.nordtuch.example/ronghe"}
SLUG = "idempotency-answer-unreadable"


@pytest.fixture
def right(settings):
    return settings.ENCRYPTION_KEYS


def lose_keys(settings):
    settings.ENCRYPTION_KEYS = (Fernet.generate_key().decode(),)


def test_a_replay_that_cannot_be_read_is_503_and_makes_nothing(call, knitwear, settings):
    call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY)
    lose_keys(settings)
    for _ in range(2):
        refused = call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY)
        assert refused.status_code == 503
        assert refused.json()["type"] == f"/problems/{SLUG}"
        assert refused.json()["errors"][0]["parameter"] == "Idempotency-Key"
        assert int(refused.headers["Retry-After"]) > 0
        assert "Idempotent-Replayed" not in refused.headers
    assert (
        Shortlist.objects.count() == Brief.objects.count() == IdempotencyRecord.objects.count() == 1
    )


def test_the_first_answer_comes_again_when_the_key_is_back(call, right, settings):
    first = call.post("/v1/webhooks", HOOK, Idempotency_Key=KEY)
    lose_keys(settings)
    assert call.post("/v1/webhooks", HOOK, Idempotency_Key=KEY).status_code == 503
    settings.ENCRYPTION_KEYS = (*settings.ENCRYPTION_KEYS, *right)
    again = call.post("/v1/webhooks", HOOK, Idempotency_Key=KEY)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Endpoint.objects.count() == IdempotencyRecord.objects.count() == 1


def test_another_request_under_the_key_is_refused_as_ever(call, settings):
    call.post("/v1/webhooks", HOOK, Idempotency_Key=KEY)
    lose_keys(settings)
    other = {**HOOK, "description": "another"}
    assert call.post("/v1/webhooks", other, Idempotency_Key=KEY).status_code == 422


def test_the_log_names_the_row_and_nothing_of_it(call, settings):
    secret = call.post("/v1/webhooks", HOOK, Idempotency_Key=KEY).json()["secret"]
    lose_keys(settings)
    with structlog.testing.capture_logs() as logs:
        call.post("/v1/webhooks", HOOK, Idempotency_Key=KEY)
    (told,) = [one for one in logs if one["log_level"] == "error"]
    assert told["answer"] == IdempotencyRecord.objects.get().pk
    assert secret.removeprefix("whsec_") not in str(logs)


def test_what_has_no_answer_yet_is_made_and_kept_under_the_new_key(call, settings):
    lose_keys(settings)
    first = call.post("/v1/webhooks", HOOK, Idempotency_Key=KEY)
    assert first.status_code == 201
    assert call.post("/v1/webhooks", HOOK, Idempotency_Key=KEY).content == first.content


def test_the_kind_is_described_where_a_key_is_taken(client):
    answers = SCHEMA["paths"]["/v1/shortlists"]["post"]["responses"]
    assert SLUG in answers["503"]["description"]
    assert "Retry-After" in answers["503"]["headers"]
    assert client.get(f"/problems/{SLUG}").status_code == 200
