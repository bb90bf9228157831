"""/v1/events: the stream to pull, its types, and a long poll."""

import threading
import time

import jsonschema
import pytest
from django.db import connection, transaction

from firms import api_keys
from firms.models import Firm
from tests.api.caller import Caller
from webhooks import event_types
from webhooks.outbox import emit

TYPE = "shortlist.ready"
DATA = {
    "shortlist": "2a1d5a0e-6c0b-4c38-9d52-5a4f2f6d2b11",
    "revision": 1,
    "brief_version": 1,
    "entries": 3,
}


def tell(version: int, firm: Firm | None = None) -> str:
    with transaction.atomic():
        return emit(type=TYPE, source="x", version=version, data=DATA, firm=firm).webhook_id


@pytest.mark.django_db
def test_it_holds_what_everyone_may_see_and_ones_own_in_order(call, stranger, firm):
    told = [tell(1), tell(2, firm), tell(3, Firm.objects.get(name="Stranger SA")), tell(4)]
    mine = call.get("/v1/events").json()
    assert [one["id"] for one in mine["results"]] == [told[0], told[1], told[3]]
    numbers = [one["number"] for one in mine["results"]]
    assert numbers == sorted(numbers)
    theirs = stranger.get("/v1/events").json()
    assert [one["id"] for one in theirs["results"]] == [told[0], told[2], told[3]]


@pytest.mark.django_db
def test_after_goes_on_where_it_was_left(call):
    told = [tell(n) for n in range(1, 8)]
    found, after, more = [], 0, True
    while more:
        page = call.get(f"/v1/events?after={after}&limit=3").json()
        found += [one["id"] for one in page["results"]]
        after, more = page["after"], page["more"]
    assert found == told
    assert call.get(f"/v1/events?after={after}").json() == {
        "results": [], "after": after, "more": False,
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked", ["after=-1", "after=x", "wait=11", "wait=-1", "limit=0", "since=1"]
)
def test_what_means_nothing_is_refused(call, asked):
    assert call.get(f"/v1/events?{asked}").status_code == 400


@pytest.mark.django_db
def test_one_event_is_read_by_its_id_and_by_no_other_firm(call, stranger, firm):
    mine = tell(1, firm)
    assert call.get(f"/v1/events/{mine}").json()["data"] == DATA
    assert stranger.get(f"/v1/events/{mine}").status_code == 404
    assert call.get("/v1/events/msg_nothing").status_code == 404


@pytest.mark.django_db
def test_every_type_is_listed_with_a_schema_that_its_example_fits(call):
    listed = call.get("/v1/event-types").json()["results"]
    assert [one["name"] for one in listed] == [
        one.name for one in event_types.declared_event_types()
    ]
    assert {"webhook.test", "priorities.published"} <= {one["name"] for one in listed}
    for one in listed:
        jsonschema.validate(one["example"], one["schema"])


@pytest.mark.django_db(transaction=True)
def test_a_waiting_reader_is_answered_as_soon_as_it_is_told(transactional_db):
    caller = Caller(api_keys.issue(firm=Firm.objects.create(name="Nordtuch GmbH")))
    answers: list = []

    def wait() -> None:
        try:
            answers.append((caller.get("/v1/events?wait=8").json(), time.monotonic()))
        finally:
            connection.close()

    reader = threading.Thread(target=wait)
    reader.start()
    time.sleep(0.4)
    told_at = time.monotonic()
    told = tell(1)
    reader.join(15)
    (body, at) = answers[0]
    assert [one["id"] for one in body["results"]] == [told]
    assert at - told_at < 2
