"""A rejected partner stays out of all later answers of the firm, and of nobody else's."""

import pytest

from matcher.loaded import Basis
from matcher.models import Revision, Shortlist
from matcher.shortlists import answering
from matcher.shortlists.compute_answer import answer_from, current_inputs
from matcher.statements.load_statements import load_statements
from partners.registry.merging import merge_partner
from tests.priorities import curators

REJECTION = {"decision": "rejected", "reason": "The minimum order is too large."}


@pytest.fixture
def reject(call, shortlist, pks):
    def say(key):
        body = {"partner": pks[key], **REJECTION}
        assert call.post(f"{shortlist}/decisions", body).status_code == 201

    return say


def listed(answer):
    return {one["partner"]["id"] for one in answer["entries"]}


def store(call, brief):
    address = call.post("/v1/shortlists", brief).headers["Location"]
    answering.sweep()
    return address


def test_the_shortlist_is_answered_again_without_it(call, shortlist, pks, reject):
    reject("b")
    during = call.get(shortlist).json()
    assert during["stale"] is True
    assert pks["b"] in listed(during)
    answering.sweep()
    after = call.get(shortlist).json()
    assert (after["revision"], after["stale"]) == (2, False)
    assert listed(after) == {pks["a"], pks["c"]}
    assert after["excluded"]["rejected"] == 1
    assert "Those that you rejected are not counted: 1." in after["verdict"]["text"]["en"]
    assert [one["partner"] for one in after["changes"] if one["new_rank"] is None] == [pks["b"]]


def test_the_earlier_revision_stays_as_it_was(call, shortlist, pks, reject):
    before = call.get(f"{shortlist}/revisions/1").json()["entries"]
    reject("b")
    answering.sweep()
    after = call.get(f"{shortlist}/revisions/1").json()["entries"]
    decision = next(one for one in after if one["partner"]["id"] == pks["b"])["decision"]
    assert decision["decision"] == "rejected"
    assert [one["points"] for one in after] == [one["points"] for one in before]


def test_the_other_shortlists_of_the_firm_are_answered_again_too(
    call, shortlist, pks, knitwear, reject
):
    other = store(call, {**knitwear, "title": "Another", "order_quantity": 500})
    assert pks["b"] in listed(call.get(other).json())
    reject("b")
    assert call.get(other).json()["stale"] is True
    answering.sweep()
    assert pks["b"] not in listed(call.get(other).json())


def test_a_shortlist_of_other_goods_is_left_alone(call, shortlist, knitwear, reject):
    services = {"seeking": "service_provider", "services": ["PS033"]}
    other = store(call, services)
    reject("b")
    assert call.get(other).json()["stale"] is False
    assert call.get(shortlist).json()["stale"] is True


def test_an_archived_shortlist_is_not_answered_again(call, shortlist, knitwear, reject, pks):
    other = store(call, knitwear)
    call("DELETE", other)
    reject("b")
    answering.sweep()
    assert pks["b"] in listed(call.get(other).json())


def test_a_ranking_that_is_not_stored_leaves_it_out(call, pks, knitwear, reject):
    reject("b")
    found = call.post("/v1/rank", knitwear).json()
    assert pks["b"] not in listed(found)
    assert found["excluded"]["rejected"] == 1
    counts = found["excluded"]
    stopped = counts["by_request"] + counts["no_fit"] + counts["rejected"]
    assert counts["considered"] == stopped + len(found["entries"])


def test_a_brief_that_asks_for_rejected_partners_lists_them(call, pks, knitwear, reject):
    reject("b")
    asked = {**knitwear, "include_rejected": True}
    found = call.post("/v1/rank", asked).json()
    assert pks["b"] in listed(found)
    assert found["excluded"]["rejected"] == 0
    assert found["understood"]["include_rejected"] is True
    kept = call.get(store(call, asked)).json()
    shown = next(one for one in kept["entries"] if one["partner"]["id"] == pks["b"])
    # It was rejected in another shortlist.
    assert shown["decision"]["decision"] == "rejected"
    assert shown["decision"]["shortlist"] != kept["id"]


def test_a_rejection_that_is_taken_back_brings_the_partner_back(call, shortlist, pks, reject):
    before = call.get(shortlist).json()
    reject("b")
    answering.sweep()
    call("DELETE", f"{shortlist}/decisions/{pks['b']}")
    assert call.get(shortlist).json()["stale"] is True
    answering.sweep()
    after = call.get(shortlist).json()
    assert after["revision"] == 3
    assert after["entries"] == before["entries"]


def test_another_decision_ends_a_rejection(call, shortlist, pks, reject):
    reject("b")
    answering.sweep()
    call.post(f"{shortlist}/decisions", {"partner": pks["b"], "decision": "interested"})
    answering.sweep()
    assert pks["b"] in listed(call.get(shortlist).json())


def test_a_decision_that_rejects_nobody_answers_nothing_again(call, shortlist, pks):
    call.post(f"{shortlist}/decisions", {"partner": pks["b"], "decision": "contacted"})
    assert call.get(shortlist).json()["stale"] is False
    assert answering.sweep() == 0


def test_another_firm_is_answered_by_the_same_bytes(call, stranger, knitwear, shortlist, reject):
    theirs = store(stranger, knitwear)
    before = stranger.get(theirs).content, stranger.post("/v1/rank", knitwear).json()
    reject("b")
    answering.sweep()
    assert (stranger.get(theirs).content, stranger.post("/v1/rank", knitwear).json()) == before
    assert stranger.get(f"{theirs}/decisions").json()["results"] == []


def test_a_rejection_holds_for_the_partner_that_it_became(call, shortlist, pks, reject):
    reject("a")
    by = curators.curator("merger", "curate")
    merge_partner(partner=pks["a"], into=pks["b"], by=by, reason="one firm")
    answering.sweep()
    assert listed(call.get(shortlist).json()) == {pks["c"]}


def test_a_revision_is_computed_again_from_what_it_stores(call, shortlist, pks, reject):
    reject("b")
    answering.sweep()
    call("DELETE", f"{shortlist}/decisions/{pks['b']}")
    row = Revision.objects.select_related("shortlist__brief").get(number=2)
    brief = row.shortlist.brief
    then = load_statements(brief.firm_id, row.statements)
    assert answer_from(brief.asked, current_inputs(Basis.of(row), then)).digest == row.digest
    now = load_statements(brief.firm_id)
    assert answer_from(brief.asked, current_inputs(Basis.of(row), now)).digest != row.digest


def test_checking_moves_the_mark(shortlist, pks, reject):
    reject("b")
    answering.sweep()
    assert Shortlist.objects.get().checked_statements == 1
    assert answering.sweep() == 0
