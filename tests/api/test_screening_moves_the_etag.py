"""What is shown of screening is part of what the ETag of a shortlist names."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.models import Screening
from partners.screening.due_partners import KEPT_DAYS, configured_api, screen_due_partners
from tests.api.caller import Caller
from tests.screening.provider import hit, running


@pytest.fixture
def provider(settings):
    with running() as one:
        settings.SCREENING_URL, settings.SCREENING_DATASET = one.url, "sanctions"
        yield one


def screen() -> None:
    api = configured_api()
    assert api is not None
    screen_due_partners(api)


def read(call: Caller, shortlist: str) -> tuple[str, list[tuple[str, str]]]:
    """The ETag of a shortlist, and what its entries say of screening."""
    response = call.get(shortlist)
    shown = [one["partner"]["screening"] for one in response.json()["entries"]]
    return response.headers["ETag"], [
        (one["outcome"], one["list_version"]) if one else ("off", "") for one in shown
    ]


def test_a_new_list_that_names_a_partner_moves_it(call, shortlist, provider):
    screen()
    etag, shown = read(call, shortlist)
    assert {outcome for outcome, _ in shown} == {"clear"}
    provider.version = "20261102"
    provider.results = lambda query: [
        hit("one", 0.9, match="Maker a" in query["properties"]["name"])
    ]
    screen()
    renewed, shown = read(call, shortlist)
    assert "hit" in {outcome for outcome, _ in shown}
    assert renewed != etag
    assert call.get(shortlist, If_None_Match=etag).status_code == 200


def test_a_new_list_that_finds_the_same_moves_it(call, shortlist, provider):
    screen()
    etag, _ = read(call, shortlist)
    provider.version = "20261102"
    screen()
    renewed, shown = read(call, shortlist)
    assert {version for _, version in shown} == {"20261102"}
    assert renewed != etag


def test_an_answer_that_time_made_too_old_moves_it(call, shortlist, provider):
    screen()
    etag, shown = read(call, shortlist)
    first, *_ = Screening.objects.filter(
        partner=call.get(shortlist).json()["entries"][0]["partner"]["id"]
    )
    # As if a week had passed: no writer takes a number for that.
    first.checked_at = timezone.now() - timedelta(days=KEPT_DAYS, seconds=1)
    first.save()
    renewed, aged = read(call, shortlist)
    assert (shown[0][0], aged[0][0]) == ("clear", "unscreened")
    assert renewed != etag
    assert call.get(shortlist, If_None_Match=etag).status_code == 200


def test_turning_screening_off_moves_it(call, shortlist, provider, settings):
    screen()
    etag, _ = read(call, shortlist)
    settings.SCREENING_URL = ""
    renewed, shown = read(call, shortlist)
    assert {outcome for outcome, _ in shown} == {"off"}
    assert renewed != etag


def test_it_stays_while_nothing_changes(call, shortlist, provider):
    screen()
    etag, _ = read(call, shortlist)
    screen()
    assert call.get(shortlist, If_None_Match=etag).status_code == 304
