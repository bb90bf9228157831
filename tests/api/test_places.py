"""The lists of places."""

import pytest

pytestmark = pytest.mark.usefixtures("places")


def test_the_list_is_of_provinces(call):
    found = call.get("/v1/places").json()
    assert [one["name_en"] for one in found["results"]] == [
        "Shanxi",
        "Jiangsu",
        "Anhui",
        "Guangdong",
        "Shaanxi",
    ]
    assert found["next"] is None


def test_a_provinces_prefectures_are_listed_by_any_spelling_of_it(call):
    found = call.get("/v1/places?province=CN-JS").json()["results"]
    assert [one["code"] for one in found] == ["320500"]


@pytest.mark.parametrize(("text", "nearest"), [("Guangzhou", "440000"), ("GBA", "440100")])
def test_only_a_province_has_prefectures(call, text, nearest):
    refused = call.get(f"/v1/places?province={text}")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["parameter"] == "province"
    assert refused.json()["errors"][0]["nearest"] == [nearest]
