"""What another firm stored looks exactly like what never was, on every route."""

import pytest

from matcher.models import Brief, Shortlist
from tests.api.test_keys_are_needed import OPERATIONS, filled

WITH_IDS = [(method, path) for method, path in OPERATIONS if "shortlists/{id}" in path]


def test_the_routes_with_ids_are_known():
    assert len(WITH_IDS) == 4  # a new one is tested below without a word more


@pytest.mark.parametrize(("method", "path"), WITH_IDS)
def test_a_foreign_id_answers_as_a_missing_one(stranger, shortlist, knitwear, method, path):
    body = knitwear if method in ("PUT", "POST", "PATCH") else None
    foreign = stranger(method, filled(path, id=shortlist.rsplit("/", 1)[1]), body)
    missing = stranger(method, filled(path), body)
    assert foreign.status_code == missing.status_code == 404
    assert _told(foreign) == _told(missing)


@pytest.mark.parametrize(("method", "path"), WITH_IDS)
def test_the_owner_is_answered_there(call, shortlist, knitwear, method, path):
    body = knitwear if method in ("PUT", "POST", "PATCH") else None
    assert call(method, filled(path, id=shortlist.rsplit("/", 1)[1]), body).status_code < 300


def test_a_stranger_changes_nothing(stranger, shortlist, knitwear):
    stranger.put(shortlist, knitwear)
    assert Brief.objects.get().version == 1


def test_lists_hold_only_the_firms_own(stranger, call, shortlist, knitwear):
    assert stranger.get("/v1/shortlists").json()["results"] == []
    mine = stranger.post("/v1/shortlists", knitwear).json()["id"]
    assert [one["id"] for one in stranger.get("/v1/shortlists").json()["results"]] == [mine]
    assert mine not in str(call.get("/v1/shortlists").json())
    assert Shortlist.objects.count() == 2


def _told(response):
    return {name: value for name, value in response.json().items() if name != "request_id"}
