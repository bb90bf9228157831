"""A page of another site cannot use an agent's endpoint, and no body takes it down."""

import pytest

from matcher.models import Shortlist
from tests.api.agent import Agent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://testserver", 200),
        ("https://evil.example", 403),
        ("http://testserver.evil.example", 403),
        ("null", 403),
    ],
)
def test_only_pages_of_our_own_host_may_call(firm_key, origin, status):
    assert Agent(firm_key).post("tools/list", Origin=origin).status_code == status


def test_a_foreign_host_is_refused(firm_key):
    agent = Agent(firm_key)
    refused = agent.client.post(
        "/mcp", {}, content_type="application/json", SERVER_NAME="evil.example"
    )
    assert refused.status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"a": NaN}',
        b'{"a": 1, "a": 2}',
        b'{"a": "\\u0000"}',
        b"[" * 99_999,
    ],
)
def test_what_is_no_message_is_refused(firm_key, body):
    refused = Agent(firm_key).client.post("/mcp", body, content_type="application/json")
    assert refused.status_code == 400
    assert refused.json()["error"]["code"] in (-32700, -32600)


def test_a_body_that_is_too_large_is_refused(firm_key):
    body = b'"' + b"a" * 1_000_001 + b'"'
    refused = Agent(firm_key).client.post("/mcp", body, content_type="application/json")
    assert refused.status_code == 413


@pytest.mark.parametrize("title", ["a\0b", "\ud800"])
def test_what_cannot_be_stored_is_not_stored(firm_key, lists, title):
    agent = Agent(firm_key)
    brief = {"sectors": ["C182"], "title": title}
    refused = agent.post("tools/call", {"name": "ask", "arguments": {"brief": brief}})
    assert refused.status_code == 400
    assert not Shortlist.objects.exists()
