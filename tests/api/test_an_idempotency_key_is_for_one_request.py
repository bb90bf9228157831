"""An idempotency key belongs to one firm and one request; another is refused, in words."""

import pytest

from firms import api_keys
from firms.models import Firm, IdempotencyRecord, Scope
from matcher.models import Shortlist
from tests.api.caller import Caller
from tests.priorities import curators

pytestmark = pytest.mark.django_db
KEY = "order-117"
HOOK = {"url": "https://hooks.nordtuch.example/ronghe"}


def refused(response, status, slug):
    assert response.status_code == status
    assert response.json()["type"] == f"/problems/{slug}"
    assert response.json()["errors"][0]["parameter"] == "Idempotency-Key"


def test_another_body_or_address_is_refused_and_makes_nothing(call, knitwear):
    assert call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY).status_code == 202
    other = call.post("/v1/shortlists", {**knitwear, "limit": 1}, Idempotency_Key=KEY)
    refused(other, 422, "idempotency-key-reused")
    refused(call.post("/v1/webhooks", HOOK, Idempotency_Key=KEY), 422, "idempotency-key-reused")
    assert Shortlist.objects.count() == 1
    assert call.get("/v1/webhooks").json()["results"] == []


def test_another_address_is_refused_though_the_body_is_the_same(curator, desk):
    drafts = [f"/v1/provinces/{name}/draft" for name in ("Guangdong", "Jiangsu")]
    assert curator.post(drafts[0], None, Idempotency_Key=KEY).status_code == 201
    refused(curator.post(drafts[1], None, Idempotency_Key=KEY), 422, "idempotency-key-reused")
    assert curator.post(drafts[1], None, Idempotency_Key="another").status_code == 201


def test_a_number_is_not_the_text_of_it(call, knitwear):
    for quantity, status in ((150.5, 202), ("150.5", 422)):
        brief = {**knitwear, "order_quantity": quantity}
        assert call.post("/v1/shortlists", brief, Idempotency_Key=KEY).status_code == status


def test_another_firms_same_key_is_another_key(call, stranger, knitwear):
    mine, theirs = (
        one.post("/v1/shortlists", knitwear, Idempotency_Key=KEY) for one in (call, stranger)
    )
    assert "Idempotent-Replayed" not in theirs.headers
    assert mine.headers["Location"] != theirs.headers["Location"]
    assert stranger.get(mine.headers["Location"]).status_code == 404


def test_a_firms_other_api_key_is_given_the_same_answer(call, firm, knitwear):
    first = call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY)
    again = Caller(api_keys.issue(firm=firm)).post("/v1/shortlists", knitwear, Idempotency_Key=KEY)
    assert again.content == first.content


def test_another_curators_step_is_another_request(curator, firm, desk):
    other = curators.curator("second editor", "draft")
    second = Caller(api_keys.issue(firm=firm, scopes=[Scope.CURATE], curator=other))
    path = "/v1/provinces/Guangdong/draft"
    assert curator.post(path, None, Idempotency_Key=KEY).status_code == 201
    refused(second.post(path, None, Idempotency_Key=KEY), 422, "idempotency-key-reused")


def test_who_may_not_do_it_is_not_told_what_was_answered(curator, firm, desk):
    path = "/v1/provinces/Guangdong/draft"
    assert curator.post(path, None, Idempotency_Key=KEY).status_code == 201
    asks_only = Caller(api_keys.issue(firm=firm))
    assert asks_only.post(path, None, Idempotency_Key=KEY).status_code == 403


@pytest.mark.parametrize(
    "key",
    ["", " ", '""', '"', '"open', 'open"', "two words", '"two words"', "a,b", '"a", "b"', "a\\b",
     '"a\\b"', '"a";x=1', "é", "x" * 256, '"' + "x" * 256 + '"', "\x7f"],
)  # fmt: skip
def test_what_is_no_key_is_refused_and_makes_nothing(call, knitwear, key):
    found = call.post("/v1/shortlists", knitwear, Idempotency_Key=key)
    refused(found, 400, "parameter-not-understood")
    assert not Shortlist.objects.exists()


@pytest.mark.parametrize("key", ["x", "x" * 255, '"' + "x" * 255 + '"', "8e03978e-40d5-43dd", "~!"])
def test_what_is_a_key_is_taken(call, knitwear, key):
    assert call.post("/v1/shortlists", knitwear, Idempotency_Key=key).status_code == 202
    assert IdempotencyRecord.objects.get().firm == Firm.objects.get()
