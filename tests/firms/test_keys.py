"""API keys: shown once, kept as a hash, refused when they no longer hold."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from firms import keys
from firms.models import ApiKey, Firm, Scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return Firm.objects.create(name="Nordtuch GmbH")


def test_a_new_key_is_the_firms(firm):
    found = keys.verify(keys.issue(firm=firm))
    assert found is not None
    assert found.firm == firm
    assert found.scopes == [Scope.ASK]


def test_the_secret_is_nowhere_in_the_database(firm):
    text = keys.issue(firm=firm)
    secret = text.split("_", 2)[2]
    stored = ApiKey.objects.get()
    assert secret.encode() not in bytes(stored.digest)
    assert secret not in str(stored.__dict__)


def test_two_keys_of_a_firm_hold_at_once(firm):
    first, second = keys.issue(firm=firm), keys.issue(firm=firm)
    assert first != second
    assert keys.verify(first)
    assert keys.verify(second)


def test_a_key_with_one_letter_changed_is_refused(firm):
    text = keys.issue(firm=firm)
    last = "A" if text[-2] != "A" else "B"
    assert keys.verify(text[:-2] + last + text[-1]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - dt.timedelta(seconds=1)},
    ],
    ids=["revoked", "expired"],
)
def test_a_key_that_no_longer_holds_is_refused(firm, change):
    text = keys.issue(firm=firm)
    ApiKey.objects.update(**change)
    assert keys.verify(text) is None


@given(st.text(max_size=80))
def test_no_other_text_is_a_key(text):
    assert keys.verify(text) is None
    assert keys.verify("rh_" + text) is None


def test_a_scope_that_does_not_exist_cannot_be_stored(firm):
    with pytest.raises(IntegrityError, match="key_has_known_scopes"), transaction.atomic():
        keys.issue(firm=firm, scopes=["rule"])


def test_the_command_prints_a_key_and_makes_the_firm(capsys):
    call_command("issue_key", "Nordtuch GmbH", "--scopes", "ask")
    found = keys.verify(capsys.readouterr().out.strip())
    assert found is not None
    assert found.firm.name == "Nordtuch GmbH"


def test_the_command_adds_a_key_to_a_firm_that_is_there(firm, capsys):
    call_command("issue_key", firm.name)
    assert Firm.objects.count() == 1
