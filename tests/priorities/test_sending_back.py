"""Who approves may send a draft back with a note; it is a draft again, and four eyes stay four."""

import datetime as dt

import pytest
from django.utils import timezone

from core.faults import VersionConflict
from priorities.editions import lifecycle
from priorities.errors import EditionRefused, FourEyes, NoEditionPermission, WrongState
from priorities.models import Edition, EditionAct
from priorities.queries.review_queue import load_review_queue
from tests.priorities.admin_desk import Desk, again, approved, changed, refused, submitted
from tests.priorities.curators import staff
from webhooks.models import Event

pytestmark = pytest.mark.django_db
State = Edition.State
NOTE = "PP004 needs its own source."


@pytest.fixture
def approver(lists) -> Desk:
    return Desk(staff("approver", "Approvers"))


@pytest.fixture
def handed(draft, editor) -> Edition:
    """A changed draft of Xizang that waits for approval."""
    return lifecycle.submit(draft=draft, by=editor.user, expected_version=draft.version)


def sent_back(edition: Edition, by: Desk, note: str = NOTE) -> Edition:
    return lifecycle.send_back(
        draft=edition, by=by.user, note=note, expected_version=edition.version
    )


def test_it_is_a_draft_again_and_the_note_is_kept(handed, editor, approver):
    events = Event.objects.count()
    back = sent_back(handed, approver, f" {NOTE}\n")
    assert (back.state, back.version, back.content) == (
        State.DRAFT,
        handed.version + 1,
        handed.content,
    )
    act = back.acts.last()
    assert (act.verb, act.by, act.note) == ("send_back", approver.user, NOTE)
    assert load_review_queue(editor.user).to_continue == (back,)
    assert load_review_queue(approver.user).count == 0
    assert Event.objects.count() == events


def test_an_approval_that_it_had_is_void_and_its_hour_forgotten(handed, approver):
    ready = approved(handed, approver)
    at = timezone.now() + dt.timedelta(hours=1)
    ready = lifecycle.schedule(draft=ready, by=approver.user, at=at, expected_version=ready.version)
    back = sent_back(ready, approver)
    assert (back.state, back.approved_content, back.publish_at) == (State.DRAFT, "", None)


def test_who_sent_it_back_has_not_touched_it_and_may_approve_it(handed, editor, approver):
    better = changed(sent_back(handed, approver), editor, title="With its own source")
    ready = approved(submitted(better, editor), approver)
    approver.press("publish", ready)
    assert again(ready).state == State.PUBLISHED


def test_its_editor_still_may_not_approve_it(handed, approver):
    both = Desk(staff("both", "Editors", "Approvers"))
    own = submitted(changed(sent_back(handed, approver), both), both)
    with pytest.raises(FourEyes):
        lifecycle.approve(draft=own, by=both.user, expected_version=own.version)


@pytest.mark.parametrize("note", ["", " \n"])
def test_it_needs_a_note(handed, approver, note):
    with pytest.raises(EditionRefused) as refusal:
        sent_back(handed, approver, note)
    assert refusal.value.faults[0].pointer == "/note"
    assert again(handed).state == State.SUBMITTED


def test_an_editor_may_not(handed, editor):
    with pytest.raises(NoEditionPermission):
        sent_back(handed, editor)


def test_only_what_waits_is_sent_back(handed, approver):
    back = sent_back(handed, approver)
    with pytest.raises(WrongState):
        sent_back(back, approver)
    in_force = Edition.objects.published().get(province="540000")
    with pytest.raises(WrongState):
        sent_back(in_force, approver)


def test_another_version_than_was_read_is_not_sent_back(handed, editor, approver):
    changed(handed, editor, title="Meanwhile")
    with pytest.raises(VersionConflict):
        sent_back(handed, approver)


def test_a_withdrawal_that_was_sent_back_can_be_submitted_again(editor, approver):
    proposed = lifecycle.withdraw(province="540000", by=editor.user, reason="Not theirs.")
    back = sent_back(proposed, approver)
    assert submitted(back, editor).reason == "Not theirs."


def test_the_desk_sends_it_back_and_shows_the_note_where_it_is_needed(handed, editor, approver):
    approver.look(handed)
    assert approver.buttons() == {"approve", "send_back"}
    approver.press("send_back", handed, note=" ")
    refused(approver, handed, "give the reason for sending the draft back")
    approver.press("send_back", handed, note="请给出处。")
    assert approver.told("Sent back")
    back = again(handed)
    assert EditionAct.objects.get(edition=back, verb="send_back").note == "请给出处。"
    assert "请给出处。" in editor.client.get("/admin/").content.decode()
    editor.look(back)
    assert 'id="rh-sent-back">Sent back by approver' in editor.page
    # Submitted again it has been heard: the note stands among the acts alone.
    submitted(changed(back, editor), editor)
    assert 'id="rh-sent-back"' not in editor.page
    assert "请给出处。" in editor.page


def test_an_editor_has_no_such_button_and_pressing_it_is_refused(handed, editor):
    editor.look(handed)
    assert "send_back" not in editor.buttons()
    editor.press("send_back", handed, note=NOTE)
    refused(editor, handed, "Your role does not allow this: editor may not approve editions")
