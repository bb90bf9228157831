"""Each loophole of four eyes, tried."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from core.faults import VersionConflict
from priorities.editions import lifecycle
from priorities.editions.load_editions import load_rows
from priorities.errors import FourEyes, NoEditionPermission, WrongState
from priorities.models import Edition
from tests.priorities.curators import curator

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(lists) -> User:
    return curator("editor", "draft")


@pytest.fixture
def approver(lists) -> User:
    return curator("approver", "draft", "approve")


@pytest.fixture
def draft(editor) -> Edition:
    """A draft of Guangdong with one title changed by the editor."""
    return revised(lifecycle.open_draft(province="440000", by=editor), editor)


def revised(draft: Edition, by: User, title: str = "Retitled") -> Edition:
    first, *others = load_rows(draft)
    return lifecycle.revise(
        draft=draft,
        rows=[replace(first, title_en=title), *others],
        by=by,
        expected_version=draft.version,
    )


def submitted(draft: Edition, by: User) -> Edition:
    return lifecycle.submit(draft=draft, by=by, expected_version=draft.version)


def approved(draft: Edition, by: User) -> Edition:
    return lifecycle.approve(draft=draft, by=by, expected_version=draft.version)


def published(draft: Edition, by: User) -> Edition:
    return lifecycle.publish(draft=draft, by=by, expected_version=draft.version)


def test_two_curators_publish(draft, editor, approver):
    edition = published(approved(submitted(draft, editor), approver), approver)
    assert edition.number == 2
    assert [act.verb for act in edition.acts.all()] == [
        "open",
        "revise",
        "submit",
        "approve",
        "publish",
    ]


def test_who_wrote_it_may_not_approve_it(lists, approver):
    own = revised(lifecycle.open_draft(province="440000", by=approver), approver)
    with pytest.raises(FourEyes, match="approver"):
        approved(submitted(own, approver), approver)


def test_a_comma_makes_it_ones_own(draft, editor, approver):
    touched = revised(draft, approver, title="Retitled,")
    with pytest.raises(FourEyes):
        approved(submitted(touched, editor), approver)


def test_submitting_makes_it_ones_own(draft, approver):
    with pytest.raises(FourEyes):
        approved(submitted(draft, approver), approver)


def test_a_superuser_has_two_eyes_too(lists):
    root = User.objects.create_superuser("root")
    own = revised(lifecycle.open_draft(province="440000", by=root), root)
    with pytest.raises(FourEyes):
        approved(submitted(own, root), root)


def test_an_edit_after_the_approval_voids_it(draft, editor, approver):
    accepted = approved(submitted(draft, editor), approver)
    changed = revised(accepted, editor, title="Slipped in")
    assert changed.approved_content == ""
    with pytest.raises(WrongState):
        published(changed, approver)


def test_rows_changed_behind_the_approval_are_not_published(draft, editor, approver):
    accepted = approved(submitted(draft, editor), approver)
    accepted.priorities.filter(title_en="Retitled").update(title_en="Slipped in")
    with pytest.raises(WrongState, match="differs from the approved content"):
        published(accepted, approver)
    assert Edition.objects.published().filter(province="440000").count() == 1


def test_an_approval_of_a_version_that_was_not_read_is_refused(draft, editor, approver):
    read = submitted(draft, editor)
    lifecycle.submit(
        draft=revised(read, editor, title="Another"),
        by=editor,
        expected_version=read.version + 1,
    )
    with pytest.raises(VersionConflict):
        approved(read, approver)


def test_an_unapproved_draft_is_not_published(draft, editor, approver):
    with pytest.raises(WrongState):
        published(draft, approver)
    handed = submitted(draft, editor)
    with pytest.raises(WrongState):
        published(handed, approver)


def test_an_editor_may_not_approve_nor_publish(draft, editor, approver):
    other = curator("other editor", "draft")
    handed = submitted(draft, editor)
    with pytest.raises(NoEditionPermission):
        approved(handed, other)
    with pytest.raises(NoEditionPermission):
        published(approved(handed, approver), other)


def test_a_user_without_a_role_may_not_draft(lists):
    with pytest.raises(NoEditionPermission):
        lifecycle.open_draft(province="440000", by=curator("passer-by"))


def test_a_curator_who_has_left_may_do_nothing(draft, editor, approver):
    handed = submitted(draft, editor)
    approver.is_active = False
    with pytest.raises(NoEditionPermission):
        approved(handed, approver)


def test_a_withdrawal_needs_four_eyes(lists, approver):
    draft = lifecycle.withdraw(province="440000", by=approver, reason="Not the province's.")
    with pytest.raises(FourEyes):
        approved(draft, approver)


def test_a_reversion_needs_four_eyes(draft, editor, approver):
    published(approved(submitted(draft, editor), approver), approver)
    first = Edition.objects.get(province="440000", number=1)
    back = lifecycle.revert(to=first, by=approver)
    with pytest.raises(FourEyes):
        approved(submitted(back, approver), approver)
