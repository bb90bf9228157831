"""A firm reads its own brief back, and changes single fields of the version that it read."""

import pytest

from matcher.models import Brief, Shortlist
from matcher.shortlists import answering


def test_a_brief_is_shown_as_it_was_asked(call, shortlist, knitwear):
    assert call.get(shortlist).json()["brief"] == knitwear


def test_fields_of_the_body_take_the_place_of_those_of_the_brief(call, shortlist, knitwear):
    etag = call.get(shortlist).headers["ETag"]
    change = {"lead_time_days": 45, "certifications": None, "order_quantity": 1500.5}
    changed = call("PATCH", shortlist, change, If_Match=etag)
    assert changed.status_code == 202
    expected = {**knitwear, **change}
    del expected["certifications"]
    assert changed.json()["brief"] == expected
    again = call("PATCH", shortlist, {"title": "Later"}, If_Match=changed_etag(call, shortlist))
    assert again.json()["brief"] == {**expected, "title": "Later"}


def changed_etag(call, shortlist) -> str:
    return str(call.get(shortlist).headers["ETag"])


def test_an_edited_brief_is_answered_as_a_new_revision(call, shortlist):
    call("PATCH", shortlist, {"limit": 2}, If_Match=changed_etag(call, shortlist))
    answering.answer_shortlist(shortlist.rsplit("/", 1)[1])
    body = call.get(shortlist).json()
    assert (body["revision"], body["brief_version"], body["brief"]["limit"]) == (2, 2, 2)
    # Each revision keeps the brief that it answers.
    assert "limit" not in call.get(f"{shortlist}/revisions/1").json()["brief"]


@pytest.mark.parametrize("held", [None, "", "*"])
def test_an_edit_states_what_was_read(call, shortlist, held):
    headers = {} if held is None else {"If_Match": held}
    refused = call("PATCH", shortlist, {"limit": 2}, **headers)
    assert refused.status_code == 428
    assert refused.json()["type"] == "/problems/version-needed"
    assert Brief.objects.get().version == 1


def test_an_edit_of_another_version_is_refused(call, shortlist, knitwear):
    etag = changed_etag(call, shortlist)
    call.put(shortlist, {**knitwear, "title": "Theirs"})
    refused = call("PATCH", shortlist, {"title": "Mine"}, If_Match=etag)
    assert refused.status_code == 412
    assert Brief.objects.get().title == "Theirs"


@pytest.mark.parametrize("body", [[], "x", {"sectrs": ["C182"]}, {"limit": 0}])
def test_an_edit_that_is_no_brief_is_refused(call, shortlist, body):
    refused = call("PATCH", shortlist, body, If_Match=changed_etag(call, shortlist))
    assert refused.status_code == 400
    assert Brief.objects.get().version == 1


def test_an_archived_shortlist_leaves_the_list_and_is_not_answered_again(call, shortlist, knitwear):
    before = changed_etag(call, shortlist)
    Shortlist.objects.update(checked_on="2020-01-01")
    for _ in range(2):
        assert call("DELETE", shortlist).status_code == 204
    assert answering.sweep() == 0
    assert call.get("/v1/shortlists").json()["results"] == []
    (listed,) = call.get("/v1/shortlists?archived=true").json()["results"]
    assert listed["location"] == shortlist
    body = call.get(shortlist)
    assert body.json()["archived_at"] is not None
    assert body.headers["ETag"] != before


def test_a_new_version_of_its_brief_brings_a_shortlist_back(call, shortlist, knitwear):
    call("DELETE", shortlist)
    call.put(shortlist, knitwear)
    assert len(call.get("/v1/shortlists").json()["results"]) == 1
    assert call.get(shortlist).json()["archived_at"] is None
