"""A batch of queries that is wrong is refused with the place of the wrong value."""

import json

import pytest

from api.requests.rate_limits import KeylessThrottle
from firms import api_keys
from firms.models import Scope
from tests.api.caller import Caller
from tests.api.reconciling import by_form, by_json, post_form

pytestmark = pytest.mark.usefixtures("places", "sectors")
NAMED = {"conditions": [{"matchType": "name", "propertyValue": "x"}]}


def pointers(refused):
    assert refused.status_code == 400
    assert refused.json()["type"] == "/problems/reconciliation-not-understood"
    return [one["pointer"] for one in refused.json()["errors"]]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({}, "/queries/q/query"),
        ({"query": ""}, "/queries/q/query"),
        ({"query": 7}, "/queries/q/query"),
        ({"query": "x", "limit": 0}, "/queries/q/limit"),
        ({"query": "x", "limit": 1000}, "/queries/q/limit"),
        ({"query": "x", "type": "maker"}, "/queries/q/type"),
        ({"query": "x", "typ": "partner"}, "/queries/q/typ"),
        ({"query": "x", "properties": [{"pid": "uscc"}]}, "/queries/q/properties/0/v"),
        ({"query": "x", "properties": [{"pid": "us", "v": "1"}]}, "/queries/q/properties/0/pid"),
        (
            {"query": "x", "properties": [{"pid": "lei", "v": ["a", "b"]}]},
            "/queries/q/properties/0/v",
        ),
        ({"query": "x", "properties": [{"pid": "lei", "v": True}]}, "/queries/q/properties/0/v"),
    ],
)
def test_a_wrong_query_is_refused_at_its_place(call, wrong, pointer):
    assert pointers(by_form(call, {"good": {"query": "x"}, "q": wrong})) == [pointer]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({}, "/queries/1/conditions"),
        ({"conditions": []}, "/queries/1/conditions"),
        (
            {"conditions": [{"matchType": "property", "propertyValue": "x"}]},
            "/queries/1/conditions/0/propertyId",
        ),
        (
            {"conditions": [{"propertyValue": "x"}]},
            "/queries/1/conditions/0/matchType",
        ),
        ({**NAMED, "type": ["partner"]}, "/queries/1/type"),
    ],
)
def test_a_wrong_condition_is_refused_at_its_place(call, wrong, pointer):
    assert pointers(by_json(call, [NAMED, wrong])) == [pointer]


def test_a_batch_has_at_most_what_the_manifest_says(call):
    most = call.get("/v1/reconcile").json()["batchSize"]
    assert by_form(call, {f"q{n}": {"query": "x"} for n in range(most)}).status_code == 200
    too_many = {f"q{n}": {"query": "x"} for n in range(most + 1)}
    assert pointers(by_form(call, too_many)) == ["/queries"]
    assert by_json(call, [NAMED] * most).status_code == 200
    assert pointers(by_json(call, [NAMED] * (most + 1))) == ["/queries"]


@pytest.mark.parametrize("text", ["{", "", '{"q":{},"q":{}}', "NaN", '"\\ud800"'])
def test_what_is_no_json_is_refused(call, text):
    assert post_form(call, {"queries": text}).json()["type"] == "/problems/body-not-readable"
    refused = call.get(f"/v1/reconcile?queries={text}")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["parameter"] == "queries"


@pytest.mark.parametrize(
    "huge",
    ["x" * 90_000, [0] * 49_000, {f"name {n}": 0 for n in range(5_000)}, [{}] * 20_000],
    ids=["a text", "a list", "an object", "a list of objects"],
)
def test_a_huge_value_in_the_form_is_refused_shortly(call, huge):
    for wrong in (
        huge,
        {"q": huge},
        *({"q": {"query": "x", name: huge}} for name in ("query", "type", "limit", "properties")),
        {"q": {"query": "x", "properties": [{"pid": "lei", "v": huge}]}},
    ):
        refused = by_form(call, wrong)
        assert refused.status_code == 400
        assert len(refused.content) < 32_000


def test_an_unknown_field_of_the_form_is_refused(call):
    queries = json.dumps({"q": {"query": "x"}})
    assert pointers(post_form(call, {"queries": queries, "extend": "{}"})) == ["/extend"]
    assert pointers(post_form(call, {})) == ["/queries"]


@pytest.fixture
def few(monkeypatch):
    """Three batches a minute, in place of sixty."""
    monkeypatch.setattr(KeylessThrottle, "rate", "3/minute", raising=False)


def test_an_address_without_a_key_may_send_so_many_batches_a_minute(few, nobody, call):
    sent = [by_json(nobody, [NAMED]).status_code for _ in range(4)]
    assert sent == [200] * 3 + [429]
    refused = by_form(nobody, {"q": {"query": "x"}})
    assert refused.json()["type"] == "/problems/too-many-requests"
    assert "your address" in refused.json()["detail"]
    assert nobody.get("/v1/reconcile").status_code == 200
    assert by_json(call, [NAMED]).status_code == 200


def test_a_key_that_is_sent_must_be_live_and_may_ask(nobody, firm):
    headers = {"Authorization": "Bearer rh_abc_def"}
    assert nobody.get("/v1/reconcile", **headers).status_code == 401
    key = api_keys.issue(firm=firm, scopes=[Scope.SUGGEST])
    assert by_json(Caller(key), [NAMED]).status_code == 403
