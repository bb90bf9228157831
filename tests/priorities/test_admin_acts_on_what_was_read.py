"""A button acts on the version that the page showed, and in the state that it is for."""

import pytest

from priorities.models import Edition
from tests.priorities.admin_desk import again, approved, changed, refused, rows_of, submitted

pytestmark = pytest.mark.django_db
State = Edition.State


@pytest.mark.parametrize("verb", ["submit", "approve", "publish", "discard", "schedule"])
def test_a_button_pressed_on_an_old_page_is_refused(draft, editor, approver, verb):
    read = submitted(draft, editor)
    approver.press(verb, again(draft), version=read.version - 1, at="2100-01-01T00:00")
    refused(approver, read, "Another curator changed it first")


@pytest.mark.parametrize("version", ["", "new", "-1", "1.5"])
def test_a_request_that_read_no_version_is_refused(draft, editor, approver, version):
    read = submitted(draft, editor)
    approver.press("approve", read, version=version)
    refused(approver, read, "the request names no version")


def test_an_old_form_is_not_saved_and_not_lost(draft, editor, approver):
    old = editor.look(draft, 0) | {"rows-0-title_en": "Typed on the old page"}
    newer = changed(draft, approver, title="By the other")
    before = rows_of(draft)
    editor.save(draft, old)
    refused(editor, newer, "Another curator changed it first")
    assert rows_of(draft) == before
    assert "Typed on the old page" in editor.page
    assert editor.buttons() == set()
    # Sent once more it is refused once more: the form still says what was read.
    editor.save(draft, editor.fields())
    refused(editor, newer, "Another curator changed it first")


def test_a_draft_or_a_submission_is_not_published(draft, editor, approver):
    approver.press("publish", draft)
    refused(approver, draft, "Not possible in this state")
    handed = submitted(draft, editor)
    approver.press("publish", handed)
    refused(approver, handed, "Not possible in this state")


def test_a_second_draft_of_a_province_is_refused(draft, approver):
    in_force = Edition.objects.published().get(province="540000")
    approver.press("open", in_force)
    assert approver.told("A draft is open already")
    assert Edition.objects.open().count() == 1


def test_a_time_past_or_unreadable_is_refused(draft, editor, approver):
    ready = approved(submitted(draft, editor), approver)
    for at in ("2020-01-01T00:00", "tomorrow", "2026-02-30T10:00", ""):
        approver.press("schedule", ready, at=at)
        refused(approver, ready, "publish at: ")
    approver.press("schedule", ready, at="2100-01-01T08:00")
    assert again(ready).publish_at.isoformat() == "2100-01-01T00:00:00+00:00"
