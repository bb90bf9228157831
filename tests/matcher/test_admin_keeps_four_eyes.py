"""Each loophole of four eyes, tried over the admin: refused, said, and nothing is changed."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from matcher import lifecycle
from matcher.models import Edition, EditionAct, Priority
from tests.matcher.admin_desk import Desk, new_row, rows_of
from tests.matcher.curators import staff

pytestmark = pytest.mark.django_db
State = Edition.State


@pytest.fixture
def editor(lists) -> Desk:
    return Desk(staff("editor", "Editors"))


@pytest.fixture
def approver(lists) -> Desk:
    return Desk(staff("approver", "Editors", "Approvers"))


@pytest.fixture
def draft(editor) -> Edition:
    """A draft of Guangdong, to which the editor has added a priority."""
    return changed(lifecycle.open_draft(province="440000", by=editor.user), editor)


def changed(draft: Edition, desk: Desk, title: str = "Knitwear first") -> Edition:
    fields = new_row(desk.look(draft), title=title, targets=["C182"], quote="A new page.")
    desk.save(draft, fields)
    assert desk.told("Saved")
    return again(draft)


def again(edition: Edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def submitted(draft: Edition, desk: Desk) -> Edition:
    desk.press("submit", draft)
    assert again(draft).state == State.SUBMITTED
    return again(draft)


def approved(draft: Edition, desk: Desk) -> Edition:
    desk.press("approve", draft)
    assert again(draft).state == State.APPROVED
    return again(draft)


def refused(desk: Desk, edition: Edition, words: str) -> None:
    """The curator was told so, and the edition is as it was."""
    assert desk.told(words), desk.messages
    now = again(edition)
    assert (now.state, now.version) == (edition.state, edition.version)


def test_two_curators_publish(draft, editor, approver):
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
    refused(approver, handed, "Four eyes: approver has touched this draft")


def test_ones_own_work_has_no_button_and_says_why(approver):
    own = changed(lifecycle.open_draft(province="440000", by=approver.user), approver)
    submitted(own, approver)
    assert approver.buttons() == {"discard"}
    assert "You have touched this draft: another curator must approve it" in approver.page


def test_a_comma_by_another_hand_makes_it_theirs(draft, editor, approver):
    approver.look(draft)
    approver.save(draft, approver.fields() | {"rows-0-title": "A title, with a comma"})
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
    refused(approver, slipped, "Not in this state")


def test_rows_changed_behind_the_approval_are_not_published(draft, editor, approver):
    ready = approved(submitted(draft, editor), approver)
    Priority.objects.filter(edition=ready, title="Knitwear first").update(title="Slipped in")
    approver.press("publish", ready)
    refused(approver, ready, "not what was approved")


def test_what_was_not_read_is_not_approved(draft, editor, approver):
    read = submitted(draft, editor)
    later = submitted(changed(read, editor, title="After it was read"), editor)
    approver.press("approve", read)
    refused(approver, later, f"version {read.version} was read")


@pytest.mark.parametrize("verb", ["submit", "approve", "publish", "discard", "schedule"])
def test_a_button_pressed_on_an_old_page_is_refused(draft, editor, approver, verb):
    read = submitted(draft, editor)
    approver.press(verb, again(draft), version=read.version - 1, at="2100-01-01T00:00")
    refused(approver, read, "Somebody else was faster")


@pytest.mark.parametrize("version", ["", "new", "-1", "1.5"])
def test_a_request_that_read_no_version_is_refused(draft, editor, approver, version):
    read = submitted(draft, editor)
    approver.press("approve", read, version=version)
    refused(approver, read, "does not say which version was read")


def test_an_old_form_is_not_saved_and_not_lost(draft, editor, approver):
    old = editor.look(draft) | {"rows-0-title": "Typed on the old page"}
    newer = changed(draft, approver, title="By the other")
    before = rows_of(draft)
    editor.save(draft, old)
    refused(editor, newer, "Somebody else was faster")
    assert rows_of(draft) == before
    assert "Typed on the old page" in editor.page
    assert editor.buttons() == set()
    # Sent once more it is refused once more: the form still says what was read.
    editor.save(draft, editor.fields())
    refused(editor, newer, "Somebody else was faster")


def test_a_draft_or_a_submission_is_not_published(draft, editor, approver):
    approver.press("publish", draft)
    refused(approver, draft, "Not in this state")
    handed = submitted(draft, editor)
    approver.press("publish", handed)
    refused(approver, handed, "Not in this state")


def test_an_editor_neither_approves_nor_publishes(draft, editor, approver):
    other = Desk(staff("other", "Editors"))
    handed = submitted(draft, editor)
    other.press("approve", handed)
    refused(other, handed, "Not your role: other may not approve editions")
    ready = approved(handed, approver)
    other.press("publish", ready)
    refused(other, ready, "Not your role")


def test_an_approver_who_is_no_editor_cannot_write(draft, editor):
    reader = Desk(staff("reader", "Approvers"))
    assert reader.look(draft) == {}
    reader.save(draft, editor.look(draft) | {"rows-0-title": "By the reader"})
    refused(reader, draft, "Not your role: reader may not draft editions")


def test_a_passer_by_sees_nothing_and_changes_nothing(draft, editor):
    guest = Desk(staff("guest"))
    assert guest.look(draft) == {}
    assert guest.status == 403
    handed = submitted(draft, editor)
    guest.press("approve", handed)
    assert again(handed).state == State.SUBMITTED
    guest.client.post("/admin/matcher/edition/open/", {"province": "320000"})
    assert Edition.objects.open().count() == 1


def test_nobody_who_is_not_logged_in_gets_past_the_door(draft, client):
    answer = client.post(f"/admin/matcher/edition/{draft.pk}/submit/", {"version": draft.version})
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]
    assert again(draft).state == State.DRAFT


def test_a_curator_who_has_left_may_do_nothing(draft, editor, approver):
    handed = submitted(draft, editor)
    User.objects.filter(pk=approver.user.pk).update(is_active=False)
    approver.press("approve", handed)
    assert again(handed).state == State.SUBMITTED


def test_looking_is_not_pressing(draft, editor):
    answer = editor.client.get(f"/admin/matcher/edition/{draft.pk}/submit/")
    assert answer.status_code == 405
    assert editor.client.get("/admin/matcher/edition/open/").status_code == 405


def test_a_second_draft_of_a_province_is_refused(draft, approver):
    in_force = Edition.objects.published().get(province="440000")
    approver.press("open", in_force)
    assert approver.told("A draft is open already")
    assert Edition.objects.open().count() == 1


def test_a_withdrawal_needs_a_reason_and_four_eyes(lists, editor, approver):
    in_force = Edition.objects.published().get(province="440000")
    approver.press("withdraw", in_force, reason=" ")
    assert approver.told("say why the list is withdrawn")
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
    fields = editor.look(lifecycle.open_draft(province="320000", by=editor.user))
    approver.press("withdraw", in_force, reason="Not the province’s.")
    draft = Edition.objects.open().get(province="440000")
    assert editor.look(draft) == {}
    editor.save(draft, fields | {"version": draft.version})
    refused(editor, draft, "a withdrawal has no rows")


def test_a_return_to_an_earlier_edition_needs_four_eyes(draft, editor, approver):
    approver.press("publish", approved(submitted(draft, editor), approver))
    first = Edition.objects.get(province="440000", number=1)
    approver.look(first)
    assert approver.buttons() == {"revert"}
    approver.press("revert", first)
    back = Edition.objects.open().get()
    assert back.base_id == first.pk
    handed = submitted(back, approver)
    approver.press("approve", handed)
    refused(approver, handed, "Four eyes")


def test_a_time_past_or_unreadable_is_refused(draft, editor, approver):
    ready = approved(submitted(draft, editor), approver)
    for at in ("2020-01-01T00:00", "tomorrow", "2026-02-30T10:00", ""):
        approver.press("schedule", ready, at=at)
        refused(approver, ready, "publish at: ")
    approver.press("schedule", ready, at="2100-01-01T08:00")
    assert again(ready).publish_at.isoformat() == "2100-01-01T00:00:00+00:00"


def test_the_stock_admins_own_ways_are_closed(draft, lists):
    """Adding, deleting and bulk actions, by a superuser."""
    root = Desk(User.objects.create_superuser("root"))
    before = (Edition.objects.count(), Priority.objects.count(), EditionAct.objects.count())
    for path in ("add/", f"{draft.pk}/delete/"):
        address = f"/admin/matcher/edition/{path}"
        assert root.client.get(address).status_code in (403, 404, 405)
        assert root.client.post(address, {"post": "yes"}).status_code in (403, 404, 405)
    root.client.post(
        "/admin/matcher/edition/",
        {"action": "delete_selected", "_selected_action": [draft.pk], "post": "yes"},
    )
    for model in ("priority", "editionact"):
        assert root.client.get(f"/admin/matcher/{model}/").status_code == 404
    after = (Edition.objects.count(), Priority.objects.count(), EditionAct.objects.count())
    assert after == before


@pytest.mark.parametrize("model", ["document", "shortlist", "revision"])
def test_what_is_shown_beside_it_is_not_changed(lists, model):
    root = Desk(User.objects.create_superuser("root"))
    assert root.client.get(f"/admin/matcher/{model}/add/").status_code == 403
    page = root.client.get(f"/admin/matcher/{model}/").content.decode()
    assert "delete_selected" not in page


def test_a_curator_is_kept_while_the_acts_name_them(draft, editor):
    root = Desk(User.objects.create_superuser("root"))
    root.client.post(f"/admin/auth/user/{editor.user.pk}/delete/", {"post": "yes"})
    assert User.objects.filter(username="editor").exists()
