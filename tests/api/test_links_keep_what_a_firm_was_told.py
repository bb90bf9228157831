"""Neither a link nor a replay mixes up what a firm knows for itself: a link shows none of it, and a
replay computes with exactly that which the answer took into account.
"""

import pytest

from matcher.shortlists import answering

REASON = "They answered no mail."
NOTE = "By telephone, on a Monday."


@pytest.fixture
def told(call, shortlist, pks):
    """An answer that takes into account what one partner told and that another was rejected."""
    body = {"answers": {"minimum_order": {"amount": 10, "unit": "dozens"}}, "note": NOTE}
    assert call.post(f"/v1/partners/{pks['c']}/answers", body).status_code == 201
    rejected = {"partner": pks["b"], "decision": "rejected", "reason": REASON}
    assert call.post(f"{shortlist}/decisions", rejected).status_code == 201
    answering.sweep()
    found = call.get(shortlist).json()
    assert "rejected" in found["verdict"]["text"]["en"]
    assert [one["partner"]["id"] for one in found["entries"] if "declared_to_you" in one] == [
        pks["c"]
    ]
    return found


@pytest.fixture(params=["as it is now", "a frozen copy"])
def shown(request, call, nobody, shortlist, told):
    """The answer of a link."""
    settings = {}
    if request.param == "a frozen copy":
        settings = {"frozen": call.post(f"{shortlist}/freeze", {}).json()["id"]}
    return nobody.get(call.post(f"{shortlist}/links", settings).json()["path"])


def test_a_link_quotes_nothing_of_it(shown):
    text = shown.content.decode()
    for word in ("declared to you", "declared_to_you", "rejected", "否决", "向贵方", REASON, NOTE):
        assert word not in text


def test_a_link_gives_no_reasons_of_the_partner_that_told_something(shown, told, pks):
    entries = shown.json()["entries"]
    assert [one["points"] for one in entries] == [one["points"] for one in told["entries"]]
    for entry in entries:
        reasons = [reason for one in entry["components"] for reason in one["because"]]
        assert bool(reasons) is (entry["partner"]["id"] != pks["c"])


def test_the_answer_is_replayed_with_it(call, shortlist, told):
    number = told["revision"]
    assert number > 1
    for revision in (1, number):
        found = call.get(f"{shortlist}/revisions/{revision}/replay").json()
        assert (found["replayable"], found["identical"]) == (True, True)
