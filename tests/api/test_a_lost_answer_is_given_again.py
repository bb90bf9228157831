"""A request that is sent again under its `Idempotency-Key` gets the first answer."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.v1.urls import urlpatterns
from firms.models import ApiKey, IdempotencyRecord
from matcher.models import Batch, FrozenShortlist, SharedLink, Shortlist
from priorities.models import Edition
from tests.api.caller import SCHEMA
from tests.api.test_schema import template
from webhooks.models import Delivery, Endpoint, EndpointSecret

pytestmark = pytest.mark.django_db
URL = "https://hooks.nordtuch.example/ronghe"
KEY = '"order-117"'
MADE = (
    Shortlist,
    FrozenShortlist,
    SharedLink,
    Batch,
    Edition,
    Endpoint,
    EndpointSecret,
    Delivery,
    ApiKey,
)
KEYED = {
    "/v1/shortlists",
    "/v1/shortlists/{id}/freeze",
    "/v1/shortlists/{id}/links",
    "/v1/batches",
    "/v1/provinces/{spelling}/draft",
    "/v1/editions/{id}/revert",
    "/v1/editions/{id}/withdraw",
    "/v1/webhooks",
    "/v1/webhooks/{id}/rotate",
    "/v1/webhooks/{id}/test",
    "/v1/keys",
    "/v1/keys/{id}/rotate",
}
# Sent twice where the tests tell what they make.
ELSEWHERE = {
    "/v1/documents",
    "/v1/imports",
    "/v1/partners",
    "/v1/partners/{id}/answers",
    "/v1/partners/{id}/suggestions",
    "/v1/shortlists/{id}/decisions",
}
# What makes nothing that a second request would make again; `rank` stores nothing at all.
WITHOUT = {
    "/v1/briefs/interpret",
    "/v1/rank",
    "/v1/partners/{id}/retire",
    "/v1/partners/{id}/restore",
    "/v1/partners/{id}/merge",
    "/v1/partners/{id}/unmerge",
    "/v1/records/{id}/attach",
    "/v1/records/{id}/detach",
    "/v1/duplicates/{id}/decide",
    "/v1/imports/{id}/cancel",
    "/v1/imports/{id}/resume",
    "/v1/imports/{id}/undo",
    "/v1/suggestions/{id}/accept",
    "/v1/suggestions/{id}/refuse",
    "/v1/takedowns",
    "/v1/reconcile",
    "/v1/reconcile/1.0/match",
    "/v1/batches/{id}/cancel",
    "/v1/batches/{id}/resume",
    "/v1/webhooks/{id}/recover",
    "/v1/members",
    "/v1/keys/{id}/revoke",
    "/v1/webhooks/{id}/deliveries/{number}/resend",
    *(
        f"/v1/editions/{{id}}/{step}"
        for step in ("submit", "approve", "send-back", "schedule", "publish", "discard")
    ),
}


def made():
    return [rows.objects.count() for rows in MADE]


@pytest.fixture
def bodies(desk, knitwear):
    """What is sent to each route that takes a key."""
    return {
        "/v1/shortlists": knitwear,
        "/v1/batches": {"briefs": [knitwear]},
        "/v1/webhooks": {"url": URL},
        "/v1/webhooks/{id}/rotate": {"overlap_hours": 1},
        "/v1/editions/{id}/withdraw": {"reason": "Not the province's."},
        "/v1/keys": {"name": "export", "scopes": ["read"]},
        "/v1/keys/{id}/rotate": {"overlap_hours": 1},
    }


@pytest.fixture
def addresses(curator, desk, shortlist):
    """The address of each route that takes a key."""
    hook = curator.post("/v1/webhooks", {"url": URL}).headers["Location"]
    edition = Edition.objects.get().pk
    key = curator.post("/v1/keys", {}).headers["Location"]
    return {
        route: route.replace("/v1/webhooks/{id}", hook)
        .replace("/v1/shortlists/{id}", shortlist)
        .replace("/v1/keys/{id}", key)
        .replace("{spelling}", "Guangdong")
        .replace("{id}", str(edition))
        for route in KEYED
    }


@pytest.mark.parametrize("route", sorted(KEYED))
def test_the_first_answer_comes_again_and_nothing_is_made_twice(curator, addresses, bodies, route):
    address, body = addresses[route], bodies.get(route)
    before = made()
    first = curator.post(address, body, Idempotency_Key=KEY)
    assert first.status_code in (201, 202)
    assert "Idempotent-Replayed" not in first.headers
    after = made()
    assert after != before
    again = curator.post(address, body, Idempotency_Key=KEY)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (again.status_code, again.content) == (first.status_code, first.content)
    for name in ("Location", "ETag", "Content-Type", "Cache-Control"):
        assert again.headers.get(name) == first.headers.get(name)
    assert made() == after


def test_every_post_takes_a_key_or_is_known_to_need_none():
    posts = {path for path, operations in SCHEMA["paths"].items() if "post" in operations}
    assert posts == KEYED | ELSEWHERE | WITHOUT


def test_the_description_names_the_header_where_it_is_taken():
    described = {
        path
        for path, operations in SCHEMA["paths"].items()
        for one in operations.values()
        if "Idempotency-Key" in [parameter["name"] for parameter in one.get("parameters", [])]
    }
    assert described == KEYED | ELSEWHERE
    assert {template(one.pattern) for one in urlpatterns} >= KEYED
    answers = SCHEMA["paths"]["/v1/shortlists"]["post"]["responses"]
    assert "Idempotent-Replayed" in answers["202"]["headers"]
    assert {"409", "422"} <= set(answers)


def test_without_a_key_each_request_makes_its_own(call, knitwear):
    first, second = (call.post("/v1/shortlists", knitwear) for _ in range(2))
    assert first.headers["Location"] != second.headers["Location"]
    assert not IdempotencyRecord.objects.exists()


def test_quotes_make_no_difference_nor_does_the_order_of_members(call, knitwear):
    first = call.post("/v1/shortlists", knitwear, Idempotency_Key='"a\\"b"')
    turned = json.dumps(dict(reversed(knitwear.items())), indent=2)
    again = call.post("/v1/shortlists", turned, Idempotency_Key=' "a\\"b" ')
    assert again.content == first.content
    bare = call.post("/v1/shortlists", knitwear, Idempotency_Key="order-117")
    assert call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY).content == bare.content
    assert Shortlist.objects.count() == 2


def test_what_was_answered_comes_again_though_the_shortlist_has_moved_on(call, knitwear):
    first = call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY)
    call.put(first.headers["Location"], {**knitwear, "limit": 1})
    assert call.post("/v1/shortlists", knitwear, Idempotency_Key=KEY).content == first.content


def test_rank_and_reads_do_not_look_at_the_header(call, knitwear):
    for _ in range(2):
        ranked = call.post("/v1/rank", knitwear, Idempotency_Key="no key, at all")
        assert ranked.status_code == 200
        assert "Idempotent-Replayed" not in ranked.headers
    assert call.get("/v1/shortlists", Idempotency_Key="no key, at all").status_code == 200
    assert not IdempotencyRecord.objects.exists()


def test_a_key_costs_three_queries_and_a_replay_no_more(call, knitwear):
    def cost(**headers: str):
        with CaptureQueriesContext(connection) as queries:
            call.post("/v1/shortlists", knitwear, **headers)
        return len([one for one in queries if "SAVEPOINT" not in (one["sql"] or "")])

    cost()  # what is read once and kept
    assert cost(Idempotency_Key=KEY) == cost() + 3
    assert cost(Idempotency_Key=KEY) == 3  # whose API key it is, the lock, the answer
