"""The first page says what waits for whom."""

import pytest

from matcher import lifecycle
from matcher.models import Edition
from matcher.waiting import waiting_for
from tests.matcher.admin_desk import Desk, approved, changed, submitted
from tests.matcher.curators import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(lists) -> Desk:
    return Desk(staff("editor", "Editors"))


@pytest.fixture
def approver(lists) -> Desk:
    return Desk(staff("approver", "Approvers"))


@pytest.fixture
def draft(editor) -> Edition:
    return changed(lifecycle.open_draft(province="440000", by=editor.user), editor)


def first_page(desk: Desk) -> str:
    return desk.client.get("/admin/").content.decode()


def test_nothing_waits_at_first(editor):
    assert "Nothing waits for you" in first_page(editor)


def test_an_unfinished_draft_waits_for_its_own_hand(draft, editor, approver):
    assert 'id="to-continue"' in first_page(editor)
    assert "Nothing waits for you" in first_page(approver)


def test_a_submitted_draft_waits_for_who_may_approve_it(draft, editor, approver):
    submitted(draft, editor)
    assert 'id="to-approve"' in first_page(approver)
    assert "广东" in first_page(approver)
    assert "Nothing waits for you" in first_page(editor)


def test_ones_own_submission_does_not_wait_for_oneself(lists):
    both = Desk(staff("both", "Editors", "Approvers"))
    submitted(changed(lifecycle.open_draft(province="440000", by=both.user), both), both)
    assert waiting_for(both.user).count == 0


def test_a_draft_changed_after_its_submission_is_back_with_its_hands(draft, editor, approver):
    handed = submitted(draft, editor)
    other = Desk(staff("other", "Editors"))
    changed(handed, other, title="Another thing")
    assert waiting_for(editor.user).to_continue == (draft,)
    assert waiting_for(approver.user).count == 0


def test_an_approved_draft_waits_to_be_published(draft, editor, approver):
    ready = approved(submitted(draft, editor), approver)
    assert waiting_for(approver.user).to_publish == (draft,)
    assert 'id="to-publish"' in first_page(approver)
    approver.press("publish", ready)
    assert waiting_for(approver.user).count == 0
