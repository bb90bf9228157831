"""Who lacks the role does nothing over the admin, and its stock ways in are closed."""

import pytest
from django.contrib.auth.models import User

from priorities.models import Edition, EditionAct, Priority
from tests.priorities.admin_desk import Desk, again, approved, refused, submitted
from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db
State = Edition.State


def test_an_editor_neither_approves_nor_publishes(draft, editor, approver):
    other = Desk(staff("other", "Editors"))
    handed = submitted(draft, editor)
    other.press("approve", handed)
    refused(other, handed, "Your role does not allow this: other may not approve editions")
    ready = approved(handed, approver)
    other.press("publish", ready)
    refused(other, ready, "Your role does not allow this")


def test_an_approver_who_is_no_editor_cannot_write(draft, editor):
    reader = Desk(staff("reader", "Approvers"))
    assert reader.look(draft) == {}
    reader.save(draft, editor.look(draft, 0) | {"rows-0-title_en": "By the reader"})
    refused(reader, draft, "Your role does not allow this: reader may not draft editions")


def test_a_passer_by_sees_nothing_and_changes_nothing(draft, editor):
    guest = Desk(staff("guest"))
    assert guest.look(draft) == {}
    assert guest.status == 403
    handed = submitted(draft, editor)
    guest.press("approve", handed)
    assert again(handed).state == State.SUBMITTED
    guest.client.post("/admin/priorities/edition/open/", {"province": "320000"})
    assert Edition.objects.open().count() == 1


def test_nobody_who_is_not_logged_in_gets_past_the_door(draft, client):
    answer = client.post(
        f"/admin/priorities/edition/{draft.pk}/submit/", {"version": draft.version}
    )
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]
    assert again(draft).state == State.DRAFT


def test_a_curator_who_has_left_may_do_nothing(draft, editor, approver):
    handed = submitted(draft, editor)
    User.objects.filter(pk=approver.user.pk).update(is_active=False)
    approver.press("approve", handed)
    assert again(handed).state == State.SUBMITTED


def test_looking_is_not_pressing(draft, editor):
    answer = editor.client.get(f"/admin/priorities/edition/{draft.pk}/submit/")
    assert answer.status_code == 405
    assert editor.client.get("/admin/priorities/edition/open/").status_code == 405


def test_the_stock_admins_own_ways_are_closed(draft, lists):
    """Adding, deleting and bulk actions, by a superuser."""
    root = Desk(User.objects.create_superuser("root"))
    before = (Edition.objects.count(), Priority.objects.count(), EditionAct.objects.count())
    for path in ("add/", f"{draft.pk}/delete/"):
        address = f"/admin/priorities/edition/{path}"
        assert root.client.get(address).status_code in (403, 404, 405)
        assert root.client.post(address, {"post": "yes"}).status_code in (403, 404, 405)
    root.client.post(
        "/admin/priorities/edition/",
        {"action": "delete_selected", "_selected_action": [draft.pk], "post": "yes"},
    )
    for model in ("priority", "editionact"):
        assert root.client.get(f"/admin/priorities/{model}/").status_code == 404
    after = (Edition.objects.count(), Priority.objects.count(), EditionAct.objects.count())
    assert after == before


@pytest.mark.parametrize("model", ["priorities/document", "matcher/shortlist", "matcher/revision"])
def test_what_is_shown_beside_it_is_not_changed(lists, model):
    root = Desk(User.objects.create_superuser("root"))
    assert root.client.get(f"/admin/{model}/add/").status_code == 403
    page = root.client.get(f"/admin/{model}/").content.decode()
    assert "delete_selected" not in page


def test_a_curator_is_kept_while_the_acts_name_them(draft, editor):
    root = Desk(User.objects.create_superuser("root"))
    root.client.post(f"/admin/auth/user/{editor.user.pk}/delete/", {"post": "yes"})
    assert User.objects.filter(username="editor").exists()
