"""A reader whose place lies before what is kept is told so, with where to go on: no silent gap."""

from datetime import timedelta

import pytest
from django.db.models import F

from tests.api.test_event_feed import tell
from webhooks import pruning
from webhooks.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def numbers(db) -> list[int]:
    """Of five events, the first three of which were pruned."""
    for version in range(1, 6):
        tell(version)
    numbers = list(Event.objects.values_list("number", flat=True))
    old = Event.objects.filter(number__in=numbers[:3])
    old.update(occurred_at=F("occurred_at") - timedelta(days=91))
    assert pruning.prune() == (0, 3)
    return numbers


@pytest.mark.parametrize("behind", [1, 2, 3])
def test_a_place_before_what_is_kept_is_refused_and_names_the_oldest(call, numbers, behind):
    after = numbers[2] - behind
    refused = call.get(f"/v1/events?after={after}")
    assert refused.status_code == 410
    problem = refused.json()
    assert problem["type"] == "/problems/events-pruned"
    (error,) = problem["errors"]
    assert error["parameter"] == "after"
    assert f"the oldest kept event is {numbers[3]}" in error["detail"]
    assert error["nearest"] == [str(numbers[2])]


def test_what_it_names_goes_on(call, numbers):
    (after,) = call.get("/v1/events?after=0").json()["errors"][0]["nearest"]
    found = call.get(f"/v1/events?after={after}").json()
    assert [one["number"] for one in found["results"]] == numbers[3:]


def test_a_place_within_what_is_kept_goes_on(call, numbers):
    found = call.get(f"/v1/events?after={numbers[3]}").json()
    assert [one["number"] for one in found["results"]] == numbers[4:]


def test_who_has_no_place_begins_with_the_oldest_kept(call, numbers):
    found = call.get("/v1/events").json()
    assert [one["number"] for one in found["results"]] == numbers[3:]


def test_who_has_no_place_is_given_one_that_holds_where_nothing_is_left(call, numbers):
    Event.objects.update(occurred_at=F("occurred_at") - timedelta(days=91))
    pruning.prune()
    found = call.get("/v1/events").json()
    assert (found["results"], found["after"]) == ([], numbers[4])
    assert call.get(f"/v1/events?after={found['after']}").status_code == 200
    refused = call.get(f"/v1/events?after={numbers[3]}").json()
    assert "there is no newer event yet" in refused["errors"][0]["detail"]
