"""A brief that can no longer be understood says so, with its faults, and leaves us ready."""

import datetime as dt

import pytest
from django.utils import timezone

from matcher.models import Brief, Shortlist
from matcher.shortlists import answering
from partners.models import Dataset
from partners.registry.records import DatasetRecord
from partners.registry.registration import save_dataset


@pytest.fixture
def refused(call, knitwear) -> str:
    """The address of a shortlist that was answered before a dataset of its brief went."""
    fair = DatasetRecord("trade-fair", "Trade fair", simulated=False, notice="A test's own list.")
    save_dataset(dataset=fair)
    address = call.post("/v1/shortlists", knitwear | {"datasets": ["own-list", "trade-fair"]})
    pk = address.json()["id"]
    answering.answer_shortlist(pk)
    Dataset.objects.filter(key="trade-fair").delete()
    Shortlist.objects.update(checked_on=dt.date(2026, 1, 1))
    answering.answer_shortlist(pk)
    return f"/v1/shortlists/{pk}"


def test_it_is_shown_as_refused_with_what_is_wrong(call, refused):
    body = call.get(refused).json()
    assert (body["status"], body["revision"], body["entries"]) == ("refused", None, [])
    (fault,) = body["errors"]
    assert fault["pointer"] == "/datasets/1"
    assert "own-list" in fault["detail"]


def test_what_was_answered_before_can_be_read_and_is_stale(call, refused):
    old = call.get(f"{refused}/revisions/1").json()
    assert (old["status"], old["stale"]) == ("answered", True)
    assert old["entries"]


def test_the_list_tells_and_filters_by_it(call, refused, knitwear):
    call.post("/v1/shortlists", knitwear)
    stands = [one["status"] for one in call.get("/v1/shortlists").json()["results"]]
    assert stands == ["pending", "refused"]
    for status in stands:
        found = call.get(f"/v1/shortlists?status={status}").json()["results"]
        assert [one["status"] for one in found] == [status]
    assert call.get("/v1/shortlists?status=answered").json()["results"] == []


def test_another_word_for_a_status_is_refused_with_the_nearest(call, refused):
    found = call.get("/v1/shortlists?status=refuse")
    assert found.status_code == 400
    assert found.json()["errors"][0]["nearest"][0] == "refused"


def test_the_etag_tells_it_from_an_answer_and_from_other_faults(call, refused):
    tag = call.get(refused).headers["ETag"]
    assert call.get(refused, If_None_Match=tag).status_code == 304
    Shortlist.objects.update(refused=[{"pointer": "/x", "detail": "x", "nearest": []}])
    assert call.get(refused, If_None_Match=tag).status_code == 200


def test_it_can_be_edited_under_the_version_that_was_read(call, refused, knitwear):
    tag = call.get(refused).headers["ETag"]
    edited = call.put(refused, knitwear, If_Match=tag)
    assert (edited.status_code, edited.json()["status"]) == (202, "pending")
    assert edited.json()["errors"] == []


def test_nothing_counts_as_late(client, refused):
    Brief.objects.update(changed_at=timezone.now() - dt.timedelta(days=3))
    assert client.get("/healthz").json()["checks"]["briefs"] == "ok"
