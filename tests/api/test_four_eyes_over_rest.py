"""Each loophole of four eyes, tried with keys."""

import pytest
from django.contrib.auth.models import User

from firms import api_keys
from firms.models import Scope
from priorities.models import Edition
from tests.api.caller import Caller
from tests.api.desk import Desk, added, address, changed, done
from tests.priorities.curators import curator


def _refused(response, status, slug):
    body = done(response, status).json()
    assert body["type"] == f"/problems/{slug}"
    assert Edition.objects.published().count() == 1
    return body


@pytest.fixture
def key_of(firm):
    def of(user: User) -> Caller:
        return Caller(api_keys.issue(firm=firm, scopes=[Scope.CURATE], curator=user))

    return of


@pytest.fixture
def draft(desk):
    return desk.revise(desk.open(), added())


def test_who_wrote_it_may_not_approve_it(desk):
    own = Desk(desk.approver, desk.approver)
    submitted = done(own.step("submit", own.revise(own.open(), added()), own.editor))
    _refused(desk.step("approve", submitted, desk.approver), 403, "four-eyes")


def test_a_comma_makes_it_ones_own(desk, draft):
    touched = desk.revise(draft, changed("GD0001", title_en="New,"), by=desk.approver)
    submitted = done(desk.step("submit", touched, desk.editor))
    _refused(desk.step("approve", submitted, desk.approver), 403, "four-eyes")


def test_submitting_makes_it_ones_own(desk, draft):
    submitted = done(desk.step("submit", draft, desk.approver))
    _refused(desk.step("approve", submitted, desk.approver), 403, "four-eyes")


def test_a_second_key_of_the_same_curator_is_no_second_pair_of_eyes(desk, draft, key_of):
    submitted = done(desk.step("submit", draft, desk.approver))
    other = key_of(User.objects.get(username="approver"))
    _refused(desk.step("approve", submitted, other), 403, "four-eyes")


def test_a_superuser_has_two_eyes_too(desk, key_of):
    root = key_of(User.objects.create_superuser("root"))
    own = Desk(root, root)
    submitted = done(own.step("submit", own.revise(own.open(), added()), root))
    _refused(own.step("approve", submitted, root), 403, "four-eyes")


def test_an_edit_after_the_approval_voids_it(desk, draft):
    approved = done(
        desk.step("approve", done(desk.step("submit", draft, desk.editor)), desk.approver)
    )
    slipped = desk.revise(approved, changed("GD0001", title_en="Slipped in"))
    assert slipped.json()["state"] == "draft"
    _refused(desk.step("publish", slipped, desk.approver), 409, "wrong-state")
    _refused(desk.step("publish", approved, desk.approver), 412, "version-moved")


def test_a_version_that_was_not_read_is_not_approved(desk, draft):
    read = done(desk.step("submit", draft, desk.editor))
    again = desk.revise(read, changed("GD0001", title_en="Slipped in"))
    done(desk.step("submit", again, desk.editor))
    _refused(desk.step("approve", read, desk.approver), 412, "version-moved")


def test_what_was_changed_behind_the_approval_is_not_published(desk, draft):
    approved = done(
        desk.step("approve", done(desk.step("submit", draft, desk.editor)), desk.approver)
    )
    edition = Edition.objects.get(pk=approved.json()["id"])
    edition.priorities.filter(key="GD0001").update(title_en="Slipped in")
    refused = _refused(desk.step("publish", approved, desk.approver), 409, "wrong-state")
    assert "differs from the approved content" in refused["detail"]


def test_what_nobody_approved_is_not_published(desk, draft):
    _refused(desk.step("publish", draft, desk.approver), 409, "wrong-state")
    submitted = done(desk.step("submit", draft, desk.editor))
    _refused(desk.step("publish", submitted, desk.approver), 409, "wrong-state")
    at = {"publish_at": "2199-01-01T00:00:00Z"}
    _refused(desk.step("schedule", submitted, desk.approver, at), 409, "wrong-state")


def test_an_editor_may_neither_approve_nor_publish(desk, draft, key_of):
    other = key_of(curator("other", "draft"))
    submitted = done(desk.step("submit", draft, desk.editor))
    _refused(desk.step("approve", submitted, other), 403, "not-a-curator")
    approved = done(desk.step("approve", submitted, desk.approver))
    _refused(desk.step("publish", approved, other), 403, "not-a-curator")


def test_a_key_of_somebody_without_a_role_keeps_no_list(desk, draft, key_of):
    nobody = key_of(curator("passer-by"))
    _refused(nobody.post("/v1/provinces/Jiangsu/draft", None), 403, "not-a-curator")
    _refused(desk.step("submit", draft, nobody), 403, "not-a-curator")


def test_a_key_dies_with_its_curator_s_leave(desk, draft):
    submitted = done(desk.step("submit", draft, desk.editor))
    User.objects.filter(username="approver").update(is_active=False)
    _refused(desk.step("approve", submitted, desk.approver), 401, "key-needed")


def test_a_key_that_only_asks_keeps_no_list(desk, draft, call):
    refused = call.post(f"{address(draft)}/submit", None, If_Match=draft.headers["ETag"])
    _refused(refused, 403, "not-allowed")


def test_a_withdrawal_and_a_reversion_need_four_eyes(desk, call):
    first = call.get("/v1/editions").json()["results"][0]["location"]
    ended = done(desk.approver.post(f"{first}/withdraw", {"reason": "By mistake."}), 201)
    _refused(desk.step("approve", ended, desk.approver), 403, "four-eyes")
    done(desk.step("discard", ended, desk.editor))
    back = done(desk.approver.post(f"{first}/revert", None), 201)
    submitted = done(desk.step("submit", desk.revise(back, added()), desk.editor))
    _refused(desk.step("approve", submitted, desk.approver), 403, "four-eyes")
