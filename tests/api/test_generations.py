"""GET /v1/generations tells how far stored matches are, and whether they are out of date."""

import pytest

from matcher.matches import generations
from partners.registry.registration import register_records
from tests.api.conftest import maker


@pytest.fixture
def building(lists):
    return generations.start_generation(simulated=False)


def listed(call):
    return call.get("/v1/generations").json()["results"]


def test_the_list_is_empty_before_the_first_generation(call, lists):
    assert listed(call) == []


def test_a_generation_that_is_being_built_tells_its_progress(call, building):
    first, *_ = building.shards.all()
    (one,) = listed(call)
    assert (one["state"], one["done"], one["total"]) == ("building", 0, 3)
    assert (one["rate"], one["seconds_left"]) == (None, None)
    generations.compute_shard(first.pk)
    (one,) = listed(call)
    assert one["done"] == first.makers
    assert one["shards_done"] == 1
    assert one["rate"] > 0


def test_a_complete_generation_is_stale_once_partners_change(call, building):
    generations.compute_pending_shards()
    (one,) = listed(call)
    assert (one["state"], one["stale"], one["seconds_left"]) == ("current", False, 0)
    assert one["done"] == one["total"] == 3
    register_records(records=[maker("own-list", "late")])
    (one,) = listed(call)
    assert (one["state"], one["stale"]) == ("current", True)


def test_the_newest_generation_comes_first(call, building):
    generations.start_generation(simulated=True)
    first = call.get("/v1/generations?limit=1").json()
    assert [one["simulated"] for one in first["results"]] == [True]
    assert [one["simulated"] for one in call.get(first["next"]).json()["results"]] == [False]
