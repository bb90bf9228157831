"""Clients of each version are answered: stateless, without a session, and older ones by theirs."""

import pytest

from tests.api.agent import NEWEST, Agent

pytestmark = pytest.mark.django_db
OLD = ("2025-11-25", "2025-06-18", "2025-03-26")


def test_the_newest_version_needs_no_handshake(firm_key):
    agent = Agent(firm_key)
    found = agent.result("server/discover")
    assert found["supportedVersions"] == [NEWEST, *OLD]
    assert found["capabilities"] == {"tools": {}}
    assert "read_brief" in found["instructions"]
    assert agent.call("shortlist") == {"shortlists": []}


@pytest.mark.parametrize("version", OLD)
def test_an_older_client_shakes_hands_and_calls(firm_key, version):
    agent = Agent(firm_key, version)
    hello = {"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "a"}}
    response = agent.post("initialize", hello)
    assert response.json()["result"]["protocolVersion"] == version
    assert "Mcp-Session-Id" not in response.headers
    body = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    ready = agent.client.post("/mcp", body, content_type="application/json")
    assert (ready.status_code, ready.content) == (202, b"")
    assert agent.result("ping") == {}
    assert agent.result("tools/list")["tools"]
    assert agent.call("shortlist") == {"shortlists": []}


def test_a_version_that_nobody_speaks_is_told_the_known_ones(firm_key):
    refused = Agent(firm_key).post("tools/list", MCP_Protocol_Version="2031-01-01")
    assert refused.status_code == 400
    assert refused.json()["error"]["data"]["supported"] == [NEWEST, *OLD]


def test_headers_that_contradict_the_body_are_refused(firm_key):
    agent = Agent(firm_key)
    refused = agent.post("tools/call", {"name": "nothing"}, Mcp_Name="shortlist")
    assert refused.status_code == 400
    assert refused.json()["error"]["code"] == -32020


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "OPTIONS"])
def test_there_is_no_stream_and_no_session_to_end(firm_key, method):
    refused = Agent(firm_key).client.generic(method, "/mcp")
    assert refused.status_code == 405
    assert refused.headers["Allow"] == "POST"
