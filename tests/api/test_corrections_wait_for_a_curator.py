"""Firms suggest corrections with a key of their own; a curator accepts or refuses them."""

from typing import Any

import pytest

from firms import api_keys
from firms.models import Firm, Scope
from partners.models import Record, Suggestion
from partners.registry import suggestions
from tests.api.caller import Caller
from tests.api.keeping import GROUNDS, keeper

SOURCE = "https://www.example.com/certificates"
CHANGES = {"certificates": [{"standard": "iso 14001", "valid_until": "2030-01-01"}]}


@pytest.fixture
def curating(firm, partners):
    return keeper(firm)


@pytest.fixture
def member(partners):
    """A key of another firm that may suggest."""
    firm = Firm.objects.create(name="Baltic Wool OU")
    return Caller(api_keys.issue(firm=firm, scopes=[Scope.SUGGEST]))


@pytest.fixture
def listed(partners) -> int:
    return Record.objects.get(dataset="own-list", key="a").partner_id


def suggest(caller, pk, **differs: Any):
    body = {"changes": CHANGES, "source": SOURCE, **differs}
    return caller.post(f"/v1/partners/{pk}/suggestions", body)


def standards(call, pk):
    return [one["standard"] for one in call.get(f"/v1/partners/{pk}").json()["certificates"]]


def test_a_suggestion_changes_nothing_until_it_is_accepted(curating, member, call, listed):
    made = suggest(member, listed)
    assert made.status_code == 201
    assert standards(call, listed) == ["ISO 9001"]
    done = curating.post(f"{made.headers['Location']}/accept", {"reason": "the page shows it"})
    assert (done.json()["state"], done.json()["answer"]) == ("accepted", "the page shows it")
    assert standards(call, listed) == ["ISO 14001", "ISO 9001"]
    assert member.get(made.headers["Location"]).json() == done.json()


def test_the_evidence_names_the_source_and_never_the_firm(curating, member, call, listed):
    made = suggest(member, listed, changes={"offerings": [{"verb": "makes", "sector": "C18"}]})
    curating.post(f"{made.headers['Location']}/accept", {"reason": "so it is"})
    found = call.get(f"/v1/partners/{listed}").json()
    (told,) = [one for one in found["evidence"] if one["fact"] == "makes:C18"]
    assert (told["speaker"], told["source"]) == ("www.example.com", SOURCE)
    assert told["confidence"] == "low"
    assert "Baltic" not in str(found)


def test_a_curator_may_accept_other_changes_on_other_grounds(curating, member, call, listed):
    made = suggest(member, listed)
    curating.post(
        f"{made.headers['Location']}/accept",
        {
            "reason": "it is another one",
            "changes": {"certificates": [{"standard": "ISO 45001"}]},
            "grounds": GROUNDS,
        },
    )
    assert standards(call, listed) == ["ISO 45001", "ISO 9001"]


def test_a_refused_suggestion_is_answered_and_decided_once(curating, member, call, listed):
    address = suggest(member, listed).headers["Location"]
    curating.post(f"{address}/refuse", {"reason": "the page does not say so"})
    assert member.get(address).json()["answer"] == "the page does not say so"
    for step in ("accept", "refuse"):
        refused = curating.post(f"{address}/{step}", {"reason": "again"})
        assert (refused.status_code, refused.json()["type"]) == (
            409,
            "/problems/suggestion-refused",
        )
    assert standards(call, listed) == ["ISO 9001"]


def test_a_firm_sees_its_own_and_a_curator_all(curating, member, stranger, listed):
    address = suggest(member, listed).headers["Location"]
    other = Firm.objects.create(name="Other SA")
    nosy = Caller(api_keys.issue(firm=other, scopes=[Scope.SUGGEST]))
    assert nosy.get(address).status_code == 404
    assert nosy.get("/v1/suggestions").json()["results"] == []
    assert len(member.get("/v1/suggestions?state=open").json()["results"]) == 1
    assert len(curating.get("/v1/suggestions").json()["results"]) == 1
    assert stranger.get("/v1/suggestions").status_code == 403


@pytest.mark.parametrize(
    ("differs", "pointer"),
    [
        ({"changes": {"place": "Guangzou"}}, "/changes/place"),
        ({"changes": {"plaze": "Guangzhou"}}, "/changes/plaze"),
        ({"note": "write to anna@example.com"}, "/note"),
        ({"note": "call 138 0013 8000"}, "/note"),
        ({"source": " "}, "/source"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_place(member, listed, differs, pointer):
    refused = suggest(member, listed, **differs)
    assert refused.status_code == 400
    assert [one["pointer"] for one in refused.json()["errors"]] == [pointer]
    assert not Suggestion.objects.exists()


def test_a_firm_has_a_limited_number_that_wait(member, listed, monkeypatch):
    monkeypatch.setattr(suggestions, "OPEN_AT_MOST", 1)
    assert suggest(member, listed).status_code == 201
    assert suggest(member, listed).status_code == 409


def test_a_key_that_only_asks_may_not_suggest(call, listed):
    assert suggest(call, listed).status_code == 403


def test_what_was_suggested_for_a_merged_partner_is_accepted_for_the_other(
    curating, member, call, listed
):
    other = Record.objects.get(dataset="own-list", key="b").partner_id
    address = suggest(member, listed).headers["Location"]
    curating.post(f"/v1/partners/{listed}/merge", {"into": other, "reason": "one firm"})
    refused = curating.post(f"{address}/accept", {"reason": "so it is"})
    assert refused.json()["errors"][0]["nearest"] == [str(other)]
    done = curating.post(f"{address}/accept", {"reason": "so it is", "partner": other})
    assert done.json()["partner"] == other
    assert "ISO 14001" in standards(call, other)


def test_a_suggestion_sent_again_under_its_key_waits_once(member, listed):
    body = {"changes": CHANGES, "source": SOURCE}
    address = f"/v1/partners/{listed}/suggestions"
    first = member.post(address, body, Idempotency_Key="suggestion-1")
    again = member.post(address, body, Idempotency_Key="suggestion-1")
    assert again.content == first.content
    assert Suggestion.objects.count() == 1
