"""An agent goes from a sentence to partners whom it knows the reasons of, with six tools."""

import pytest

from matcher.shortlists import answering
from tests.api.agent import Agent

SENTENCE = "150 knitted t-shirts for a shop in Germany within 10 days, ISO 9001"


@pytest.fixture
def agent(firm_key):
    return Agent(firm_key)


@pytest.mark.django_db
def test_from_a_sentence_to_a_shortlist_with_its_reasons(agent, pks):
    brief = agent.call("read_brief", text=SENTENCE)["brief"]
    assert brief["order_quantity"] == 150
    ranked = agent.call("rank", brief=brief)
    assert {one["id"] for one in ranked["entries"]} == {pks["a"], pks["b"], pks["c"]}
    assert "id" not in ranked

    asked = agent.call("ask", brief=brief, wait=0)
    assert asked["status"] == "pending"
    answering.answer_shortlist(asked["id"])
    found = agent.call("shortlist", id=asked["id"])
    assert found["status"] == "answered"
    assert found["entries"] == ranked["entries"]
    first = found["entries"][0]
    assert first["because"]["fit"]
    # Of the third nobody knows the minimum order and the lead time.
    (unknown,) = [one for one in found["entries"] if one["id"] == pks["c"]]
    assert unknown["ask"]
    assert unknown["known"] < first["known"]

    first = agent.call("partners", id=first["id"])
    assert first["offerings"][0]["sector"] == "Manufacture of knitted apparel (C182)"
    assert first["evidence"][0]["kind"] == "declared"


@pytest.mark.django_db
@pytest.mark.usefixtures("lists")
def test_who_puts_the_sector_first_and_who_serves_it(agent):
    (sector, *_) = agent.call("sectors", q="sweater")["sectors"]
    first = agent.call("priorities", sector=sector["code"])
    assert [one["province"] for one in first["priorities"]] == ["Guangdong"]
    listed = agent.call("priorities", province="广东", sector="C18", signal="support")
    assert "Priority PP1" in {one["title"] for one in listed["priorities"]}
    providers = agent.call("partners", serves="PS033")
    assert [one["name"] for one in providers["partners"]] == ["A platform"]


@pytest.mark.django_db
def test_the_shortlists_of_the_firm_are_listed(agent, shortlist):
    (listed,) = agent.call("shortlist")["shortlists"]
    assert listed["id"] == shortlist.rsplit("/", 1)[1]
    assert listed["title"] == "Knitwear"
