"""The taxonomy and the demand of its divisions."""

import pytest

pytestmark = pytest.mark.usefixtures("sectors")


def _codes(response):
    return [one["code"] for one in response.json()["results"]]


def test_sectors_are_filtered_by_kind_and_by_parent(call):
    assert _codes(call.get("/v1/sectors?kind=service")) == ["PS02", "PS03", "PS033", "PS09"]
    assert _codes(call.get("/v1/sectors?parent=C18")) == ["C182"]
    assert _codes(call.get("/v1/sectors?kind=service&parent=C18")) == []


def test_an_unknown_kind_names_the_nearest(call):
    refused = call.get("/v1/sectors?kind=servce")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["nearest"] == ["service"]


def test_a_division_shows_what_it_uses_more_than_others(call):
    found = call.get("/v1/sectors/C18").json()
    assert found["demand_of"]["code"] == "C18"
    demand = found["demand"][0]
    assert demand["service"]["code"] == "PS033"
    assert (demand["relative"], demand["basis"], demand["confidence"]) == (
        1.54,
        "own judgement",
        "low",
    )


def test_a_group_shows_its_divisions_demand_and_says_so(call):
    found = call.get("/v1/sectors/C182").json()
    assert found["demand_of"]["code"] == "C18"
    assert len(found["demand"]) == 1


def test_a_sector_without_figures_says_so(call):
    found = call.get("/v1/sectors/EI-NEV").json()
    assert (found["demand_of"], found["demand"]) == (None, [])
    assert [one["code"] for one in found["related"]] == ["PS033"]
