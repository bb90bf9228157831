"""A curator sends a document over REST, and gets its proposals and what changed since the last."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from api.examples import example
from priorities.importing.document_drafts import draft_from_document
from priorities.importing.proposal_decisions import decide
from priorities.models import ReadDocument, ReadProposal
from priorities.reading.document import read_text
from tests.api.caller import Caller
from tests.api.desk import Desk, done
from tests.api.keeping import keeper

# The fields of `manage.py read_document --json`.
FIELDS = {
    "paragraph", "section", "start", "end", "anchor", "targets", "signal", "stage", "places",
    "emphasis", "because",
}  # fmt: skip
TEXT = example("document_text")
FIRST = TEXT | {
    "text": (
        "各位代表：\n今年工作安排。\n一、加快建设现代化产业体系\n"
        "谋划发展低空经济。打造生物制造产业。"
    ),
    "published_on": "2031-01-20",
    "title": "An invented report of 2031",
    "title_zh": "",
}


def sent(caller: Caller, **differs: Any) -> Any:
    return caller.post("/v1/documents", TEXT | differs)


def test_a_text_is_read_into_paragraphs_and_proposals(desk: Desk) -> None:
    answer = done(sent(desk.editor), 201)
    body = answer.json()
    assert answer.headers["Location"] == body["location"] == f"/v1/documents/{body['id']}"
    reading = read_text(TEXT["text"])
    assert (body["paragraphs"], body["digest"]) == (len(reading.paragraphs), reading.digest)
    assert body["province"]["code"] == "320000"
    assert len(body["proposals"]) >= 2
    for one in body["proposals"]:
        assert set(one) == FIELDS | {"number", "decision", "mended"}
        paragraph = reading.paragraphs[one["paragraph"] - 1].text
        assert paragraph[one["start"] : one["end"]] == one["anchor"]
        assert one["decision"] == "open"
    assert "text" not in body


def test_the_document_of_the_example_is_answered_as_the_example_says(desk: Desk) -> None:
    done(desk.editor.post("/v1/documents", FIRST), 201)
    body = done(sent(desk.editor), 201).json()
    changing = ("id", "read_at", "location")
    shown = {name: value for name, value in body.items() if name not in changing}
    shown["comparison"]["against"].pop("id")
    told = example("read_document")
    told["comparison"]["against"].pop("id")
    assert shown == {name: value for name, value in told.items() if name not in changing}


def test_a_second_document_is_compared_with_the_first(desk: Desk) -> None:
    first = done(desk.editor.post("/v1/documents", FIRST), 201).json()
    assert first["comparison"] == {"against": None, "changes": []}
    found = done(sent(desk.editor), 201).json()["comparison"]
    assert found["against"]["id"] == first["id"]
    changes = {one["sector"]: one["change"] for one in found["changes"]}
    assert changes["EI-LAE"] == "strengthened"
    assert changes["EI-BIOMFG"] == "dropped"
    assert "new" in changes.values()


def test_the_same_text_is_stored_once_and_keeps_its_decisions(desk: Desk) -> None:
    body = done(sent(desk.editor), 201).json()
    proposal = ReadProposal.objects.get(document__document=body["id"], number=1)
    decide(proposal=proposal, decision="rejected", by=User.objects.get(username="editor"))
    again = done(sent(desk.editor), 201).json()
    assert again["id"] == body["id"]
    assert again["proposals"][0]["decision"] == "rejected"
    assert ReadDocument.objects.count() == 1


def test_a_document_that_was_read_is_shown_to_curators(desk: Desk, call: Caller) -> None:
    body = done(sent(desk.editor), 201).json()
    assert done(desk.approver.get(body["location"])).json() == body
    done(call.get(body["location"]), 403)
    done(desk.editor.get("/v1/documents/99999999"), 404)


def test_the_draft_that_it_went_into_is_named(desk: Desk) -> None:
    body = done(sent(desk.editor), 201).json()
    assert body["draft"] is None
    by = User.objects.get(username="editor")
    reading = ReadDocument.objects.get()
    # A service that this small world of sectors holds.
    known = {"targets": ["PS033"]}
    decide(proposal=reading.proposals.all()[0], decision="mended", mended=known, by=by)
    draft = draft_from_document(document=reading, by=by)
    assert done(desk.editor.get(body["location"])).json()["draft"] == draft.pk


def test_no_reader_learns_of_a_document_that_only_curators_read(desk: Desk, call: Caller) -> None:
    body = done(sent(desk.editor), 201).json()
    assert body["id"] not in [one["id"] for one in call.get("/v1/documents").json()["results"]]


@pytest.mark.parametrize(
    ("field", "value", "nearest"),
    [
        ("province", "Jiangsoo", "Jiangsu (320000)"),
        ("province", "Guangzhou", "Guangdong (440000)"),
        ("kind", "work report", "work-report"),
        ("published_on", "20 January 2032", "2026-02-24"),
        ("source", "example.org", None),
        ("title", "  ", None),
        ("text", " \n ", None),
        ("text", 7, None),
        ("titel", "A title", None),
    ],
)
def test_what_is_wrong_is_named_with_the_nearest_right_value(
    desk: Desk, field: str, value: Any, nearest: str | None
) -> None:
    body = done(sent(desk.editor, **{field: value}), 400).json()
    assert body["type"] == "/problems/document-refused"
    (error,) = body["errors"]
    assert error["pointer"] == f"/{field}"
    assert nearest is None or nearest in error["nearest"]
    assert not ReadDocument.objects.exists()


def test_another_text_of_the_same_title_and_day_is_refused(desk: Desk) -> None:
    done(sent(desk.editor), 201)
    body = done(sent(desk.editor, text=f"{TEXT['text']}\n支持数控机床。"), 400).json()
    assert body["errors"][0]["pointer"] == "/title"


def test_a_curator_who_may_not_draft_reads_nothing(firm: Any, lists: None) -> None:
    body = done(sent(keeper(firm, "approves", "approve")), 403).json()
    assert body["type"] == "/problems/not-a-curator"
    assert not ReadDocument.objects.exists()


def test_a_key_without_the_scope_reads_nothing(call: Caller, lists: None) -> None:
    done(sent(call), 403)
    assert not ReadDocument.objects.exists()


def test_a_repeated_request_with_its_key_gets_the_first_answer(desk: Desk) -> None:
    first = desk.editor.post("/v1/documents", TEXT, Idempotency_Key="report-2032")
    again = desk.editor.post("/v1/documents", TEXT, Idempotency_Key="report-2032")
    assert done(again, 201).json() == done(first, 201).json()
    assert again.headers["Idempotent-Replayed"] == "true"
