"""An agent's key is the firm's key: scopes, roles, addresses, limit and counts are the same."""

import uuid

import pytest
from django.core.cache import caches

from api.requests.rate_limits import ApiKeyThrottle
from firms import api_keys, members
from firms.api_keys import KeySpec
from firms.models import ApiKey, Firm, Role, Scope
from firms.usage import counter
from matcher.models import Shortlist
from tests.api.agent import Agent, ToolFailed

pytestmark = pytest.mark.django_db
READING = {
    "read_brief": {"text": "knitted t-shirts"},
    "rank": {"brief": {"sectors": ["C182"]}},
    "shortlist": {},
    "partners": {"makes": "C182"},
    "priorities": {"province": "Guangdong"},
    "sectors": {"q": "sweater"},
}
BRIEF = {"sectors": ["C182"]}


def test_each_tool_needs_its_scope(firm, lists):
    reader = Agent(api_keys.issue(firm=firm, scopes=[Scope.READ]))
    other = Agent(api_keys.issue(firm=firm, scopes=[Scope.WEBHOOKS]))
    named = {one["name"] for one in reader.result("tools/list")["tools"]}
    assert named == {*READING, "ask", "decide"}
    for tool, arguments in READING.items():
        assert reader.call(tool, **arguments)
        with pytest.raises(ToolFailed, match="this key lacks the scope read"):
            other.call(tool, **arguments)
    with pytest.raises(ToolFailed, match="this key lacks the scope write") as refused:
        reader.call("ask", brief=BRIEF, wait=0)
    assert refused.value.told["next"] == "Call rank with the same brief: it stores nothing."
    with pytest.raises(ToolFailed, match="this key lacks the scope write") as refused:
        reader.call("decide", shortlist=str(uuid.uuid4()), partner=1, decision="won")
    assert refused.value.told["next"].startswith("Call shortlist to read on")


def test_a_viewer_cannot_write(firm, lists):
    analyst = members.set_member(firm=firm, email="v@nordtuch.example", role=Role.ANALYST)
    spec = KeySpec(scopes=[Scope.READ, Scope.WRITE], member=analyst)
    agent = Agent(api_keys.create_key(firm=firm, spec=spec)[1])
    members.set_member(firm=firm, email="v@nordtuch.example", role=Role.VIEWER)
    assert agent.call("rank", brief=BRIEF)["entries"]
    with pytest.raises(ToolFailed, match="the role viewer of this key's member"):
        agent.call("ask", brief=BRIEF, wait=0)
    assert not Shortlist.objects.exists()


def test_without_a_live_key_nothing_is_answered(firm):
    revoked = api_keys.issue(firm=firm)
    ApiKey.objects.get(firm=firm).delete()
    for key in (None, revoked, "rh_nothing"):
        for method in ("initialize", "tools/list", "server/discover"):
            refused = Agent(key).post(method)
            assert refused.status_code == 401
            assert refused.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_key_of_another_address_is_refused(firm):
    key = api_keys.create_key(firm=firm, spec=KeySpec(networks=["198.51.100.0/24"]))[1]
    assert Agent(key).post("tools/list").status_code == 403


def test_another_firms_shortlist_is_as_one_that_never_was(shortlist):
    other = Agent(api_keys.issue(firm=Firm.objects.create(name="Stranger SA")))
    told = []
    for pk in (shortlist.rsplit("/", 1)[1], "1b0a7b0e-0000-4000-8000-000000000000"):
        with pytest.raises(ToolFailed) as refused:
            other.call("shortlist", id=pk)
        told.append(refused.value.told)
    assert told[0] == told[1]
    assert told[0]["problem"] == "not-found"
    assert other.call("shortlist") == {"shortlists": []}


def test_each_call_counts_once_and_the_limit_holds(firm, firm_key, call, monkeypatch):
    caches["rates"].clear()
    counter.clear()
    monkeypatch.setattr(ApiKeyThrottle, "rate", "3/minute", raising=False)
    monkeypatch.setattr(ApiKeyThrottle, "timer", staticmethod(lambda: 60_000_000.0))
    agent = Agent(firm_key)
    answers = [agent.post("tools/list") for _ in range(2)]
    answers.append(agent.post("tools/call", {"name": "shortlist", "arguments": {}}))
    answers.append(agent.post("tools/list"))
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[2].headers["RateLimit"] == '"key";r=0;t=60'
    monkeypatch.setattr(ApiKeyThrottle, "rate", None)
    (day,) = [
        one
        for one in call.get("/v1/usage").json()["results"]
        if one["key"] == firm_key.split("_")[1]
    ]
    assert day["groups"] == [{"group": "mcp", "requests": 4, "refused": 1}]
    counter.clear()
    caches["rates"].clear()


def test_a_call_under_a_key_of_the_agents_choice_stores_once(firm_key, lists):
    agent = Agent(firm_key)
    asked = [agent.call("ask", brief=BRIEF, key="order-117", wait=0) for _ in range(2)]
    assert asked[0]["id"] == asked[1]["id"]
    assert Shortlist.objects.count() == 1
