"""Curators undo merges and retirements, and move records, over REST; all of it can be undone."""

import pytest

from partners.models import Partner, PossibleDuplicate, Record
from tests.api.keeping import entry, keeper

WHY = {"reason": "the same registration number"}


@pytest.fixture
def curating(firm, partners):
    return keeper(firm)


@pytest.fixture
def ids(partners) -> dict[str, int]:
    return dict(Record.objects.values_list("key", "partner"))


@pytest.fixture
def records(partners) -> dict[str, int]:
    return dict(Record.objects.values_list("key", "pk"))


def test_a_restored_partner_is_as_before(curating, call, ids):
    before = call.get(f"/v1/partners/{ids['a']}").json()
    curating.post(f"/v1/partners/{ids['a']}/retire", WHY)
    assert curating.post(f"/v1/partners/{ids['a']}/restore", WHY).json() == before
    refused = curating.post(f"/v1/partners/{ids['a']}/restore", WHY)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/partner-not-retired")


def test_a_merged_partner_answers_with_its_last_facts_until_the_merge_is_undone(
    curating, call, ids
):
    before = {key: call.get(f"/v1/partners/{ids[key]}").json() for key in "ab"}
    curating.post(f"/v1/partners/{ids['a']}/merge", {"into": ids["b"], **WHY})
    merged = call.get(f"/v1/partners/{ids['a']}").json()
    assert (merged["merged_into"], merged["records"]) == (ids["b"], [])
    assert merged["name_en"] == before["a"]["name_en"]
    assert len(call.get(f"/v1/partners/{ids['b']}").json()["records"]) == 2
    assert curating.post(f"/v1/partners/{ids['a']}/unmerge", WHY).json() == before["a"]
    assert call.get(f"/v1/partners/{ids['b']}").json() == before["b"]
    assert curating.post(f"/v1/partners/{ids['a']}/unmerge", WHY).status_code == 409


def test_a_record_is_attached_and_detached_again(curating, call, ids, records):
    attached = curating.post(f"/v1/records/{records['a']}/attach", {"to": ids["b"], **WHY}).json()
    assert attached["id"] == ids["b"]
    assert {one["key"] for one in attached["records"]} == {"a", "b"}
    detached = curating.post(f"/v1/records/{records['a']}/detach", WHY).json()
    assert detached["id"] == ids["a"]
    assert call.get(f"/v1/partners/{ids['b']}").json()["records"][0]["key"] == "b"


def test_the_only_record_of_a_partner_is_not_detached(curating, records):
    refused = curating.post(f"/v1/records/{records['a']}/detach", WHY)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/merge-refused")


def test_a_record_is_not_attached_to_what_does_not_exist(curating, records):
    refused = curating.post(f"/v1/records/{records['a']}/attach", {"to": 999_999, **WHY})
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["pointer"] == "/to"
    assert curating.post("/v1/records/999999/attach", {"to": 1, **WHY}).status_code == 404


def test_a_partner_is_not_left_without_a_record_that_names_it(curating, ids, records):
    body = {name: value for name, value in entry().items() if name != "name_en"}
    assert curating.patch(f"/v1/partners/{ids['a']}", body).status_code == 200
    refused = curating.post(f"/v1/records/{records['a']}/attach", {"to": ids["b"], **WHY})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/merge-refused")
    assert Record.objects.get(pk=records["a"]).partner_id == ids["a"]


@pytest.fixture
def pair(records) -> int:
    return PossibleDuplicate.objects.create(
        left_id=records["a"], right_id=records["b"], score=0.8, reasons=["names are alike"]
    ).pk


def test_a_pair_waits_in_the_queue_until_it_is_decided(curating, pair, ids):
    (waiting,) = curating.get("/v1/duplicates").json()["results"]
    assert (waiting["left"]["partner"], waiting["right"]["partner"]) == (ids["a"], ids["b"])
    assert waiting["reasons"] == ["names are alike"]
    decided = curating.post(f"/v1/duplicates/{pair}/decide", {"same": False, **WHY}).json()
    assert (decided["state"], decided["decided_because"]) == ("different", WHY["reason"])
    assert curating.get("/v1/duplicates").json()["results"] == []
    assert curating.get("/v1/duplicates?state=different").json()["results"] == [decided]
    assert curating.get(f"/v1/duplicates/{pair}").json() == decided
    refused = curating.post(f"/v1/duplicates/{pair}/decide", {"same": True, **WHY})
    assert refused.status_code == 409


def test_a_pair_that_is_the_same_is_merged_into_the_older(curating, pair, ids):
    curating.post(f"/v1/duplicates/{pair}/decide", {"same": True, **WHY})
    older, younger = sorted((ids["a"], ids["b"]))
    assert Partner.objects.get(pk=younger).merged_into_id == older


@pytest.mark.parametrize("body", [{}, {"same": "yes", **WHY}, {"same": True, "reason": ""}])
def test_a_decision_of_another_shape_is_refused(curating, pair, body):
    assert curating.post(f"/v1/duplicates/{pair}/decide", body).status_code == 400
    assert PossibleDuplicate.objects.get().state == "open"
