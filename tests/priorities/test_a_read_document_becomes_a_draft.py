"""A document that was read is stored with its proposals; those that are kept become a draft."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from priorities.editions import lifecycle
from priorities.editions.load_editions import load_rows
from priorities.errors import EditionRefused, NoEditionPermission
from priorities.importing.document_drafts import draft_from_document
from priorities.importing.proposal_decisions import decide, mend
from priorities.importing.read_documents import store_reading, submit_document
from priorities.models import Edition, ReadDocument
from priorities.reading.document import read_text
from tests.priorities.curators import curator

# Invented for this test; no province said it.
TEXT = """各位代表：
今年工作安排。
一、加快建设现代化产业体系
大力发展具身智能产业。支持低空经济发展。
做强新材料产业，培育工业设计服务。"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(lists: None) -> User:
    return curator("reader", "draft")


def stored(by: User, text: str = TEXT) -> ReadDocument:
    return store_reading(
        reading=read_text(text),
        province="370000",
        published=dt.date(2027, 1, 20),
        source="https://example.org/report",
        title="An invented report",
        by=by,
    )


def untitled(document: ReadDocument, count: int, by: User) -> None:
    """Keep the first proposals, their English titles still to be written."""
    for one in document.proposals.all()[:count]:
        decide(proposal=one, decision="mended", by=by, mended={"title_en": ""})


def test_a_document_is_stored_with_its_paragraphs_and_open_proposals(editor: User) -> None:
    document = stored(editor)
    found = list(document.proposals.all())
    assert len(found) >= 3
    assert {one.decision for one in found} == {"open"}
    for one in found:
        assert document.paragraphs[one.paragraph - 1][one.start : one.end] == one.anchor


def test_the_same_text_is_stored_once_and_keeps_its_decisions(editor: User) -> None:
    first = stored(editor)
    decide(proposal=first.proposals.all()[0], decision="rejected", by=editor)
    again = stored(editor)
    assert again.pk == first.pk
    assert again.proposals.all()[0].decision == "rejected"


def test_kept_proposals_become_rows_and_rejected_ones_do_not(editor: User) -> None:
    document = stored(editor)
    first, second, third = document.proposals.all()[:3]
    decide(proposal=first, decision="accepted", by=editor)
    decide(proposal=second, decision="mended", by=editor, mended={"targets": ["PS033"]})
    decide(proposal=third, decision="rejected", by=editor)
    draft = draft_from_document(document=document, by=editor)
    rows = [row for row in load_rows(draft) if row.document == "An invented report"]
    first.refresh_from_db()
    assert {row.key: row.targets for row in rows}[first.key] == tuple(sorted(first.targets))
    assert [row.targets for row in rows if row.key != first.key] == [("PS033",)]


def test_a_second_run_adds_no_proposal_twice(editor: User) -> None:
    document = stored(editor)
    decide(proposal=document.proposals.all()[0], decision="accepted", by=editor)
    draft = draft_from_document(document=document, by=editor)
    again = draft_from_document(document=document, by=editor)
    assert again.pk == draft.pk
    assert again.version == draft.version


def test_submission_demands_the_titles_that_a_curator_left_to_be_written(editor: User) -> None:
    document = stored(editor)
    untitled(document, 1, editor)
    draft = draft_from_document(document=document, by=editor)
    with pytest.raises(EditionRefused, match="title_en is missing"):
        lifecycle.submit(draft=draft, by=editor, expected_version=draft.version)


def test_a_curator_finishes_one_row_while_another_is_unfinished(editor: User) -> None:
    document = stored(editor)
    untitled(document, 2, editor)
    draft = draft_from_document(document=document, by=editor)
    rows = load_rows(draft)
    key = document.proposals.all()[0].key
    texts = {"title_en": "A title", "title_zh": "题目", "summary_en": "Our own words."}
    finished = [replace(row, **texts) if row.key == key else row for row in rows]
    revised = lifecycle.revise(
        draft=draft, rows=finished, by=editor, expected_version=draft.version
    )
    assert "A title" in {row.title_en for row in load_rows(revised)}


def test_a_text_that_was_written_cannot_be_emptied(editor: User) -> None:
    draft = lifecycle.open_draft(province="370000", by=editor)
    rows = load_rows(draft)
    emptied = [replace(rows[0], title_en=""), *rows[1:]]
    with pytest.raises(EditionRefused, match="title_en is missing"):
        lifecycle.revise(draft=draft, rows=emptied, by=editor, expected_version=draft.version)


def test_an_unknown_sector_is_refused_with_the_nearest(editor: User) -> None:
    proposal = stored(editor).proposals.all()[0]
    with pytest.raises(EditionRefused) as refused:
        decide(proposal=proposal, decision="mended", by=editor, mended={"targets": ["PS999"]})
    fault = refused.value.faults[0]
    assert fault.pointer == "/mended/targets"
    assert fault.nearest
    proposal.refresh_from_db()
    assert proposal.decision == "open"


def test_a_document_without_a_kept_proposal_makes_no_draft(editor: User) -> None:
    with pytest.raises(EditionRefused, match="accept or mend a proposal first"):
        draft_from_document(document=stored(editor), by=editor)


def test_a_user_without_the_permission_stores_nothing(lists: None) -> None:
    with pytest.raises(NoEditionPermission):
        stored(curator("visitor"))
    assert not ReadDocument.objects.exists()


def test_the_database_publishes_no_priority_without_titles(editor: User) -> None:
    document = stored(editor)
    untitled(document, 1, editor)
    draft = draft_from_document(document=document, by=editor)
    with pytest.raises(IntegrityError, match="both titles"):
        Edition.objects.filter(pk=draft.pk).update(
            state="published",
            policy=999_999,
            number=999,
            published_at=timezone.now(),
            in_force=DateTimeTZRange(empty=True),
        )


def test_the_draft_covers_the_whole_of_one_document_and_can_be_submitted(editor: User) -> None:
    document = stored(editor)
    for one in document.proposals.all():
        decide(proposal=one, decision="accepted", by=editor)
    draft = draft_from_document(document=document, by=editor)
    assert draft.coverage == "document"
    submitted = lifecycle.submit(draft=draft, by=editor, expected_version=draft.version)
    assert submitted.state == "submitted"


def test_an_accepted_row_has_texts_of_our_own_words_in_both_languages(editor: User) -> None:
    document = stored(editor)
    proposal = document.proposals.get(targets=["EI-LAE"])
    decide(proposal=proposal, decision="accepted", by=editor)
    rows = load_rows(draft_from_document(document=document, by=editor))
    row = next(one for one in rows if one.document == "An invented report")
    assert (row.title_en, row.title_zh) == ("Low-altitude economy", "低空经济")
    assert row.summary_en.startswith("Work of the year: help is promised to Low-altitude economy")
    assert row.summary_zh.startswith("工作安排：支持低空经济；")
    assert (row.paragraph, row.section, row.anchor) == (4, "tasks", proposal.anchor)


def test_a_suggested_title_follows_the_sector_that_a_curator_mends(editor: User) -> None:
    document = stored(editor)
    proposal = document.proposals.get(targets=["EI-LAE"])
    mend(
        proposal=proposal,
        values={"targets": ["C182"], "title_zh": "低空经济", "title_en": "Of our own"},
        by=editor,
    )
    rows = load_rows(draft_from_document(document=document, by=editor))
    row = next(one for one in rows if one.document == "An invented report")
    assert row.targets == ("C182",)
    assert row.title_en == "Of our own"
    assert row.title_zh.startswith("针织")


def test_a_proposal_that_is_mended_to_what_was_found_is_accepted(editor: User) -> None:
    proposal = stored(editor).proposals.all()[0]
    values = {"targets": proposal.targets, "signal": proposal.signal, "stage": proposal.stage}
    assert mend(proposal=proposal, values=values, by=editor).decision == "accepted"


def test_the_document_that_a_row_cites_is_the_one_that_was_read(editor: User) -> None:
    document = stored(editor)
    decide(proposal=document.proposals.all()[0], decision="accepted", by=editor)
    draft = draft_from_document(document=document, by=editor)
    cited = draft.priorities.get(document__title="An invented report").document
    assert cited == document.document
    assert (cited.kind, cited.digest) == ("work-report", read_text(TEXT).digest)
    assert cited.paragraph_count == len(document.paragraphs)


def test_another_text_of_the_same_title_and_day_is_refused(editor: User) -> None:
    stored(editor)
    with pytest.raises(EditionRefused) as refused:
        stored(editor, TEXT + "\n支持工业互联网发展。")
    assert [fault.pointer for fault in refused.value.faults] == ["/title"]


@pytest.mark.parametrize(
    ("field", "value", "pointer", "nearest"),
    [
        ("kind", "work-raport", "/kind", "work-report"),
        ("province", "37000", "/province", "370000"),
        ("province", "370100", "/province", "370000"),
        ("source", "province.example", "/source", None),
        ("title", " ", "/title", None),
        ("content", " \n ", "/text", None),
        ("content", b"%PDF-1.4 broken", "/file", None),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_by_the_field(
    editor: User, field: str, value: str | bytes, pointer: str, nearest: str | None
) -> None:
    given: dict[str, Any] = {
        "content": TEXT,
        "kind": "measure",
        "province": "370000",
        "published": dt.date(2027, 1, 20),
        "source": "https://example.org/report",
        "title": "Invented measures",
    }
    with pytest.raises(EditionRefused) as refused:
        submit_document(**given | {field: value}, by=editor)
    assert refused.value.code == "document-refused"
    (fault,) = refused.value.faults
    assert fault.pointer == pointer
    assert nearest is None or nearest in fault.nearest
    assert not ReadDocument.objects.exists()
    assert submit_document(**given, by=editor).document.kind == "measure"
