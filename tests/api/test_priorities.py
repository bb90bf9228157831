"""A province's list as it is in force, and an explicit answer where none is held."""

import pytest

pytestmark = pytest.mark.usefixtures("lists")


def test_the_list_in_force_is_given_with_who_said_it_and_where(call):
    found = call.get("/v1/provinces/广东/priorities").json()
    assert (found["province"]["code"], found["held"]) == ("440000", True)
    assert (found["edition"]["number"], found["edition"]["coverage"]) == (1, "excerpt")
    first = found["priorities"][0]
    assert first["speaker"] == "government"
    assert first["targets"][0]["code"] == "C18"
    assert first["document"]["title"] == "Work report"
    assert first["precision"] == "month"
    assert first["links"] == ["https://example.org/report"]


def test_only_a_governments_targeted_priority_scores(call):
    found = call.get("/v1/provinces/Guangdong/priorities").json()["priorities"]
    assert {one["key"]: one["scores"] for one in found} == {"PP1": True, "PP2": False, "PP3": False}


def test_a_province_without_a_list_says_so(call):
    found = call.get("/v1/provinces/Jiangsu/priorities").json()
    assert (found["held"], found["edition"], found["priorities"]) == (False, None, [])


@pytest.mark.parametrize("text", ["Guangzhou", "GBA"])
def test_lists_are_held_by_province_alone(call, text):
    refused = call.get(f"/v1/provinces/{text}/priorities")
    assert refused.status_code == 404
    assert "priority lists belong to provinces" in refused.json()["detail"]
    assert refused.json()["errors"][0]["nearest"] == ["Guangdong (440000)"]
