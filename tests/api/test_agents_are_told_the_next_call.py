"""What an agent got wrong is an error that names the place, the nearest and the next call."""

import json

import pytest
from django.db import OperationalError

from matcher.shortlists import compute_answer
from tests.api.agent import Agent, ToolFailed

pytestmark = pytest.mark.django_db
NOWHERE = "1b0a7b0e-0000-4000-8000-000000000000"


@pytest.fixture
def agent(firm_key):
    return Agent(firm_key)


def told(agent, tool, arguments):
    with pytest.raises(ToolFailed) as failed:
        agent.call(tool, **arguments)
    return failed.value.told


@pytest.mark.parametrize("version", ["2026-07-28", "2025-06-18"])
def test_an_unknown_tool_leads_to_the_nearest(firm_key, version):
    answer = Agent(firm_key, version).post("tools/call", {"name": "sector", "arguments": {}})
    error = answer.json()["error"]
    assert error["code"] == -32602
    assert error["data"]["nearest"][0] == "sectors"
    assert "Next: call sectors" in error["message"]


def test_an_unknown_argument_leads_to_the_nearest(agent):
    found = told(agent, "partners", {"plaze": "Guangdong"})
    assert found["errors"] == [
        {
            "at": "/plaze",
            "detail": "no field is called 'plaze'; the nearest is place",
            "nearest": ["place"],
        }
    ]
    assert found["next"] == "Call partners again with these corrected."


def test_a_misspelt_sector_of_a_brief_is_told_at_its_place(agent, lists):
    found = told(agent, "rank", {"brief": {"sectors": ["C182", "C999"]}})
    assert found["problem"] == "brief-not-understood"
    (error,) = found["errors"]
    assert error["at"] == "/brief/sectors/1"
    assert "sectors tells what a word means" in found["next"]


def test_a_field_that_a_brief_lacks_is_told_at_its_place(agent, lists):
    (error,) = told(agent, "ask", {"brief": {"sektors": ["C182"]}})["errors"]
    assert (error["at"], error["nearest"][0]) == ("/brief/sektors", "sectors")


@pytest.mark.parametrize(
    ("tool", "arguments", "at"),
    [
        ("priorities", {"province": "Guangdnog"}, "/province"),
        ("priorities", {"sector": "C999"}, "/sector"),
        ("priorities", {}, "/province"),
        ("priorities", {"province": "Guangdong", "signal": "suport"}, "/signal"),
        ("priorities", {"province": "Guangdong", "cursor": "x"}, "/cursor"),
        ("priorities", {"province": "Guangdong", "as_of": "today"}, "/as_of"),
        ("partners", {"place": "Guangdnog"}, "/place"),
        ("partners", {"id": 1, "q": "maker"}, "/q"),
        ("partners", {"q": "maker", "cursor": "x"}, "/cursor"),
        ("partners", {"id": "1"}, "/id"),
        ("shortlist", {"id": "1"}, "/id"),
        ("rank", {"brief": "knitwear"}, "/brief"),
        ("rank", {}, "/brief"),
        ("ask", {"brief": {}, "key": " ä "}, "/key"),
        ("read_brief", {"text": ""}, "/text"),
        ("decide", {"shortlist": "1", "partner": 1, "decision": "won"}, "/shortlist"),
        ("decide", {"shortlist": NOWHERE, "partner": 0, "decision": "won"}, "/partner"),
        ("decide", {"shortlist": NOWHERE, "partner": 1, "decision": "wonn"}, "/decision"),
        ("decide", {"shortlist": NOWHERE, "decision": "won"}, "/partner"),
    ],
)
def test_each_wrong_argument_is_told_at_its_place(agent, lists, tool, arguments, at):
    found = told(agent, tool, arguments)
    assert [one["at"] for one in found["errors"]] == [at]
    assert found["next"].startswith("Call ")


def test_a_partner_that_is_not_there(agent, lists):
    found = told(agent, "partners", {"id": 999_999_999})
    assert found["problem"] == "not-found"
    assert found["next"] == "Call partners without id to find what there is."


def test_a_failing_database_is_told_as_such(agent, lists, monkeypatch):
    def break_(*_: object):
        raise OperationalError

    monkeypatch.setattr(compute_answer, "answer_at_once", break_)
    found = told(agent, "rank", {"brief": {"sectors": ["C182"]}})
    assert found["next"] == "Call rank with the same arguments in 5 seconds."


def test_a_fault_of_ours_is_an_error_and_tells_nothing(agent, lists, monkeypatch):
    def break_(_):
        raise RuntimeError("inner matters")

    monkeypatch.setattr(compute_answer, "answer_at_once", break_)
    result = agent.result("tools/call", {"name": "rank", "arguments": {"brief": {}}})
    assert result["isError"]
    assert "inner matters" not in json.dumps(result)
