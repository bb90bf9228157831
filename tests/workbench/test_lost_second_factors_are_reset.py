"""An operator takes away a lost second factor: the account logs in by password, and nobody else's
factors or sessions are touched.
"""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from structlog.testing import capture_logs

from tests.workbench.conftest import PASSWORD, Visitor, enter

pytestmark = pytest.mark.django_db


def with_factor(firm, email: str) -> User:
    account = enter(firm, email, password=PASSWORD).user
    Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=account, type="recovery_codes", data={"seed": "x"})
    return account


def test_the_account_logs_in_by_password_alone_again(firm):
    account = with_factor(firm, "ada@nordtuch.example")
    other = with_factor(firm, "bo@nordtuch.example")
    ada = Visitor()
    ada.press("/accounts/login", login="ada@nordtuch.example", password=PASSWORD)
    assert "Nordtuch GmbH" not in ada.look("/")
    with capture_logs() as logged:
        call_command("reset_second_factor", "ADA@nordtuch.example", reason="a lost telephone")
    assert not Authenticator.objects.filter(user=account).exists()
    assert Authenticator.objects.filter(user=other).count() == 2
    (line,) = [one for one in logged if one["event"] == "second factors reset"]
    assert (line["account"], line["reason"], line["factors"]) == (account.pk, "a lost telephone", 2)
    again = Visitor()
    again.press("/accounts/login", login="ada@nordtuch.example", password=PASSWORD)
    assert "Nordtuch GmbH" in again.page


def test_its_sessions_end(firm):
    account = enter(firm, "ada@nordtuch.example", password=PASSWORD).user
    thief = Visitor()
    thief.press("/accounts/login", login="ada@nordtuch.example", password=PASSWORD)
    assert "Nordtuch GmbH" in thief.look("/")
    call_command("reset_second_factor", account.username, reason="a stolen computer")
    assert "Nordtuch GmbH" not in thief.look("/")


@pytest.mark.parametrize(
    ("name", "reason", "told"),
    [("nobody", "lost", "no account"), ("ada@nordtuch.example", " ", "say why")],
)
def test_it_says_what_is_wrong_and_changes_nothing(firm, name, reason, told):
    with_factor(firm, "ada@nordtuch.example")
    with pytest.raises(CommandError, match=told):
        call_command("reset_second_factor", name, reason=reason)
    assert Authenticator.objects.count() == 2
