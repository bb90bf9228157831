"""A document that was read is stored with its proposals; those that are kept become a draft."""

import datetime as dt
from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from priorities.editions import lifecycle
from priorities.editions.load_editions import load_rows
from priorities.errors import EditionRefused, NoEditionPermission
from priorities.importing.read_documents import decide, draft_from_document, store_reading
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


def test_submission_demands_the_titles_that_are_missing(editor: User) -> None:
    document = stored(editor)
    decide(proposal=document.proposals.all()[0], decision="accepted", by=editor)
    draft = draft_from_document(document=document, by=editor)
    with pytest.raises(EditionRefused, match="title_en is missing"):
        lifecycle.submit(draft=draft, by=editor, expected_version=draft.version)


def test_a_curator_finishes_one_row_while_another_is_unfinished(editor: User) -> None:
    document = stored(editor)
    for one in document.proposals.all()[:2]:
        decide(proposal=one, decision="accepted", by=editor)
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
    decide(proposal=document.proposals.all()[0], decision="accepted", by=editor)
    draft = draft_from_document(document=document, by=editor)
    with pytest.raises(IntegrityError, match="both titles"):
        Edition.objects.filter(pk=draft.pk).update(
            state="published",
            policy=999_999,
            number=999,
            published_at=timezone.now(),
            in_force=DateTimeTZRange(empty=True),
        )
