"""Each revision says which partners changed rank, and which priorities did it."""

import dataclasses

import pytest

from matcher.shortlists import answering
from partners.registry.registration import register_records
from tests.api.conftest import maker
from tests.api.desk import added


@pytest.fixture
def twin(partners):
    """In Jiangsu, and otherwise like the best of Guangdong, but that a second source knows it: of
    equals it comes first.
    """
    alike = maker("own-list", "twin")
    second = dataclasses.replace(alike.evidence[0], speaker="a register")
    record = dataclasses.replace(alike, place="320500", evidence=(*alike.evidence, second))
    register_records(records=[record])


@pytest.fixture
def moved(twin, desk, shortlist, call):
    """The shortlist, answered again after Guangdong has dropped what it put first."""
    assert call.get(shortlist).json()["changes"] == []
    desk.publish(lambda rows: added(targets=["PS02"])(rows)[1:])
    assert call.get(shortlist).json()["stale"]
    answering.sweep()
    return call.get(shortlist).json()


def test_the_answer_tells_who_moved_and_why(moved, call):
    assert (moved["revision"], moved["stale"]) == (2, False)
    ranks = {entry["partner"]["id"]: entry["rank"] for entry in moved["entries"]}
    assert any(change["new_rank"] != change["old_rank"] for change in moved["changes"])
    for change in moved["changes"]:
        assert change["new_rank"] == ranks[change["partner"]]
        assert change["because"] == ["PP1"]


def test_each_revision_keeps_its_own_changes(moved, call, shortlist):
    first, second = (call.get(f"{shortlist}/revisions/{n}").json() for n in (1, 2))
    assert (first["changes"], second["changes"]) == ([], moved["changes"])
    listed = call.get(f"{shortlist}/revisions").json()["results"]
    assert [one["changes"] for one in listed] == [moved["changes"], []]


def test_a_pending_answer_has_moved_nobody(moved, call, shortlist, knitwear):
    assert call.put(shortlist, {**knitwear, "order_quantity": 500}).json()["changes"] == []


def test_what_is_not_stored_has_moved_nobody(call, knitwear):
    assert call.post("/v1/rank", knitwear).json()["changes"] == []
