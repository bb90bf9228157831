"""What an agent must read is small: the list of the tools, and each answer."""

import json

import pytest

from partners.registry.registration import register_records
from tests.api.agent import Agent
from tests.api.conftest import maker

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(firm_key):
    return Agent(firm_key)


@pytest.mark.parametrize("version", ["2026-07-28", "2025-11-25"])
def test_at_most_eight_tools_in_3200_bytes(firm_key, version):
    agent = Agent(firm_key, version)
    response = agent.post("tools/list")
    assert len(response.content) <= 3_200
    assert 1 <= len(response.json()["result"]["tools"]) <= 8


def test_only_what_stores_is_no_tool_that_only_reads(agent):
    tools = agent.result("tools/list")["tools"]
    writing = [one["name"] for one in tools if not one["annotations"].get("readOnlyHint")]
    assert writing == ["ask", "decide"]


def test_ten_entries_come_at_a_time(agent, knitwear):
    register_records(records=[maker("own-list", f"m{number}") for number in range(12)])
    first = agent.call("rank", brief=knitwear)
    assert [one["rank"] for one in first["entries"]] == list(range(1, 11))
    assert first["next"] == "5 more: call again with after=10."
    rest = agent.call("rank", brief=knitwear, after=10)
    assert [one["rank"] for one in rest["entries"]] == list(range(11, 16))
    assert "next" not in rest


def test_an_entry_takes_at_most_1200_bytes(agent, knitwear):
    entries = agent.call("rank", brief=knitwear)["entries"]
    assert entries
    assert max(len(json.dumps(one, ensure_ascii=False).encode()) for one in entries) <= 1_200


def test_pages_of_partners_follow_one_another(agent, pks):
    register_records(records=[maker("own-list", f"m{number}") for number in range(12)])
    first = agent.call("partners", makes="C182")
    rest = agent.call("partners", makes="C182", cursor=first["cursor"])
    ids = [one["id"] for page in (first, rest) for one in page["partners"]]
    assert (len(first["partners"]), len(rest["partners"])) == (10, 5)
    assert len(set(ids)) == 15
    assert "cursor" not in rest
