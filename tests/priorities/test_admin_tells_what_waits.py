"""The first page says what waits for whom."""

import pytest

from priorities.editions import lifecycle
from priorities.queries.review_queue import load_review_queue
from tests.priorities.admin_desk import Desk, approved, changed, submitted
from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver(lists) -> Desk:
    return Desk(staff("approver", "Approvers"))


def first_page(desk: Desk) -> str:
    return desk.client.get("/admin/").content.decode()


def test_nothing_waits_at_first(editor):
    assert "No draft waits for you" in first_page(editor)


def test_an_unfinished_draft_waits_for_its_own_hand(draft, editor, approver):
    assert 'id="to-continue"' in first_page(editor)
    assert "No draft waits for you" in first_page(approver)


def test_a_submitted_draft_waits_for_who_may_approve_it(draft, editor, approver):
    submitted(draft, editor)
    assert 'id="to-approve"' in first_page(approver)
    assert "西藏" in first_page(approver)
    assert "No draft waits for you" in first_page(editor)


def test_ones_own_submission_does_not_wait_for_oneself(lists):
    both = Desk(staff("both", "Editors", "Approvers"))
    submitted(changed(lifecycle.open_draft(province="540000", by=both.user), both), both)
    assert load_review_queue(both.user).count == 0


def test_a_draft_changed_after_its_submission_is_back_with_its_hands(draft, editor, approver):
    handed = submitted(draft, editor)
    other = Desk(staff("other", "Editors"))
    changed(handed, other, title="Another thing")
    assert load_review_queue(editor.user).to_continue == (draft,)
    assert load_review_queue(approver.user).count == 0


def test_an_approved_draft_waits_to_be_published(draft, editor, approver):
    ready = approved(submitted(draft, editor), approver)
    assert load_review_queue(approver.user).to_publish == (draft,)
    assert 'id="to-publish"' in first_page(approver)
    approver.press("publish", ready)
    assert load_review_queue(approver.user).count == 0


def test_where_nothing_waits_an_editor_is_told_where_to_begin(editor):
    page = first_page(editor)
    assert "Begin with a province" in page
    assert '<option value="440000">Guangdong 广东</option>' in page
    editor.client.post("/admin/priorities/edition/open/", {"province": "440000"})
    assert [one.province_id for one in load_review_queue(editor.user).to_continue] == ["440000"]
    assert "Begin with a province" not in first_page(editor)


def test_a_province_with_a_draft_on_its_way_is_not_offered(draft):
    page = first_page(Desk(staff("other", "Editors")))
    assert '<option value="370000">Shandong 山东</option>' in page
    assert '<option value="540000">' not in page


def test_who_does_not_draft_is_told_what_comes(approver):
    page = first_page(approver)
    assert "Drafts that others submit for approval appear here." in page
    assert "Begin with a province" not in page


def test_who_is_no_curator_is_offered_nothing(lists):
    page = first_page(Desk(staff("guest")))
    assert "No draft waits for you" in page
    assert "/admin/priorities/edition/" not in page.partition('id="nothing-waits"')[2]


def test_a_documents_day_is_told_as_exactly_as_it_is_known(lists):
    page = Desk(staff("reader", "Editors")).client.get(
        "/admin/priorities/document/", {"q": "Policy alignment"}
    )
    cell = page.content.decode()
    assert "2026-02" in cell
    assert "2026-02-01" not in cell
