"""A brief whose newest version is unanswered is pending, and shows nothing older."""

import datetime as dt

import pytest

from core.clock import CHINA
from matcher.models import Shortlist
from matcher.shortlists import answering
from partners.registry.registration import register_records
from priorities.editions import lifecycle
from tests.api.conftest import maker, priority


def test_a_new_shortlist_is_pending(call, knitwear):
    response = call.post("/v1/shortlists", knitwear)
    assert response.status_code == 202
    body = response.json()
    assert response.headers["Location"] == f"/v1/shortlists/{body['id']}"
    assert (body["status"], body["revision"], body["entries"]) == ("pending", None, [])
    assert call.get(response.headers["Location"]).json() == body


def test_an_edited_brief_hides_its_old_answer(call, shortlist, knitwear):
    assert call.get(shortlist).json()["status"] == "answered"
    edited = call.put(shortlist, {**knitwear, "order_quantity": 500})
    assert edited.status_code == 202
    for body in (edited.json(), call.get(shortlist).json()):
        assert (body["status"], body["revision"], body["entries"]) == ("pending", None, [])
        assert body["brief_version"] == 2
    listed = call.get("/v1/shortlists").json()["results"][0]
    assert (listed["status"], listed["revision"]) == ("pending", None)


def test_the_next_answer_is_of_the_new_version(call, shortlist, knitwear):
    call.put(shortlist, {**knitwear, "order_quantity": 500})
    answering.answer_shortlist(shortlist.rsplit("/", 1)[1])
    body = call.get(shortlist).json()
    assert (body["status"], body["revision"], body["brief_version"]) == ("answered", 2, 2)
    assert body["understood"]["order"]["amount"] == "500"


def test_revisions_stay_as_they_were(call, shortlist, knitwear):
    before = call.get(f"{shortlist}/revisions/1").json()
    call.put(shortlist, {**knitwear, "order_quantity": 500})
    answering.answer_shortlist(shortlist.rsplit("/", 1)[1])
    assert call.get(f"{shortlist}/revisions/1").json() == {**before, "stale": True}
    listed = call.get(f"{shortlist}/revisions").json()["results"]
    assert [(one["number"], one["brief_version"]) for one in listed] == [(2, 2), (1, 1)]
    assert call.get(listed[0]["location"]).json() == call.get(shortlist).json()


@pytest.mark.parametrize("number", ["0", "2", "9" * 30])
def test_no_such_revision(call, shortlist, number):
    assert call.get(f"{shortlist}/revisions/{number}").status_code == 404


def _stale(call, address):
    listed = call.get("/v1/shortlists").json()["results"][0]["stale"]
    shown = call.get(address).json()["stale"]
    assert call.get(f"{address}/revisions/1").json()["stale"] == shown == listed
    return shown


def test_an_answer_is_stale_once_a_partner_it_might_list_has_changed(call, shortlist):
    register_records(records=[maker("demonstration", "new")])
    assert not _stale(call, shortlist)
    register_records(records=[maker("own-list", "new")])
    assert _stale(call, shortlist)


def test_an_answer_is_stale_once_a_list_that_touches_it_is_published(call, shortlist):
    since = dt.datetime(2026, 1, 20, tzinfo=CHINA)
    assert not _stale(call, shortlist)
    lifecycle.publish_first(
        province="320000", rows=[priority("PP9")], coverage="excerpt", since=since
    )
    assert _stale(call, shortlist)


def test_an_answer_is_stale_on_the_next_day(call, shortlist):
    Shortlist.objects.update(checked_on=dt.date(2026, 1, 1))
    assert call.get(shortlist).json()["stale"]
