"""Partners of an answer side by side: what differs, and the weights that would turn the order."""

from itertools import pairwise
from typing import Any

import pytest


@pytest.fixture
def listed(call, shortlist):
    return [one["partner"]["id"] for one in call.get(shortlist).json()["entries"]]


def query(partners, **more: Any):
    words = [*(f"partner={pk}" for pk in partners), *(f"{k}={v}" for k, v in more.items())]
    return "&".join(words)


def test_the_entries_stand_by_rank_as_in_the_answer(call, shortlist, listed):
    found = call.get(f"{shortlist}/compare?{query(reversed(listed))}").json()
    assert found["entries"] == call.get(shortlist).json()["entries"]
    assert [(one["above"], one["below"]) for one in found["pairs"]] == list(pairwise(listed))


def test_the_differences_add_up_and_name_reasons_that_one_alone_has(call, shortlist, listed):
    found = call.get(f"{shortlist}/compare?{query(listed)}").json()
    entries = {one["partner"]["id"]: one for one in found["entries"]}
    for pair in found["pairs"]:
        above, below = entries[pair["above"]], entries[pair["below"]]
        assert pair["points"] == above["points"] - below["points"]
        assert sum(one["points"] for one in pair["differences"]) == pair["points"]
        for one in pair["differences"]:
            texts = [_texts(entry, one["component"]) for entry in (above, below)]
            assert {each["text"] for each in one["above"]} == texts[0] - texts[1]
            assert {each["text"] for each in one["below"]} == texts[1] - texts[0]
    assert any(one["above"] for pair in found["pairs"] for one in pair["differences"])


def _texts(entry, component):
    return {
        reason["text"]
        for one in entry["components"]
        if one["name"] == component
        for reason in one["because"]
    }


def test_a_brief_with_these_weights_is_ranked_the_other_way(call, shortlist, listed, knitwear):
    pairs = call.get(f"{shortlist}/compare?{query(listed)}").json()["pairs"]
    turns = [one for one in pairs if one["turn"]]
    assert turns
    for pair in turns:
        weights = pair["turn"]["weights"]
        again = call.post("/v1/rank", {**knitwear, "weights": weights}).json()
        assert {name: again["weights"][name] for name in weights} == weights
        order = [one["partner"]["id"] for one in again["entries"]]
        assert order.index(pair["below"]) < order.index(pair["above"])
        assert str(pair["turn"]["to"]) in pair["text"]["en"]
        assert str(pair["turn"]["to"]) in pair["text"]["zh"]


def test_reasons_come_in_the_language_and_the_fields_that_are_asked_for(call, shortlist, listed):
    address = f"{shortlist}/compare?{query(listed, fields='points', include='args')}"
    found = call.get(address, Accept_Language="zh-Hans").json()
    assert set(found["entries"][0]) == {"rank", "partner", "points"}
    reasons = [
        one for pair in found["pairs"] for each in pair["differences"] for one in each["above"]
    ]
    assert reasons
    assert all("args" in one and not one["text"].isascii() for one in reasons)


def test_an_earlier_revision_is_compared_as_it_was(call, shortlist, listed, knitwear):
    before = call.get(f"{shortlist}/compare?{query(listed)}").json()
    call.put(shortlist, {**knitwear, "limit": 2})
    pending = call.get(f"{shortlist}/compare?{query(listed)}")
    assert (pending.status_code, pending.json()["type"]) == (409, "/problems/not-answered")
    assert call.get(f"{shortlist}/compare?{query(listed, revision=1)}").json() == before
    assert call.get(f"{shortlist}/compare?{query(listed, revision=9)}").status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "partner=1",
        "partner=1&partner=1",
        "partner=1&partner=x",
        "partner=1&partner=2",
        "partner=1&partner=2&weight=3",
        "&".join(f"partner={n}" for n in range(11)),
    ],
)
def test_what_cannot_be_compared_is_refused(call, shortlist, wrong):
    refused = call.get(f"{shortlist}/compare?{wrong}")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["parameter"] in ("partner", "weight")
