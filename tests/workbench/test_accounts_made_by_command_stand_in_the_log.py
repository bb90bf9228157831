"""What an operator types to make a curator, or to change a password, stands in the security log."""

from typing import Any

import pytest
import structlog
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from core.models import SecurityEvent

pytestmark = pytest.mark.django_db
PASSWORD = "a long walk uphill"


class Terminal:
    """What a command reads, where a person types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def own_process(monkeypatch):
    """A command has a process of its own, and a person types the password twice."""
    structlog.contextvars.clear_contextvars()
    monkeypatch.setattr("getpass.getpass", lambda prompt="": PASSWORD)


def told():
    return list(
        SecurityEvent.objects.order_by("id").values_list("kind", "subject", "account", "address")
    )


def make_superuser(**given: Any):
    call_command("createsuperuser", email="wei@ronghe.example", verbosity=0, **given)
    return User.objects.get(username="wei")


def test_a_superuser_that_is_made_without_a_terminal():
    wei = make_superuser(username="wei", interactive=False)
    assert told() == [("account-changed", f"account:{wei.pk}", None, "")]


def test_a_superuser_whose_name_is_typed_after_one_that_is_taken(monkeypatch):
    User.objects.create_user("ada")
    typed = iter(["ada", "wei"])
    monkeypatch.setattr("builtins.input", lambda prompt="": next(typed))
    wei = make_superuser(stdin=Terminal())
    assert told() == [("account-changed", f"account:{wei.pk}", None, "")]


def test_a_superuser_that_is_not_made_is_not_recorded():
    make_superuser(username="wei", interactive=False)
    with pytest.raises(CommandError, match="already taken"):
        make_superuser(username="wei", interactive=False)
    assert len(told()) == 1


def test_a_changed_password():
    wei = User.objects.create_user("wei", password="another walk uphill")
    call_command("changepassword", "wei", verbosity=0)
    wei.refresh_from_db()
    assert wei.check_password(PASSWORD)
    assert told() == [("password-changed", f"account:{wei.pk}", None, "")]


def test_a_password_that_is_refused_is_not_recorded(monkeypatch):
    User.objects.create_user("wei", password="another walk uphill")
    monkeypatch.setattr("getpass.getpass", lambda prompt="": "short")
    with pytest.raises(CommandError, match="Aborting"):
        call_command("changepassword", "wei", verbosity=0)
    assert told() == []


def test_no_other_saving_is_recorded_afterwards():
    make_superuser(username="wei", interactive=False).save()
    assert len(told()) == 1
    assert PASSWORD not in str(list(SecurityEvent.objects.values()))
