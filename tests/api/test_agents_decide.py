"""An agent records what was decided on an entry, as over REST."""

from typing import Any

import pytest

from firms import api_keys
from firms.models import Firm
from matcher.models import Decision
from tests.api.agent import Agent, ToolFailed

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(firm_key):
    return Agent(firm_key)


@pytest.fixture
def listed(call, shortlist):
    """The id of a shortlist, and that of its first partner."""
    entry = call.get(shortlist).json()["entries"][0]
    return shortlist.rsplit("/", 1)[1], entry["partner"]["id"]


def told(agent: Agent, **arguments: object) -> dict[str, Any]:
    with pytest.raises(ToolFailed) as failed:
        agent.call("decide", **arguments)
    return failed.value.told


def test_a_decision_is_recorded_and_seen_over_rest(agent, call, shortlist, listed):
    pk, partner = listed
    made = agent.call(
        "decide", shortlist=pk, partner=partner, decision="contacted", note="by phone"
    )
    assert made["decision"] == "contacted"
    held = call.get(f"{shortlist}/decisions/{partner}").json()
    assert {name: held[name] for name in made} == made


def test_a_rejected_partner_stays_out_of_what_the_agent_is_told(agent, knitwear, listed):
    pk, partner = listed
    agent.call("decide", shortlist=pk, partner=partner, decision="rejected", reason="too small")
    entries = agent.call("rank", brief=knitwear)["entries"]
    assert entries
    assert partner not in [one["id"] for one in entries]


def test_a_rejection_without_a_reason_is_told_at_its_place(agent, listed):
    pk, partner = listed
    found = told(agent, shortlist=pk, partner=partner, decision="rejected")
    assert found["problem"] == "decision-not-understood"
    assert [one["at"] for one in found["errors"]] == ["/reason"]
    assert found["next"].startswith("Call decide again with these corrected")
    assert not Decision.objects.exists()


def test_a_partner_that_the_shortlist_does_not_name(agent, listed):
    found = told(agent, shortlist=listed[0], partner=999_999_999, decision="won")
    assert [one["at"] for one in found["errors"]] == ["/partner"]
    assert "shortlist names the partners" in found["next"]


def test_another_firms_shortlist_is_as_one_that_never_was(listed):
    pk, partner = listed
    other = Agent(api_keys.issue(firm=Firm.objects.create(name="Stranger SA")))
    nowhere = "1b0a7b0e-0000-4000-8000-000000000000"
    both = [told(other, shortlist=one, partner=partner, decision="won") for one in (pk, nowhere)]
    assert both[0] == both[1]
    assert both[0]["problem"] == "not-found"
    assert both[0]["next"] == "Call shortlist without id to find yours."
    assert not Decision.objects.exists()


def test_a_call_under_one_key_records_once(agent, listed):
    pk, partner = listed
    same = {"shortlist": pk, "partner": partner, "decision": "won", "key": "decision-117"}
    assert agent.call("decide", **same) == agent.call("decide", **same)
    assert Decision.objects.count() == 1
