"""Who hears of a shortlist by mail is seen at the desk, by those who may see members of firms."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from firms import members
from firms.models import Firm, Role
from matcher.briefs.submit import submit
from matcher.models import DigestMessage, DigestSubscription

LIST = "/admin/matcher/digestsubscription/"


@pytest.fixture
def digest(db: None, reference: None) -> DigestSubscription:
    firm = Firm.objects.create(name="Nordtuch GmbH")
    member = members.set_member(firm=firm, email="einkauf@nordtuch.example", role=Role.OWNER)
    asked = {"title": "Knitwear", "seeking": "manufacturer", "sectors": ["C182"]}
    kept = DigestSubscription.objects.create(
        shortlist=submit(firm=firm, asked=asked), member=member, rhythm="weekly", language="en",
        hour=9, weekday=1, last_revision=1, next_due_at="2026-12-07T01:00:00Z",
    )  # fmt: skip
    DigestMessage.objects.create(
        subscription=kept, from_revision=1, to_revision=2, subject="Two partners moved",
        text="Only for the member", html="", state="given_up", failures=5, error="550 no such box",
    )  # fmt: skip
    return kept


@pytest.fixture
def operator(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root", "root@ronghe.example"))
    return client


def test_the_list_tells_who_hears_of_what_and_when(operator, digest):
    page = operator.get(LIST).content.decode()
    for word in ("Knitwear", "Nordtuch GmbH", "einkauf@nordtuch.example", "weekly"):
        assert word in page
    assert "每周" in operator.get(LIST, headers={"Accept-Language": "zh-Hans"}).content.decode()


def test_a_digest_shows_what_became_of_its_mails_and_not_what_they_say(operator, digest):
    page = operator.get(f"{LIST}{digest.pk}/change/").content.decode()
    for word in ("Two partners moved", "refused too often", "550 no such box", "1 → 2"):
        assert word in page
    assert "Only for the member" not in page


def test_nothing_is_changed_there(operator, digest):
    assert operator.post(f"{LIST}{digest.pk}/change/", {"hour": 3}).status_code == 403
    assert operator.post(f"{LIST}{digest.pk}/delete/", {"post": "yes"}).status_code == 403
    assert operator.get(f"{LIST}add/").status_code == 403


def test_curators_see_none_of_it_unless_they_may_see_members(editor, digest):
    assert editor.get(LIST).status_code == 403
    assert editor.get(f"{LIST}{digest.pk}/change/").status_code == 403
    assert "digestsubscription" not in editor.get("/admin/").content.decode()
    user = User.objects.get(username="editor")
    user.user_permissions.add(Permission.objects.get(codename="view_member"))
    assert editor.get(LIST).status_code == 200
    assert "digestsubscription" in editor.get("/admin/").content.decode()
