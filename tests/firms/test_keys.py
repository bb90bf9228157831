"""API keys: shown once, kept as a hash, refused when they no longer hold."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from firms import api_keys
from firms.models import DEFAULT_SCOPES, ApiKey, Firm, Scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return Firm.objects.create(name="Nordtuch GmbH")


def test_a_new_key_is_the_firms(firm):
    found = api_keys.verify(api_keys.issue(firm=firm))
    assert found is not None
    assert found.firm == firm
    assert found.scopes == list(DEFAULT_SCOPES)


def test_the_secret_is_nowhere_in_the_database(firm):
    text = api_keys.issue(firm=firm)
    secret = text.split("_", 2)[2]
    stored = ApiKey.objects.get()
    assert secret.encode() not in bytes(stored.digest)
    assert secret not in str(stored.__dict__)


def test_two_keys_of_a_firm_hold_at_once(firm):
    first, second = api_keys.issue(firm=firm), api_keys.issue(firm=firm)
    assert first != second
    assert api_keys.verify(first)
    assert api_keys.verify(second)


def test_a_key_with_one_letter_changed_is_refused(firm):
    text = api_keys.issue(firm=firm)
    last = "A" if text[-2] != "A" else "B"
    assert api_keys.verify(text[:-2] + last + text[-1]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - dt.timedelta(seconds=1)},
    ],
    ids=["revoked", "expired"],
)
def test_a_key_that_no_longer_holds_is_refused(firm, change):
    text = api_keys.issue(firm=firm)
    ApiKey.objects.update(**change)
    assert api_keys.verify(text) is None


@given(st.text(max_size=80))
def test_no_other_text_is_a_key(text):
    assert api_keys.verify(text) is None
    assert api_keys.verify("rh_" + text) is None


def test_a_scope_that_does_not_exist_cannot_be_stored(firm):
    with pytest.raises(IntegrityError, match="key_has_known_scopes"), transaction.atomic():
        api_keys.issue(firm=firm, scopes=["rule"])


def test_the_command_prints_a_key_and_makes_the_firm(capsys):
    call_command("issue_key", "Nordtuch GmbH", "--scopes", "read")
    found = api_keys.verify(capsys.readouterr().out.strip())
    assert found is not None
    assert found.firm.name == "Nordtuch GmbH"


def test_the_command_adds_a_key_to_a_firm_that_is_there(firm, capsys):
    call_command("issue_key", firm.name)
    assert Firm.objects.count() == 1


@pytest.fixture
def curator():
    return User.objects.create_user("editor", email="editor@example.org")


def test_a_key_that_curates_is_its_curators(firm, curator):
    found = api_keys.verify(api_keys.issue(firm=firm, scopes=[Scope.CURATE], curator=curator))
    assert found is not None
    assert found.curator == curator


def test_a_key_cannot_curate_for_nobody(firm):
    with pytest.raises(IntegrityError, match="has_a_curator"), transaction.atomic():
        api_keys.issue(firm=firm, scopes=[*DEFAULT_SCOPES, Scope.CURATE])


def test_a_key_dies_when_its_curator_leaves(firm, curator):
    text = api_keys.issue(firm=firm, scopes=[Scope.CURATE], curator=curator)
    User.objects.update(is_active=False)
    assert api_keys.verify(text) is None


def test_the_command_binds_a_key_to_a_curator(curator, capsys):
    call_command("issue_key", "Office", "--scopes", "curate", "--curator", "Editor@example.org")
    found = api_keys.verify(capsys.readouterr().out.strip())
    assert found is not None
    assert (found.curator, found.scopes) == (curator, [Scope.CURATE])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--scopes", "curate", "--curator", "nobody@example.org"], "no active user"),
        (["--scopes", "curate"], "go together"),
        (["--curator", "editor@example.org"], "go together"),
    ],
)
def test_a_key_that_cannot_be_is_refused_and_makes_no_firm(curator, words, said):
    with pytest.raises(CommandError, match=said):
        call_command("issue_key", "Office", *words)
    assert not Firm.objects.exists()


def test_two_users_of_one_address_are_told_apart_by_nobody(curator):
    User.objects.create_user("other", email="EDITOR@example.org")
    with pytest.raises(CommandError, match="several"):
        call_command("issue_key", "Office", "--scopes", "curate", "--curator", curator.email)
