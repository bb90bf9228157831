"""The points of every entry are exactly the sum of its parts, and the order is total."""

import pytest

from matcher.models import Brief, Shortlist


@pytest.fixture
def answer(call, knitwear):
    return call.post("/v1/rank?include=args,missing", knitwear).json()


def test_points_are_the_sum_of_the_components(answer):
    for entry in answer["entries"]:
        assert entry["points"] == sum(one["points"] for one in entry["components"])
        for one in entry["components"]:
            assert one["points"] == one["weight"] * one["value"]
            assert one["weight"] == answer["weights"][one["name"]]
        assert entry["score"] == round(entry["points"] / 652.8, 2)


def test_weights_sum_to_256(answer):
    assert sum(answer["weights"].values()) == 256


def test_entries_are_in_order(answer):
    order = [(-one["points"], one["partner"]["id"]) for one in answer["entries"]]
    assert order == sorted(order)
    assert [one["rank"] for one in answer["entries"]] == [1, 2, 3]


def test_every_candidate_is_counted_once(answer):
    left_out = answer["excluded"]
    counted = left_out["by_request"] + left_out["no_fit"] + left_out["below_limit"]
    counted += sum(left_out["by_wish"].values()) + sum(left_out["by_unknown"].values())
    assert left_out["considered"] == counted + len(answer["entries"]) == 4


def test_ranking_stores_nothing(answer):
    assert (answer["id"], answer["revision"], answer["brief_version"]) == (None, None, None)
    assert not Brief.objects.exists()
    assert not Shortlist.objects.exists()


def test_a_stored_answer_says_what_ranking_says(call, answer, shortlist):
    stored = call.get(f"{shortlist}?include=args,missing").json()
    # What the firm decided on the partner, which a ranking does not tell.
    assert all(entry.pop("decision") is None for entry in stored["entries"])
    for part in ("entries", "understood", "weights", "excluded", "basis"):
        assert stored[part] == answer[part]


def test_the_priority_behind_a_score_is_named_with_its_source(answer):
    policy = next(one for one in answer["entries"][0]["components"] if one["name"] == "policy")
    args = policy["because"][0]["args"]
    assert (args["key"], args["links"]) == ("PP1", ["https://example.org/report"])
    assert "Priority PP1" in policy["because"][0]["text"]


def test_what_is_unknown_is_asked_in_both_languages(answer):
    silent = next(one for one in answer["entries"] if one["partner"]["name_en"] == "Maker c")
    assert {one["fact"] for one in silent["missing"]} >= {"minimum_order", "lead_time"}
    question = silent["ask_next"][0]
    assert question["text"] == question["en"] != question["zh"]
    assert silent["known"] < 100


def test_demonstration_is_ranked_only_when_asked_for_and_says_so(call, knitwear, answer):
    assert all(not one["partner"]["simulated"] for one in answer["entries"])
    asked = call.post("/v1/rank", {**knitwear, "datasets": ["demonstration"]}).json()
    assert [one["partner"]["name_en"] for one in asked["entries"]] == ["Maker d"]
    assert asked["entries"][0]["partner"]["datasets"] == ["demonstration"]
    assert asked["entries"][0]["partner"]["simulated"] is True
