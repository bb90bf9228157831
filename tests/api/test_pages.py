"""Lists come in pages that neither skip nor repeat a row."""

import pytest


def _walk(call, address):
    seen = []
    while address:
        page = call.get(address).json()
        seen += [one.get("id") or one["code"] for one in page["results"]]
        address = page["next"]
    return seen


@pytest.mark.parametrize("address", ["/v1/partners", "/v1/sectors", "/v1/places"])
@pytest.mark.usefixtures("partners")
def test_small_pages_hold_what_one_page_holds(call, address):
    assert _walk(call, f"{address}?limit=1") == _walk(call, address)


@pytest.mark.usefixtures("partners")
def test_the_next_link_keeps_the_filters(call):
    assert len(_walk(call, "/v1/partners?limit=1&makes=针织服装")) == 3


def test_shortlists_come_newest_first(call, knitwear):
    asked = [call.post("/v1/shortlists", knitwear).json()["id"] for _ in range(3)]
    assert _walk(call, "/v1/shortlists?limit=1") == asked[::-1]


def test_a_row_that_comes_meanwhile_shifts_nothing(call, knitwear):
    asked = [call.post("/v1/shortlists", knitwear).json()["id"] for _ in range(2)]
    first = call.get("/v1/shortlists?limit=1").json()
    call.post("/v1/shortlists", knitwear)
    second = call.get(first["next"]).json()
    assert [first["results"][0]["id"], second["results"][0]["id"]] == asked[::-1]


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "1e2", "", "٣", "1" * 5000])
@pytest.mark.usefixtures("db")
def test_a_page_has_one_to_a_hundred_rows(call, limit):
    refused = call.get(f"/v1/partners?limit={limit}")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["parameter"] == "limit"
