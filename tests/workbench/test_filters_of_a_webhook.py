"""What is sent to an address is changed on its page: events, provinces, sectors."""

import pytest

from webhooks.endpoints import registration
from webhooks.models import Endpoint


def address(world):
    return f"/account/webhooks/{world.endpoint}"


def changed(world):
    return Endpoint.objects.get(pk=world.endpoint)


def test_events_provinces_and_sectors_are_chosen(analyst, world):
    page = analyst.press(
        f"{address(world)}/change",
        url="https://example.org/new",
        types=["shortlist.changed", "priorities.published"],
        provinces=["440000"],
        sectors="knitted garments",
    )
    row = changed(world)
    assert row.url == "https://example.org/new"
    assert row.types == ["shortlist.changed", "priorities.published"]
    assert row.requested_filters == {"provinces": ["440000"], "sectors": ["C182"]}
    assert row.topics[0] == "province:440000"
    # The sector with what it belongs to.
    assert {"sector:C182", "sector:C18"} <= set(row.topics)
    assert '<option value="440000" selected>' in page
    assert 'value="shortlist.changed" checked' in page or "checked" in page


def test_the_api_says_the_same(analyst, call, world):
    """The form and `PUT` resolve a sector to the same topics."""
    given = {"url": "https://example.org/in", "sectors": ["knitted garments"]}
    made = call.post("/v1/webhooks", given).json()
    analyst.press(f"{address(world)}/change", url=given["url"], sectors="knitted garments")
    assert changed(world).topics == Endpoint.objects.get(pk=made["id"]).topics


def test_a_word_for_no_sector_is_told_at_its_field(analyst, world):
    analyst.press(f"{address(world)}/change", url="https://example.org/in", sectors="zzzzz")
    assert analyst.status == 400
    assert "is not a known" in analyst.page
    assert changed(world).topics == []


def test_an_address_that_events_cannot_go_to_is_refused(analyst, world):
    analyst.press(f"{address(world)}/change", url="http://10.0.0.1/in")
    assert analyst.status == 400
    assert changed(world).url == "https://example.org/in"


def test_one_that_is_switched_off_stays_off(analyst, world):
    registration.set_active(endpoint=changed(world), active=False)
    analyst.press(f"{address(world)}/change", url="https://example.org/in", description="ours")
    row = changed(world)
    assert (row.state, row.description) == ("disabled", "ours")


def test_switching_changes_nothing_else(db, world):
    before = changed(world)
    for active in (False, False, True):
        registration.set_active(endpoint=before, active=active)
    after = changed(world)
    assert (after.url, after.description, after.state) == (before.url, "our systems", "active")


def test_a_deleted_one_is_not_switched_on(world):
    row = changed(world)
    registration.delete_endpoint(endpoint=row)
    assert registration.set_active(endpoint=row, active=True).state == "deleted"


@pytest.mark.parametrize(("visitor", "status"), [("viewer", 403), ("rival", 404)])
def test_nobody_else_changes_it(request, world, visitor, status):
    someone = request.getfixturevalue(visitor)
    someone.press(f"{address(world)}/change", url="https://example.org/new")
    assert someone.status == status
    assert changed(world).url == "https://example.org/in"
