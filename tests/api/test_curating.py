"""A list is kept over REST: each step in the curator's name, on the version that was read."""

import datetime as dt

import pytest
from django.utils import timezone

from priorities.editions import lifecycle
from priorities.models import Edition, EditionAct
from tests.api.desk import added, address, changed, done, without
from webhooks.models import Event


def _refused(response, slug):
    body = response.json()
    assert body["type"] == f"/problems/{slug}", body
    return body


def test_a_list_goes_from_draft_to_force(desk, call):
    draft = desk.open("广东")
    assert draft.headers["Location"] == address(draft)
    assert draft.headers["ETag"] == '"1"'
    revised = desk.revise(draft, added(targets=["C182"]))
    assert revised.headers["ETag"] == '"2"'
    published = desk.put_through(revised).json()
    assert (published["state"], published["number"]) == ("published", 2)
    listed = call.get("/v1/provinces/44/priorities").json()
    assert [one["key"] for one in listed["priorities"]] == ["GD0001", "PP1", "PP2", "PP3"]
    acts = EditionAct.objects.filter(edition=published["id"]).values_list("verb", "by__username")
    assert list(acts) == [
        ("open", "editor"),
        ("revise", "editor"),
        ("submit", "editor"),
        ("approve", "approver"),
        ("publish", "approver"),
    ]
    assert Event.objects.filter(type="priorities.published").count() == 2


def test_a_province_without_a_list_gets_its_first(desk, call):
    draft = desk.open("Shanxi")
    row = desk.editor.get("/v1/editions").json()["results"][-1]["location"]
    rows = [{**desk.editor.get(row).json()["priorities"][0], "key": ""}]
    edition = desk.put_through(desk.revise(draft, lambda _: rows)).json()
    assert (edition["number"], edition["priorities"][0]["key"]) == (1, "SX0001")
    assert call.get("/v1/provinces/Shanxi/priorities").json()["held"]


def test_a_second_draft_is_refused(desk):
    desk.open()
    refused = done(desk.editor.post("/v1/provinces/44/draft", None), 409)
    _refused(refused, "draft-open")
    desk.open("Jiangsu")


def test_a_discarded_draft_makes_room(desk):
    done(desk.step("discard", desk.open(), desk.editor))
    assert desk.open()


def test_an_approved_draft_is_scheduled_and_kept(desk):
    draft = done(desk.step("submit", desk.revise(desk.open(), added()), desk.editor))
    draft = done(desk.step("approve", draft, desk.approver))
    at = timezone.now() + dt.timedelta(hours=1)
    past = {"publish_at": (at - dt.timedelta(days=1)).isoformat()}
    body = _refused(done(desk.step("schedule", draft, desk.approver, past), 400), "edition-refused")
    assert body["errors"][0]["pointer"] == "/publish_at"
    draft = done(desk.step("schedule", draft, desk.approver, {"publish_at": at.isoformat()}))
    assert dt.datetime.fromisoformat(draft.json()["publish_at"]) == at
    Edition.objects.filter(pk=draft.json()["id"]).update(publish_at=timezone.now())
    assert lifecycle.publish_due() == 1


def test_going_back_is_a_new_edition(desk, call):
    first = call.get("/v1/editions").json()["results"][0]["location"]
    desk.publish(without("PP1"))
    back = done(desk.editor.post(f"{first}/revert", {}), 201)
    assert back.headers["Location"] == address(back)
    edition = desk.put_through(back).json()
    assert edition["number"] == 3
    assert edition["priorities"] == call.get(first).json()["priorities"]


def test_a_draft_cannot_be_gone_back_to(desk):
    draft = desk.open()
    _refused(done(desk.editor.post(f"{address(draft)}/revert", None), 409), "wrong-state")


def test_a_withdrawal_leaves_no_list(desk, call):
    first = call.get(call.get("/v1/editions").json()["results"][0]["location"])
    ended = desk.withdraw(first).json()
    assert (ended["kind"], ended["number"], ended["reason"]) == (
        "withdrawal", None, "Not the province's."
    )  # fmt: skip
    assert not call.get("/v1/provinces/44/priorities").json()["held"]


def test_only_the_edition_in_force_is_withdrawn(desk, call):
    first = call.get("/v1/editions").json()["results"][0]["location"]
    desk.publish(added())
    why = {"reason": "By mistake."}
    _refused(done(desk.editor.post(f"{first}/withdraw", why), 409), "wrong-state")
    assert not Edition.objects.open().exists()


@pytest.mark.parametrize("body", [None, {}, {"reason": ""}, {"reason": "  "}, {"reason": 3}])
def test_a_withdrawal_says_why(desk, call, body):
    first = call.get("/v1/editions").json()["results"][0]["location"]
    refused = _refused(done(desk.editor.post(f"{first}/withdraw", body), 400), "edition-refused")
    assert refused["errors"][0]["pointer"] == "/reason"


@pytest.mark.parametrize("step", ["submit", "approve", "publish", "schedule", "discard"])
def test_a_step_names_the_version_that_was_read(desk, step):
    draft = desk.open()
    where = f"{address(draft)}/{step}"
    for held in ({}, {"If_Match": "*"}, {"If_Match": ""}):
        body = _refused(done(desk.approver.post(where, {}, **held), 428), "version-needed")
        assert body["errors"][0]["parameter"] == "If-Match"
    for held in ("1", "W/1", '"1", "2"', '"x"', '"1.1.en.fresh.3"'):
        refused = done(desk.approver.post(where, {}, If_Match=held), 400)
        _refused(refused, "parameter-not-understood")
    assert Edition.objects.open().get().version == 1


def test_a_draft_that_somebody_changed_meanwhile_is_not_changed(desk):
    draft = desk.open()
    desk.revise(draft, added(title_en="Theirs"), by=desk.approver)
    body = {"priorities": draft.json()["priorities"]}
    refused = desk.editor.patch(address(draft), body, If_Match=draft.headers["ETag"])
    _refused(done(refused, 412), "version-moved")
    assert Edition.objects.open().get().priorities.filter(title_en="Theirs").exists()


def test_a_published_edition_is_not_revised(desk):
    edition = desk.publish(added())
    body = {"priorities": edition.json()["priorities"]}
    refused = desk.editor.patch(address(edition), body, If_Match=edition.headers["ETag"])
    _refused(done(refused, 409), "wrong-state")


@pytest.mark.parametrize(
    ("change", "pointer", "nearest"),
    [
        ({"stage": "deliverd"}, "/priorities/0/stage", "delivered"),
        ({"targets": ["C1822"]}, "/priorities/0/targets", "C182"),
        ({"places": ["320500"]}, "/priorities/0/places", None),
        ({"source": "hearsay"}, "/priorities/0/source", None),
        ({"source": ""}, "/priorities/0/source", None),
        ({"stage": "pledged", "summary_en": "New."}, "/priorities/0/stage", "under way"),
        ({"stage": "delivered"}, "/priorities/0/summary_en", None),
        ({"effective_to": "2020-01-01"}, "/priorities/0/effective_to", None),
        ({"effective_from": "2026-1-2"}, "/priorities/0/effective_from", "2026-02-24"),
        ({"published_on": "2026-02"}, "/priorities/0/published_on", "2026-02-24"),
        ({"document_year": "2026"}, "/priorities/0/document_year", None),
        ({"rank": 0}, "/priorities/0/rank", None),
        ({"titel_en": "New"}, "/priorities/0/titel_en", "title_en"),
        ({"title_en": " "}, "/priorities/0/title_en", None),
        ({"title_en": "x" * 241}, "/priorities/0/title_en", None),
        ({"key": "PP2"}, "/priorities/1/key", None),
        ({"key": "PP11"}, "/priorities/0/key", "PP1"),
        ({"key": "GD" + "9" * 18}, "/priorities/0/key", None),
    ],
)
def test_a_faulty_row_is_named_and_changes_nothing(desk, change, pointer, nearest):
    draft = desk.open()
    body = {"priorities": changed("PP1", **change)(draft.json()["priorities"])}
    refused = desk.editor.patch(address(draft), body, If_Match=draft.headers["ETag"])
    fault = _refused(done(refused, 400), "edition-refused")["errors"][0]
    assert fault["pointer"] == pointer
    assert nearest is None or fault["nearest"][0] == nearest
    assert desk.editor.get(address(draft)).json() == draft.json()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/priorities"),
        ({"priorities": []}, "/priorities"),
        ({"priorities": "all"}, "/priorities"),
        ({"priorities": ["all"]}, "/priorities/0"),
        ({"priorities": [{}]}, "/priorities/0/title_en"),
        ({"priorities": [], "coverage": "whole"}, "/coverage"),
        ({"priority": []}, "/priority"),
        ([], ""),
    ],
)
def test_a_body_that_is_no_list_is_refused(desk, body, pointer):
    draft = desk.open()
    refused = desk.editor.patch(address(draft), body, If_Match=draft.headers["ETag"])
    errors = _refused(done(refused, 400), "edition-refused")["errors"]
    assert pointer in [one["pointer"] for one in errors]


def test_a_draft_that_says_nothing_new_is_not_submitted(desk):
    refused = _refused(done(desk.step("submit", desk.open(), desk.editor), 400), "edition-refused")
    assert refused["errors"][0]["pointer"] == "/priorities"
    assert "nothing is different" in refused["detail"]


def test_coverage_is_kept_unless_it_is_said(desk):
    draft = desk.revise(desk.open(), added())
    assert draft.json()["coverage"] == "excerpt"
    body = {"priorities": draft.json()["priorities"], "coverage": "complete"}
    draft = done(desk.editor.patch(address(draft), body, If_Match=draft.headers["ETag"]))
    assert draft.json()["coverage"] == "complete"


def test_a_step_takes_no_word_that_it_does_not_know(desk):
    draft = desk.open()
    refused = desk.step("discard", draft, desk.editor, {"force": True})
    assert _refused(done(refused, 400), "edition-refused")["errors"][0]["pointer"] == "/force"


def test_what_is_sent_back_unchanged_is_the_same(desk):
    draft = desk.open()
    assert desk.revise(draft, lambda rows: rows).json()["priorities"] == draft.json()["priorities"]
