"""No refusal is worded by a framework: each names its place and what would be taken."""

import pytest


def fault(response):
    body = response.json()
    assert body["errors"], body
    one = body["errors"][0]
    return one.get("pointer", one.get("parameter")), one["detail"], one["nearest"]


def test_a_method_that_is_not_taken(call):
    _, detail, nearest = fault(call("DELETE", "/v1/rank"))
    assert (detail, nearest) == ("DELETE is not allowed here; allowed: POST", ["POST"])


def test_a_type_that_is_not_read_or_sent(call):
    sent = call.client.post("/v1/rank", "a=1", content_type="text/plain")
    assert fault(sent) == (
        *("Content-Type", "only JSON is accepted, not 'text/plain'"),
        ["application/json"],
    )
    asked = call.get("/v1/datasets", Accept="text/html")
    assert fault(asked) == (
        "Accept",
        "only JSON is available, not 'text/html'",
        ["application/json"],
    )


@pytest.mark.django_db
def test_no_key(nobody):
    assert fault(nobody.get("/v1/datasets")) == ("Authorization", "is missing: send Bearer KEY", [])


def test_another_host(call):
    found = call.client.get("/v1/datasets", headers={"Host": "elsewhere"}).json()
    assert found["detail"] == "Host: this service does not serve that name"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{bad}", "the body is not JSON at line 1, column 2, from 'bad}'"),
        ('{"a":', "the body is not JSON at line 1, column 6, where it ends"),
    ],
)
def test_a_body_that_is_no_json(call, text, said):
    assert fault(call.post("/v1/rank", text)) == ("", said, [])


@pytest.mark.parametrize(
    ("body", "pointer", "said"),
    [
        ({}, "/sectors", "say what should be made: a product in any words, a sector or an HS code"),
        ([], "", "an object is needed, not a list"),
        ({"seeking": None}, "/seeking", "is null: omit it, or give a value"),
        ({"seeking": "manufacturer", "title": ""}, "/title", "is empty"),
        ({"seeking": "manufacturer", "title": "x" * 121}, "/title", "at most 120 characters"),
        ({"seeking": "manufacturer", "sectors": "C18"}, "/sectors", "a list is needed, not text"),
        ({"seeking": "manufacturer", "sectors": ["C"] * 51}, "/sectors", "at most 50 values"),
        ({"seeking": "manufacturer", "client": []}, "/client", "an object is needed, not a list"),
        (
            {"seeking": "manufacturer", "weights": 1},
            "/weights",
            "an object is needed, not a number",
        ),
        ({"seeking": "manufacturer", "limit": 0}, "/limit", "at least 1"),
        ({"seeking": "manufacturer", "limit": 201}, "/limit", "at most 200"),
    ],
)
def test_a_field_that_is_not_as_it_should_be(call, body, pointer, said):
    assert fault(call.post("/v1/rank", body)) == (pointer, said, [])
