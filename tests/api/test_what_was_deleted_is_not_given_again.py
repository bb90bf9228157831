"""A request is repeated under its key after what it made was deleted: it is told so."""

import pytest

from firms.models import IdempotencyRecord
from matcher.models import FrozenShortlist
from webhooks.models import Endpoint

pytestmark = pytest.mark.django_db
KEY = "order-117"
HOOK = {"url": "https://hooks.nordtuch.example/ronghe"}


def is_refused(response, made):
    told = response.json()
    assert response.status_code == 410
    assert told["type"] == "/problems/idempotency-result-deleted"
    assert made in told["errors"][0]["detail"]


def test_an_endpoint(call):
    made = call.post("/v1/webhooks", HOOK, Idempotency_Key=KEY).headers["Location"]
    assert call("DELETE", made).status_code == 204
    is_refused(call.post("/v1/webhooks", HOOK, Idempotency_Key=KEY), made)
    assert Endpoint.objects.count() == 1


def test_a_frozen_copy(call, shortlist):
    first = call.post(f"{shortlist}/freeze", {}, Idempotency_Key=KEY)
    made = first.headers["Location"]
    assert call("DELETE", made).status_code == 204
    is_refused(call.post(f"{shortlist}/freeze", {}, Idempotency_Key=KEY), made)
    assert not FrozenShortlist.objects.exists()


def test_the_key_stays_taken_and_a_new_one_makes_another(call):
    made = call.post("/v1/webhooks", HOOK, Idempotency_Key=KEY).headers["Location"]
    call("DELETE", made)
    for _ in range(2):
        is_refused(call.post("/v1/webhooks", HOOK, Idempotency_Key=KEY), made)
    assert IdempotencyRecord.objects.count() == 1
    again = call.post("/v1/webhooks", HOOK, Idempotency_Key="order-118")
    assert again.status_code == 201
    assert again.headers["Location"] != made


def test_an_archived_shortlist_is_given_again_because_it_is_still_there(call, knitwear):
    first = call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY)
    assert call("DELETE", first.headers["Location"]).status_code == 204
    again = call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert call.get(again.headers["Location"]).status_code == 200
