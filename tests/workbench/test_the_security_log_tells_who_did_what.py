"""Log-ins, factors, keys, members, publications and exports stand in the security log, without
secrets.
"""

import re

import pytest
import structlog
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command

from core.models import SecurityEvent
from firms import api_keys, members
from firms.models import Member, Role
from tests.workbench.conftest import PASSWORD, Visitor, enter
from tests.workbench.test_curators_need_two_factors import set_up_app

pytestmark = pytest.mark.django_db


def told(*fields: str):
    """The entries since the last call of a test, oldest first."""
    return list(SecurityEvent.objects.order_by("id").values_list("kind", *fields))


@pytest.mark.django_db(transaction=True)  # a factor is told of when it is committed
def test_log_in_failure_password_factor_and_log_out(firm, nobody):
    account = enter(firm, "ada@nordtuch.example", password=PASSWORD).user
    before = SecurityEvent.objects.count()
    nobody.press("/accounts/login", login="ADA@nordtuch.example", password="typed wrongly")
    nobody.press("/accounts/login", login="a password typed as a name", password="x")
    nobody.press("/accounts/login", login="ada@nordtuch.example", password=PASSWORD)
    set_up_app(nobody)
    nobody.press(
        "/accounts/password",
        oldpassword=PASSWORD, password1="a longer walk uphill", password2="a longer walk uphill",
    )  # fmt: skip
    nobody.press("/accounts/logout")
    entries = told("account", "subject")[before:]
    assert entries == [
        ("log-in-failed", account.pk, ""),
        ("log-in-failed", None, ""),
        ("logged-in", account.pk, ""),
        ("factor-changed", account.pk, "totp_activated"),
        ("password-changed", account.pk, ""),
        ("logged-out", account.pk, ""),
    ]
    assert {one.address for one in SecurityEvent.objects.order_by("id")[before:]} == {"127.0.0.1"}
    everything = str(list(SecurityEvent.objects.values()))
    assert "typed" not in everything
    assert "ada@" not in everything


def test_a_log_in_by_a_mailed_code(firm, nobody):
    account = enter(firm, "ada@nordtuch.example", password=PASSWORD).user
    nobody.press("/accounts/login/code", email="ada@nordtuch.example")
    assert told()[-1][0] != "logged-in"
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[0].body, re.M)[0]
    nobody.press("/accounts/login/code/confirm", code=code)
    assert told("account", "address")[-1] == ("logged-in", account.pk, "127.0.0.1")
    assert code not in str(list(SecurityEvent.objects.values()))


def test_a_table_that_a_member_takes_away(world, firm, owner):
    owner.look(f"/shortlists/{world.shortlist}/export.csv")
    assert owner.status == 200
    account = Member.objects.get(firm=firm, user=owner.client.session["_auth_user_id"]).user
    assert told("account", "firm", "subject")[-1] == (
        "exported", account.pk, firm.pk, f"shortlist:{world.shortlist} csv",
    )  # fmt: skip


def test_an_address_that_is_too_long_refuses_no_log_in(firm, nobody, settings):
    settings.BEHIND_PROXY = True
    enter(firm, "ada@nordtuch.example", password=PASSWORD)
    nobody.client.defaults["HTTP_X_FORWARDED_FOR"] = "a" * 500
    nobody.press("/accounts/login", login="ada@nordtuch.example", password="typed wrongly")
    assert nobody.status == 200
    assert told("address")[-1] == ("log-in-failed", "a" * 60)


def test_a_wrong_code_of_an_authenticator(firm, nobody):
    account = enter(firm, "ada@nordtuch.example", password=PASSWORD).user
    nobody.press("/accounts/login", login="ada@nordtuch.example", password=PASSWORD)
    set_up_app(nobody)
    late = Visitor()
    late.press("/accounts/login", login="ada@nordtuch.example", password=PASSWORD)
    late.press("/accounts/login/second", code="000000")
    assert told("account")[-1] == ("factor-failed", account.pk)


def test_keys_and_members(firm, owner):
    account = Member.objects.get().user
    before = SecurityEvent.objects.count()
    owner.press("/account/keys", name="ours", scopes=["read"])
    key = firm.keys.get()
    owner.press(f"/account/keys/{key.prefix}/rotate")
    owner.press(f"/account/keys/{key.prefix}/revoke")
    owner.press("/account/members", email="bo@nordtuch.example", role="viewer")
    bo = Member.objects.get(email="bo@nordtuch.example")
    owner.press(f"/account/members/{bo.pk}/remove")
    assert told("account", "firm", "subject")[before:] == [
        ("key-created", account.pk, firm.pk, f"key:{key.prefix}"),
        ("key-rotated", account.pk, firm.pk, f"key:{key.prefix}"),
        ("key-revoked", account.pk, firm.pk, f"key:{key.prefix}"),
        ("member-set", account.pk, firm.pk, f"member:{bo.pk} viewer"),
        ("member-removed", account.pk, firm.pk, f"member:{bo.pk} viewer"),
    ]


def test_what_a_key_does_names_the_key(firm, client):
    text = api_keys.issue(firm=firm)
    prefix = text.split("_")[1]
    body = {"name": "new", "scopes": ["read"]}
    headers = {"Authorization": f"Bearer {text}", "X-Request-ID": "asked-1"}
    made = client.post("/v1/keys", body, content_type="application/json", headers=headers)
    assert made.status_code == 201, made.content
    assert told("key_prefix", "firm", "request_id")[-1] == (
        "key-created", prefix, firm.pk, "asked-1",
    )  # fmt: skip
    assert text.split("_", 2)[2] not in str(list(SecurityEvent.objects.values()))


def test_an_operator_reads_it_at_the_desk_and_changes_nothing(firm, nobody):
    api_keys.issue(firm=firm)
    members.set_member(firm=firm, email="bo@nordtuch.example", role=Role.VIEWER)
    operator = Visitor(User.objects.create_superuser("operator", "o@ronghe.example", PASSWORD))
    assert "key created" in operator.look("/admin/core/securityevent/")
    entry = SecurityEvent.objects.first()
    operator.look(f"/admin/core/securityevent/{entry.pk}/change/")
    assert operator.status == 200
    operator.press(f"/admin/core/securityevent/{entry.pk}/delete/", post="yes")
    assert operator.status == 403
    curator = User.objects.create_user("wei", password=PASSWORD, is_staff=True)
    assert Visitor(curator).client.get("/admin/core/securityevent/").status_code == 403


def test_a_change_of_an_account_at_the_desk(nobody):
    operator = User.objects.create_superuser("operator", "o@ronghe.example", PASSWORD)
    wei = User.objects.create_user("wei", "wei@ronghe.example", PASSWORD)
    desk = Visitor(operator)
    desk.press(
        f"/admin/auth/user/{wei.pk}/password/", password1="a third long walk",
        password2="a third long walk", usable_password="true",
    )  # fmt: skip
    assert told("account", "subject") == [("account-changed", operator.pk, f"account:{wei.pk}")]


def test_rotation_of_encryption_keys():
    structlog.contextvars.clear_contextvars()  # a command has a process of its own
    call_command("rotate_encryption")
    assert told("account") == [("encryption-rotated", None)]
