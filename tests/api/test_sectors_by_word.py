"""GET /v1/sectors?q= tells what a word means, why, and how many partners document it."""

import pytest

pytestmark = pytest.mark.usefixtures("partners")


def meaning(call, query):
    answer = call.get(f"/v1/sectors?{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.parametrize("word", ["knitted sweaters", "毛衣", "sweater"])
def test_a_word_in_either_language_has_its_sector(call, word):
    found = meaning(call, f"q={word}&limit=5")
    assert found["outcome"] == "understood"
    (first,) = found["results"]
    assert first["code"] == "C182"
    assert first["zh"] == "针织服装制造"
    assert 0 < first["confidence"] <= 1
    assert first["because"]


def test_the_partners_of_the_sector_are_counted_without_the_simulated_ones(call):
    listed = call.get("/v1/partners?makes=C182").json()["results"]
    real = [one for one in listed if not one["simulated"]]
    assert real
    assert meaning(call, "q=sweater")["results"][0]["partners"] == len(real)


def test_what_is_being_typed_is_continued(call):
    found = meaning(call, "q=knitted swea&limit=3")
    assert {one["code"] for one in found["completions"]} == {"C182"}
    assert all(one["term"].startswith("knitted swea") for one in found["completions"])


@pytest.mark.parametrize("word", ["blockchain", "ISO 9001", "Germany", "qwzrtk", ""])
def test_what_is_no_sector_is_unknown(call, word):
    found = meaning(call, f"q={word}")
    assert (found["outcome"], found["results"]) == ("unknown", [])


def test_a_kind_bounds_the_answer(call):
    assert meaning(call, "q=sweater&kind=service")["outcome"] == "unknown"


def test_a_word_and_a_parent_do_not_go_together(call):
    refused = call.get("/v1/sectors?q=sweater&parent=C18")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["parameter"] == "parent"
