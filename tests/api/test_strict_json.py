"""A body is strict JSON that PostgreSQL can keep, or it is refused before anything is done."""

import json

import pytest

from matcher.models import Brief
from tests.api.caller import SCHEMA
from tests.api.test_keys_are_needed import OPERATIONS

pytestmark = pytest.mark.django_db
BODIES = [
    b"{",
    b"\xff\xfe",
    b"{}\xef\xbb\xbf",
    b'{"seeking": NaN}',
    b'{"order_quantity": Infinity}',
    b'{"title": "a", "title": "b"}',
    b'{"client": {"sector": "a", "sector": "b"}}',
    b'{"title": "\\u0000"}',
    b'{"\\u0000": 1}',
    b'{"title": "\\ud800"}',
    b'{"sectors": ["\\udc00"]}',
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b'{"limit": ' + b"1" * 5000 + b"}",
    b'{"order_quantity": 1e99999999999999999999}',
]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:24]))
def test_what_cannot_be_read_or_kept_is_refused(call, body):
    refused = call.post("/v1/shortlists", body)
    assert refused.status_code == 400
    assert refused.json()["type"] == "/problems/body-not-readable"
    assert not Brief.objects.exists()


def test_the_pointer_leads_to_the_text_that_cannot_be_kept(call):
    refused = call.post("/v1/rank", b'{"client": {"place": "a\\u0000"}}')
    assert refused.json()["errors"][0]["pointer"] == "/client/place"


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"5", b'"text"', b"true", b"[[[[]]]]"])
def test_a_brief_is_an_object(call, body):
    assert call.post("/v1/rank", body).status_code == 400


def test_a_short_text_for_an_endless_number_costs_nothing(call, knitwear):
    for number in ("1e999999999", "1e-999999999", "-1e999999999"):
        body = json.dumps({**knitwear, "weights": {"fit": 0}}).replace(" 0}", f" {number}}}")
        assert call.post("/v1/rank", body).status_code == 400


def test_a_body_over_a_megabyte_is_refused(call):
    refused = call.post("/v1/rank", b" " * 1_000_001)
    assert refused.status_code == 413
    assert refused.json()["type"] == "/problems/body-too-large"


# Steps that take no word take none at all: tests/api/test_steps_that_need_no_body.py.
_TAKING = [
    (method, path)
    for method, path in OPERATIONS
    if "application/json"
    in SCHEMA["paths"][path][method.lower()].get("requestBody", {}).get("content", {})
]


@pytest.mark.parametrize(("method", "path"), _TAKING)
def test_null_is_no_object_without_members(curator, known, method, path):
    address = path.format(**{"id": "1", **known(path)})
    refused = curator(method, address, b"null", If_Match='"1"')
    # Of what is not there, or was changed since, nothing is asked.
    assert refused.status_code in (400, 403, 404, 409, 412, 422), refused.content
