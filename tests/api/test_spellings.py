"""Any spelling of a place or sector is the same object; an unknown one names the nearest."""

import pytest

pytestmark = pytest.mark.usefixtures("places", "sectors")


@pytest.mark.parametrize(
    "spelling", ["440000", "44", "CN-GD", "广东", "Guangdong", "guangdong province", "广东省"]
)
def test_guangdong_is_one_place(call, spelling):
    assert call.get(f"/v1/places/{spelling}").json() == call.get("/v1/places/440000").json()


@pytest.mark.parametrize("spelling", ["GBA", "大湾区", "Greater Bay Area"])
def test_a_cluster_is_found_as_a_place_is(call, spelling):
    found = call.get(f"/v1/places/{spelling}").json()
    assert (found["code"], found["kind"], found["acts_as_one"]) == ("GBA", "cluster", True)
    assert found["members"] == [{"code": "440100", "en": "Guangzhou", "zh": "广州市"}]


def test_shaanxi_and_shanxi_are_two(call):
    assert call.get("/v1/places/Shaanxi").json()["iso"] == "CN-SN"
    assert call.get("/v1/places/Shanxi").json()["iso"] == "CN-SX"


def test_a_place_says_where_it_is(call):
    found = call.get("/v1/places/Guangzhou").json()
    assert found["province"]["code"] == "440000"
    assert [one["code"] for one in found["clusters"]] == ["GBA"]
    assert [one["code"] for one in call.get("/v1/places/Anhui").json()["adjacent"]] == ["320000"]


def test_an_unknown_place_is_not_found_and_the_nearest_is_named(call):
    refused = call.get("/v1/places/Guangdon")
    assert refused.status_code == 404
    assert refused.json()["type"] == "/problems/name-not-known"
    assert refused.json()["errors"][0]["parameter"] == "spelling"
    assert "Guangdong (440000)" in refused.json()["errors"][0]["nearest"]


def test_an_ambiguous_place_is_not_found_and_its_candidates_are_told_apart(call):
    refused = call.get("/v1/places/Suzhou")
    assert refused.status_code == 404
    assert ["320500" in refused.json()["detail"], "341300" in refused.json()["detail"]] == [
        True,
        True,
    ]


@pytest.mark.parametrize("spelling", ["C182", "182", "knitted garments", "针织服装"])
def test_a_sector_is_found_by_any_name(call, spelling):
    assert call.get(f"/v1/sectors/{spelling}").json()["code"] == "C182"


def test_an_unknown_sector_is_refused_without_a_name_that_is_near_by_letters_alone(call):
    refused = call.get("/v1/sectors/blockchain")
    assert refused.status_code == 404
    assert refused.json()["errors"][0]["nearest"] == []


@pytest.mark.parametrize("spelling", ["%00", "%ed%a0%80", "%ff", "x" * 3000])
@pytest.mark.parametrize("path", ["/v1/places/{}", "/v1/sectors/{}", "/v1/provinces/{}/priorities"])
def test_no_spelling_breaks_anything(call, path, spelling):
    assert call.get(path.format(spelling)).status_code == 404
