"""Guesses at a curator's password end after a few, and a password alone does not open the desk."""

import time

import pytest
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import is_mfa_enabled
from django.core import mail
from django.core.management import call_command
from django.test import Client

from firms import members
from firms.models import Role
from tests.priorities.curators import staff
from tests.workbench.conftest import PASSWORD, Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver(db, settings):
    settings.DESK_NEEDS_SECOND_FACTOR = True
    return staff("wei", "Approvers", password=PASSWORD)


def totp(secret):
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30))


def log_in(visitor, **fields: str):
    visitor.press("/accounts/login", login="wei", password=PASSWORD, **fields)


def set_up_app(visitor):
    """The secret of an authenticator, set up as its owner would."""
    visitor.press("/accounts/again?next=/accounts/factors/app", password=PASSWORD)
    secret = visitor.client.session["mfa.totp.secret"]
    visitor.press("/accounts/factors/app", code=totp(secret))
    return secret


def tries(guess):
    """How many of a hundred guesses were compared with the password."""
    return sum("not correct" in guess(n) for n in range(100))


def test_a_hundred_guesses_at_one_name_from_a_hundred_addresses_are_stopped(approver):
    def guess(n):
        visitor = Visitor()
        visitor.client = Client(HTTP_ACCEPT="text/html", REMOTE_ADDR=f"198.51.100.{n}")
        return visitor.press("/accounts/login", login="wei", password=f"guess {n}")

    assert tries(guess) == 5
    late = Visitor()
    log_in(late)
    assert "Too many failed" in late.page


def test_a_hundred_guesses_from_one_address_at_a_hundred_names_are_stopped(approver):
    visitor = Visitor()
    assert tries(lambda n: visitor.press("/accounts/login", login=f"n{n}", password="x")) <= 10


def test_a_mailed_code_is_for_members_and_not_for_curators(approver, firm, nobody):
    members.set_member(firm=firm, email="wei@ronghe.example", role=Role.OWNER)
    nobody.press("/accounts/login/code", email="wei@ronghe.example")
    assert nobody.status == 200
    nobody.press("/accounts/password/reset", email="wei@ronghe.example")
    assert mail.outbox == []


def test_a_password_alone_leads_to_the_second_factor(approver, nobody):
    log_in(nobody, next="/admin/")
    assert nobody.answer.redirect_chain[-1][0].startswith("/accounts/factors")
    assert "second factor" in nobody.page
    nobody.look("/admin/priorities/edition/", follow=False)
    assert nobody.status == 302
    assert nobody.answer["Location"].startswith("/admin/login/")


def test_with_both_the_desk_opens(approver, nobody):
    log_in(nobody)
    secret = set_up_app(nobody)
    # The factor is there, but this session did not prove it yet.
    nobody.look("/admin/")
    assert "/accounts/again/second" in nobody.answer.redirect_chain[-1][0]
    nobody.press("/accounts/again/second?next=/admin/", code=totp(secret))
    assert nobody.answer.redirect_chain[-1][0] == "/admin/"
    assert nobody.status == 200


def test_a_password_by_which_nobody_could_log_in_is_not_set_by_the_session(approver):
    approver.set_unusable_password()
    approver.save()
    visitor = Visitor(approver)
    visitor.press("/accounts/password/set", password1="other words 1", password2="other words 1")
    approver.refresh_from_db()
    assert not approver.has_usable_password()


def test_an_idle_desk_closes(approver, nobody, monkeypatch):
    log_in(nobody)
    secret = set_up_app(nobody)
    nobody.press("/accounts/again/second?next=/admin/", code=totp(secret))
    now = time.time()
    monkeypatch.setattr("pages.accounts.desk_entry.time", lambda: now + 7.9 * 3600)
    nobody.look("/admin/", follow=False)
    assert nobody.status == 200
    monkeypatch.setattr("pages.accounts.desk_entry.time", lambda: now + 16 * 3600)
    nobody.look("/admin/")
    assert nobody.answer.redirect_chain[-1][0].startswith("/accounts/login")
    assert "_auth_user_id" not in nobody.client.session


def test_an_operator_takes_away_a_lost_factor_and_ends_the_sessions(approver, nobody, capsys):
    log_in(nobody)
    set_up_app(nobody)
    call_command("reset_second_factor", "wei", reason="a lost telephone")
    assert capsys.readouterr().out == "wei: second factors deleted: 2; its sessions have ended\n"
    nobody.look("/accounts/factors")
    assert nobody.answer.redirect_chain[-1][0].startswith("/accounts/login")
    assert not is_mfa_enabled(approver)


def test_in_development_a_password_is_enough(approver, nobody, settings):
    settings.DESK_NEEDS_SECOND_FACTOR = False
    log_in(nobody, next="/admin/")
    assert nobody.answer.redirect_chain[-1][0] == "/admin/"
