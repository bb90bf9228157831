"""Gaps over REST: per dataset, labelled, narrowed, in pages."""

import pytest

from tests.api.desk import added, done


@pytest.fixture
def gaps(call):
    def of(query: str = "") -> dict[str, object]:
        return done(call.get(f"/v1/gaps?{query}")).json()

    return of


def test_real_datasets_are_the_default(desk, gaps):
    found = gaps()
    assert (found["simulated"], [one["key"] for one in found["datasets"]]) == (False, ["own-list"])
    assert [
        (one["province"]["code"], one["service"]["code"], one["demand"], one["supply"])
        for one in found["results"]
    ] == [("440000", "PS033", 308, 0), ("320000", "PS033", 154, 0)]
    assert [one["rank"] for one in found["results"]] == [1, 2]
    assert not any(one["simulated"] for one in found["results"])


def test_demonstration_figures_are_labelled_simulated(desk, gaps):
    found = gaps("dataset=demonstration")
    assert found["simulated"]
    assert found["datasets"][0]["notice"] == "demonstration: a notice"
    assert [one["simulated"] for one in found["results"]] == [True]


def test_what_the_province_says_stands_beside_it_and_changes_no_figure(desk, gaps):
    before = gaps("province=Guangdong")["results"][0]
    assert before["said"] == []
    desk.publish(added(targets=["PS03"], signal="shortage"))
    after = gaps("province=广东")["results"][0]
    assert [(one["key"], one["signal"]) for one in after["said"]] == [("GD0001", "shortage")]
    assert {**after, "said": []} == before


def test_ranks_are_the_same_however_it_is_narrowed(desk, gaps):
    found = gaps("province=Jiangsu&service=e-commerce")["results"]
    assert [(one["rank"], one["rank_in_province"]) for one in found] == [(2, 1)]
    assert gaps("service=PS02")["results"] == []
    assert len(gaps("service=PS03")["results"]) == 2


def test_small_pages_hold_what_one_page_holds(desk, call, gaps):
    seen, address = [], "/v1/gaps?limit=1"
    while address:
        page = done(call.get(address)).json()
        seen += page["results"]
        address = page["next"]
    assert seen == gaps()["results"]


@pytest.mark.parametrize(
    "query", ["dataset=own", "province=Guangzhou", "province=Nowhere", "service=C182", "year=2026"]
)
def test_what_is_unknown_is_refused(call, lists, query):
    refused = done(call.get(f"/v1/gaps?{query}"), 400).json()
    assert refused["errors"][0]["parameter"] == query.partition("=")[0]
