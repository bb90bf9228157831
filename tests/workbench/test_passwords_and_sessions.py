"""What a password must be, how it is changed, and where sessions begin and end."""

import re

import pytest
from django.contrib.sessions.models import Session

from tests.workbench.conftest import PASSWORD, Visitor, enter

pytestmark = pytest.mark.django_db
OTHER = " a longer walk, to the other mill "


@pytest.fixture
def ada(firm, nobody):
    """A member who has typed her password."""
    enter(firm, "ada@nordtuch.example", password=PASSWORD)
    nobody.press("/accounts/login", login="ada@nordtuch.example", password=PASSWORD)
    return nobody


def _log_in(password: str) -> bool:
    visitor = Visitor()
    visitor.press("/accounts/login", login="ada@nordtuch.example", password=password)
    return "Nordtuch GmbH" in visitor.page


def _change(visitor: Visitor, current: str, to: str) -> None:
    visitor.press("/accounts/password", oldpassword=current, password1=to, password2=to)


def test_a_password_is_changed_by_who_knows_the_current_one(ada):
    _change(ada, "guessed", OTHER)
    assert _log_in(PASSWORD)
    _change(ada, PASSWORD, OTHER)
    assert _log_in(OTHER)
    assert not _log_in(PASSWORD)


@pytest.mark.parametrize("typed", [OTHER.strip(), OTHER.upper(), OTHER[:-3]])
def test_a_password_is_neither_trimmed_nor_cut(ada, typed):
    _change(ada, PASSWORD, OTHER)
    assert not _log_in(typed)


@pytest.mark.parametrize("weak", ["seven77", "password1", "qwertyuiop", "ada@nordtuch.example"])
def test_a_short_or_common_password_is_refused(ada, weak):
    _change(ada, PASSWORD, weak)
    assert not _log_in(weak)
    assert _log_in(PASSWORD)


def test_words_in_small_letters_are_enough(ada):
    _change(ada, PASSWORD, "correct horse battery staple")
    assert _log_in("correct horse battery staple")


def test_the_fields_mask_what_is_typed_and_let_managers_fill_it(ada):
    page = ada.look("/accounts/password")
    fields = re.findall(r"<input[^>]*name=\"(?:oldpassword|password\d)\"[^>]*>", page)
    assert len(fields) >= 2
    for field in fields:
        assert 'type="password"' in field
        assert 'autocomplete="off"' not in field


def test_a_log_in_begins_a_session_of_its_own(firm):
    enter(firm, "ada@nordtuch.example", password=PASSWORD)
    visitor, planted = Visitor(), "a" * 32
    visitor.client.cookies["sessionid"] = planted
    visitor.press("/accounts/login", login="ada@nordtuch.example", password=PASSWORD)
    first = visitor.client.session.session_key
    assert first not in (None, planted)
    visitor.press("/accounts/logout")
    visitor.press("/accounts/login", login="ada@nordtuch.example", password=PASSWORD)
    assert visitor.client.session.session_key != first


def test_a_log_out_ends_the_session_for_whoever_kept_it(ada):
    kept = ada.client.session.session_key
    ada.press("/accounts/logout")
    assert not Session.objects.filter(session_key=kept).exists()
    thief = Visitor()
    thief.client.cookies["sessionid"] = kept
    assert "Nordtuch" not in thief.look("/")
