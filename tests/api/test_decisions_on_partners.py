"""What a firm decides on the partners of a shortlist stands beside the entries, and stays said."""

import pytest

from firms import api_keys, members
from firms.api_keys import KeySpec
from firms.models import Role
from matcher.models import Decision
from matcher.shortlists import answering
from partners.registry.merging import merge_partner
from tests.api.caller import Caller
from tests.priorities import curators

REJECTION = {"decision": "rejected", "reason": "The minimum order is too large."}


def answer(address: str) -> None:
    answering.answer_shortlist(address.rsplit("/", 1)[1])


def decided(call: Caller, address: str) -> dict[int, str | None]:
    entries = call.get(address).json()["entries"]
    return {one["partner"]["id"]: (one["decision"] or {}).get("decision") for one in entries}


def test_a_decision_stands_beside_the_entry(call, shortlist, pks):
    made = call.post(
        f"{shortlist}/decisions", {"partner": pks["a"], "decision": "contacted", "note": "By mail."}
    )
    assert made.status_code == 201
    shown = next(
        one["decision"]
        for one in call.get(shortlist).json()["entries"]
        if one["partner"]["id"] == pks["a"]
    )
    assert (shown["decision"], shown["note"]) == ("contacted", "By mail.")
    assert shown["shortlist"] == shortlist.rsplit("/", 1)[1]
    assert shown["made_at"] == made.json()["made_at"]
    assert decided(call, shortlist) == {pks["a"]: "contacted", pks["b"]: None, pks["c"]: None}


def test_the_newest_holds_and_what_was_said_stays_said(call, shortlist, pks):
    for kind in ("interested", "contacted", "won"):
        call.post(f"{shortlist}/decisions", {"partner": pks["a"], "decision": kind})
    assert decided(call, shortlist)[pks["a"]] == "won"
    history = call.get(f"{shortlist}/decisions").json()["results"]
    assert [one["decision"] for one in history] == ["won", "contacted", "interested"]
    current = call.get(f"{shortlist}/decisions?current=true").json()["results"]
    assert [one["decision"] for one in current] == ["won"]


def test_a_decision_can_be_taken_back(call, shortlist, pks):
    address = call.post(
        f"{shortlist}/decisions", {"partner": pks["a"], "decision": "lost"}
    ).headers["Location"]
    assert call.get(address).json()["decision"] == "lost"
    assert call("DELETE", address).status_code == 204
    assert decided(call, shortlist)[pks["a"]] is None
    assert call.get(address).status_code == 404
    assert call("DELETE", address).status_code == 404
    history = call.get(f"{shortlist}/decisions").json()["results"]
    assert [one["decision"] for one in history] == ["taken_back", "lost"]


def test_it_tells_the_member_or_the_key_that_said_it(call, firm, shortlist, pks):
    member = members.set_member(firm=firm, email="anna@nordtuch.example", role=Role.ANALYST)
    anna = Caller(api_keys.create_key(firm=firm, spec=KeySpec(member=member))[1])
    anna.post(f"{shortlist}/decisions", {"partner": pks["a"], "decision": "won"})
    call.post(f"{shortlist}/decisions", {"partner": pks["b"], "decision": "lost"})
    lost, won = call.get(f"{shortlist}/decisions").json()["results"]
    assert won["by"] == "anna@nordtuch.example"
    assert lost["by"] == Decision.objects.get(decision="lost").by_key
    members.remove_member(member)
    # The address goes with the member; the key that said it is still named.
    assert "@" not in call.get(f"{shortlist}/decisions").content.decode()


def test_a_viewer_decides_nothing(firm, shortlist, pks):
    member = members.set_member(firm=firm, email="vera@nordtuch.example", role=Role.VIEWER)
    spec = KeySpec(member=member, scopes=["read"])
    vera = Caller(api_keys.create_key(firm=firm, spec=spec)[1])
    refused = vera.post(f"{shortlist}/decisions", {"partner": pks["a"], "decision": "won"})
    assert refused.status_code == 403
    assert vera.get(f"{shortlist}/decisions").json()["results"] == []


def test_a_rejection_needs_a_reason(call, shortlist, pks):
    refused = call.post(f"{shortlist}/decisions", {"partner": pks["a"], "decision": "rejected"})
    assert refused.status_code == 400
    assert [one["pointer"] for one in refused.json()["errors"]] == ["/reason"]
    assert not Decision.objects.exists()


def test_a_misspelt_decision_is_told_the_nearest(call, shortlist, pks):
    refused = call.post(f"{shortlist}/decisions", {"partner": pks["a"], "decision": "intrested"})
    assert refused.json()["type"] == "/problems/decision-not-understood"
    assert refused.json()["errors"][0]["nearest"][0] == "interested"


@pytest.mark.parametrize("key", ["platform", "d"])
def test_a_partner_that_the_shortlist_never_named_is_refused(call, shortlist, pks, key):
    refused = call.post(f"{shortlist}/decisions", {"partner": pks[key], "decision": "won"})
    assert [one["pointer"] for one in refused.json()["errors"]] == ["/partner"]


def test_the_same_key_decides_once(call, shortlist, pks):
    body = {"partner": pks["a"], "decision": "won"}
    for _ in range(2):
        call.post(f"{shortlist}/decisions", body, Idempotency_Key="won-1")
    assert Decision.objects.count() == 1


def test_entries_are_filtered_by_decision(call, shortlist, pks):
    call.post(f"{shortlist}/decisions", {"partner": pks["b"], "decision": "interested"})

    def listed(kind: str) -> list[int]:
        page = call.get(f"{shortlist}/entries?decision={kind}").json()["results"]
        return [one["partner"]["id"] for one in page]

    assert listed("interested") == [pks["b"]]
    assert listed("won") == []
    assert set(listed("none")) == {pks["a"], pks["c"]}


def test_filtered_pages_hold_each_entry_once(call, shortlist, pks):
    call.post(f"{shortlist}/decisions", {"partner": pks["a"], "decision": "won"})
    found, link = [], f"{shortlist}/entries?decision=none&limit=1"
    while link:
        page = call.get(link).json()
        found += [one["partner"]["id"] for one in page["results"]]
        link = page["next"]
    assert sorted(found) == sorted([pks["b"], pks["c"]])


def test_a_decision_on_a_partner_holds_for_the_one_that_it_became(call, shortlist, pks):
    call.post(f"{shortlist}/decisions", {"partner": pks["a"], "decision": "won"})
    by = curators.curator("merger", "curate")
    merge_partner(partner=pks["a"], into=pks["b"], by=by, reason="one firm")
    assert decided(call, shortlist)[pks["b"]] == "won"
    assert call("DELETE", f"{shortlist}/decisions/{pks['b']}").status_code == 204
    assert decided(call, shortlist)[pks["a"]] is None


def test_the_etag_changes_with_a_decision(call, shortlist, pks):
    before = call.get(shortlist).headers["ETag"]
    assert call.get(shortlist, If_None_Match=before).status_code == 304
    call.post(f"{shortlist}/decisions", {"partner": pks["a"], "decision": "won"})
    assert call.get(shortlist, If_None_Match=before).status_code == 200


def test_a_decision_is_read_conditionally(call, shortlist, pks):
    call.post(f"{shortlist}/decisions", {"partner": pks["a"], "decision": "won"})
    address = f"{shortlist}/decisions/{pks['a']}"
    etag = call.get(address).headers["ETag"]
    assert call.get(address, If_None_Match=etag).status_code == 304
