"""Each loophole of four eyes, tried over the admin: refused, said, and nothing is changed."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from priorities.editions import lifecycle
from priorities.models import Edition, Priority
from tests.priorities.admin_desk import Desk, again, approved, changed, refused, submitted
from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db
State = Edition.State


def test_two_curators_publish(editor, approver):
    draft = changed(lifecycle.open_draft(province="440000", by=editor.user), editor)
    ready = approved(submitted(draft, editor), approver)
    approver.press("publish", ready)
    assert again(draft).number == 2
    assert approver.told("Published")
    verbs = list(draft.acts.values_list("verb", "by__username"))
    assert verbs == [
        ("open", "editor"),
        ("revise", "editor"),
        ("submit", "editor"),
        ("approve", "approver"),
        ("publish", "approver"),
    ]


def test_ones_own_work_is_not_approved(approver):
    own = changed(lifecycle.open_draft(province="440000", by=approver.user), approver)
    handed = submitted(own, approver)
    approver.press("approve", handed)
    refused(approver, handed, "Four eyes: approver has edited this draft")


def test_ones_own_work_has_no_button_and_says_why(approver):
    own = changed(lifecycle.open_draft(province="440000", by=approver.user), approver)
    submitted(own, approver)
    assert approver.buttons() == {"discard"}
    assert "You have edited this draft: another curator must approve it" in approver.page


def test_a_comma_by_another_hand_makes_it_theirs(draft, editor, approver):
    approver.save(draft, approver.look(draft, 0) | {"rows-0-title_en": "A title, with a comma"})
    handed = submitted(again(draft), editor)
    approver.press("approve", handed)
    refused(approver, handed, "Four eyes")


def test_submitting_it_makes_it_ones_own(draft, approver):
    handed = submitted(draft, approver)
    approver.press("approve", handed)
    refused(approver, handed, "Four eyes")


def test_a_superuser_has_two_eyes_too(lists):
    root = Desk(User.objects.create_superuser("root"))
    own = changed(lifecycle.open_draft(province="440000", by=root.user), root)
    handed = submitted(own, root)
    root.press("approve", handed)
    refused(root, handed, "Four eyes")


def test_an_edit_after_the_approval_voids_it(draft, editor, approver):
    ready = approved(submitted(draft, editor), approver)
    slipped = changed(ready, editor, title="Slipped in")
    assert (slipped.state, slipped.approved_content) == (State.DRAFT, "")
    approver.press("publish", slipped)
    refused(approver, slipped, "Not possible in this state")


def test_rows_changed_behind_the_approval_are_not_published(draft, editor, approver):
    ready = approved(submitted(draft, editor), approver)
    Priority.objects.filter(edition=ready, title_en="Knitwear first").update(title_en="Slipped in")
    approver.press("publish", ready)
    refused(approver, ready, "its content differs from the approved content")


def test_what_was_not_read_is_not_approved(draft, editor, approver):
    read = submitted(draft, editor)
    later = submitted(changed(read, editor, title="After it was read"), editor)
    approver.press("approve", read)
    refused(approver, later, f"version {read.version} was read")


def test_a_withdrawal_needs_a_reason_and_four_eyes(lists, editor, approver):
    in_force = Edition.objects.published().get(province="440000")
    approver.press("withdraw", in_force, reason=" ")
    assert approver.told("give the reason for the withdrawal")
    approver.press("withdraw", in_force, reason="省里已撤回。")
    draft = Edition.objects.open().get()
    assert (draft.kind, draft.state, draft.reason) == ("withdrawal", "submitted", "省里已撤回。")
    approver.press("approve", draft)
    refused(approver, draft, "Four eyes")
    other = Desk(staff("other", "Approvers"))
    other.press("publish", approved(draft, other))
    assert not Edition.objects.in_force(timezone.now()).filter(province="440000").exists()


def test_a_withdrawal_has_no_form_and_takes_no_rows(lists, editor, approver):
    in_force = Edition.objects.published().get(province="440000")
    fields = editor.look(lifecycle.open_draft(province="320000", by=editor.user), 0)
    fields |= {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "1"}
    approver.press("withdraw", in_force, reason="Not the province’s.")
    draft = Edition.objects.open().get(province="440000")
    assert editor.look(draft) == {}
    editor.save(draft, fields | {"version": draft.version})
    refused(editor, draft, "a withdrawal has no rows")


def test_a_withdrawal_refuses_all_rows_in_one_sentence(lists, editor, approver):
    in_force = Edition.objects.published().get(province="440000")
    closed = editor.look(lifecycle.open_draft(province="320000", by=editor.user))
    approver.press("withdraw", in_force, reason="Not the province’s.")
    draft = Edition.objects.open().get(province="440000")
    editor.save(draft, closed | {"version": draft.version})
    refused(editor, draft, "a withdrawal has no rows")
    assert len(editor.messages) == 1


def test_a_return_to_an_earlier_edition_needs_four_eyes(draft, editor, approver):
    approver.press("publish", approved(submitted(draft, editor), approver))
    first = Edition.objects.get(province="540000", number=1)
    approver.look(first)
    assert approver.buttons() == {"revert"}
    approver.press("revert", first)
    back = Edition.objects.open().get()
    assert back.base_id == first.pk
    handed = submitted(back, approver)
    approver.press("approve", handed)
    refused(approver, handed, "Four eyes")
