"""A frozen copy stays byte for byte as it was, whatever changes afterwards."""

import pytest
from django.db import ProgrammingError, transaction

from matcher.models import FrozenShortlist
from matcher.shortlists import answering, frozen_copies
from partners.models import Partner
from partners.registry.merging import merge_partner
from tests.api.caller import Caller
from tests.api.desk import added
from tests.priorities.curators import curator as user_of


@pytest.fixture
def frozen(call, shortlist):
    return call.post(f"{shortlist}/freeze", {"title": "For the board"}).headers["Location"]


def both(call, address):
    return [call.get(address, Accept_Language=one).content for one in ("en", "zh-Hans")]


def test_a_copy_shows_the_answer_in_full_with_its_basis(call, shortlist, frozen):
    answer = call.get(f"{shortlist}?include=args,context,missing").json()
    copy = call.get(frozen).json()
    assert copy["title"] == "For the board"
    assert copy["shortlist"] == answer["id"]
    for name in ("entries", "basis", "weights", "verdict", "brief", "understood", "ask_all"):
        assert copy[name] == answer[name]
    assert not {"stale", "status", "changes", "archived_at"} & set(copy)


def test_it_stays_as_it_was_whatever_changes(call, shortlist, frozen, desk, pks, knitwear):
    before = both(call, frozen)
    assert before[0] != before[1]
    merger = user_of("merger", "curate")
    merge_partner(partner=pks["a"], into=pks["b"], by=merger, reason="one organisation")
    Partner.objects.filter(pk=pks["c"]).update(name_en="Renamed")
    desk.publish(lambda rows: added(targets=["PS02"])(rows)[1:])
    answering.sweep()
    call.put(shortlist, {**knitwear, "title": "Another", "order_quantity": 900})
    call("DELETE", shortlist)
    assert both(call, frozen) == before


def test_an_earlier_revision_can_be_frozen_and_a_pending_brief_cannot(call, shortlist, knitwear):
    call.put(shortlist, {**knitwear, "order_quantity": 500})
    refused = call.post(f"{shortlist}/freeze", {})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/not-answered")
    made = call.post(f"{shortlist}/freeze", {"revision": 1}).json()
    assert call.get(made["location"]).json()["brief"]["order_quantity"] == 150
    assert call.post(f"{shortlist}/freeze", {"revision": 7}).status_code == 404


def test_copies_are_listed_without_their_content_and_by_shortlist(
    call, shortlist, frozen, knitwear
):
    other = call.post("/v1/shortlists", knitwear).headers["Location"].rsplit("/", 1)[1]
    (listed,) = call.get("/v1/frozen").json()["results"]
    assert (listed["location"], listed["revision"]) == (frozen, 1)
    assert len(listed["digest"]) == 64
    assert call.get(f"/v1/frozen?shortlist={shortlist.rsplit('/', 1)[1]}").json()["results"]
    assert call.get(f"/v1/frozen?shortlist={other}").json()["results"] == []
    assert call.get("/v1/frozen?shortlist=7").status_code == 400


def test_what_the_caller_has_is_not_sent_again(call, frozen):
    tag = call.get(frozen).headers["ETag"]
    assert call.get(frozen, If_None_Match=tag).status_code == 304
    assert call.get(frozen, If_None_Match=tag, Accept_Language="zh").status_code == 200


def test_a_copy_cannot_be_edited_but_deleted(call, frozen):
    for method in ("PUT", "PATCH", "POST"):
        assert call.client.generic(method, frozen, b"{}", "application/json").status_code == 405
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        FrozenShortlist.objects.update(title="Edited")
    assert call("DELETE", frozen).status_code == 204
    assert call.get(frozen).status_code == 404


def test_a_request_that_is_repeated_makes_one_copy(call, shortlist):
    sent = [call.post(f"{shortlist}/freeze", {}, Idempotency_Key="board").json() for _ in range(2)]
    assert sent[0] == sent[1]
    assert FrozenShortlist.objects.count() == 1


def test_what_copies_take_is_bounded(call, shortlist, frozen, monkeypatch):
    monkeypatch.setattr(frozen_copies, "MOST_COPIES", 1)
    refused = call.post(f"{shortlist}/freeze", {})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/freeze-refused")
    monkeypatch.setattr(frozen_copies, "MOST_COPIES", 2)
    monkeypatch.setattr(frozen_copies, "MOST_BYTES", 100)
    assert "bytes" in call.post(f"{shortlist}/freeze", {}).json()["detail"]
    assert FrozenShortlist.objects.count() == 1


def test_unknown_settings_are_refused_with_the_nearest_one(call, shortlist):
    refused = call.post(f"{shortlist}/freeze", {"revison": 1})
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["nearest"] == ["revision"]


def test_another_firm_sees_no_copy(stranger: Caller, frozen):
    assert stranger.get(frozen).status_code == 404
    assert stranger("DELETE", frozen).status_code == 404
    assert stranger.get("/v1/frozen").json()["results"] == []
