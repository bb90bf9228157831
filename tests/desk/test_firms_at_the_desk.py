"""The operator keeps firms, members and keys at the desk."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from firms import api_keys, members
from firms.api_keys import KeySpec
from firms.models import ApiKey, Firm, Member, Role, Scope
from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db
KEYS, MEMBERS = "/admin/firms/apikey/", "/admin/firms/member/"
TEXT = re.compile(r"rh_[0-9a-f]{12}_[A-Za-z0-9_-]{43}")


@pytest.fixture
def firm():
    return Firm.objects.create(name="Nordtuch GmbH")


@pytest.fixture
def operator():
    client = Client()
    client.force_login(User.objects.create_superuser("operator", "o@ronghe.example"))
    return client


def page(client, address, **query: str):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def add_key(client, firm, **differs: object):
    given = {"firm": firm.pk, "scopes": ["read"], "name": "export", "networks": ""} | differs
    return client.post(f"{KEYS}add/", given)


def press(client, address, action, row):
    given = {"action": action, "_selected_action": [row.pk]}
    return client.post(address, given, follow=True)


def test_a_new_key_is_shown_once_and_works(operator, firm):
    shown = add_key(operator, firm, networks="203.0.113.0/24, 198.51.100.1")
    assert "no-store" in shown.headers["Cache-Control"]
    (text,) = TEXT.findall(shown.content.decode())
    key = api_keys.verify(text)
    assert key is not None
    assert (key.firm, key.scopes, key.name) == (firm, [Scope.READ], "export")
    assert key.networks == ["203.0.113.0/24", "198.51.100.1/32"]
    for address in (KEYS, f"{KEYS}{key.pk}/change/", f"/admin/firms/firm/{firm.pk}/change/"):
        assert text.split("_", 2)[2] not in page(operator, address)
        assert key.prefix in page(operator, address)


@pytest.mark.parametrize(
    ("differs", "said"),
    [
        ({"networks": "203.0.113.9/24"}, "the network is 203.0.113.0/24"),
        ({"scopes": ["curate"]}, "go together"),
        ({"expires_at_0": "2020-01-01", "expires_at_1": "00:00"}, "lies in the past"),
    ],
)
def test_a_wrong_setting_is_told_at_its_field(operator, firm, differs, said):
    assert said in add_key(operator, firm, **differs).content.decode()
    assert not ApiKey.objects.exists()


def test_a_role_limits_a_key_at_the_desk_too(operator, firm):
    viewer = members.set_member(firm=firm, email="v@nordtuch.example", role=Role.VIEWER)
    refused = add_key(operator, firm, scopes=["write"], member=viewer.pk)
    assert "viewer may not have the scope write" in refused.content.decode()


def test_the_twenty_first_key_is_refused_in_words(operator, firm):
    for _ in range(20):
        api_keys.issue(firm=firm)
    refused = operator.post(f"{KEYS}add/", {"firm": firm.pk, "scopes": ["read"]}, follow=True)
    assert "at most 20 live keys" in refused.content.decode()
    assert ApiKey.objects.count() == 20


def test_keys_are_revoked_and_rotated(operator, firm):
    text = api_keys.issue(firm=firm)
    key = ApiKey.objects.get()
    (new,) = TEXT.findall(press(operator, KEYS, "rotate", key).content.decode())
    assert api_keys.verify(text)
    assert api_keys.verify(new)
    assert "rotated already" in press(operator, KEYS, "rotate", key).content.decode()
    press(operator, KEYS, "revoke", key)
    assert api_keys.verify(text) is None
    assert "revoked" in page(operator, KEYS)


def test_a_key_is_not_edited(operator, firm):
    api_keys.create_key(firm=firm, spec=KeySpec(scopes=["read"]))
    key = ApiKey.objects.get()
    operator.post(f"{KEYS}{key.pk}/change/", {"scopes": ["read", "write"]})
    key.refresh_from_db()
    assert key.scopes == ["read"]


def test_a_member_is_entered_gets_another_role_and_is_removed(operator, firm):
    given = {"firm": firm.pk, "email": "a@nordtuch.example", "role": "owner"}
    operator.post(f"{MEMBERS}add/", given)
    member = Member.objects.get()
    assert member.role == Role.OWNER
    operator.post(f"{MEMBERS}{member.pk}/change/", {"role": "viewer"})
    member.refresh_from_db()
    assert (member.role, member.email) == (Role.VIEWER, "a@nordtuch.example")
    spec = KeySpec(scopes=["read"], member=member)
    _, text = api_keys.create_key(firm=firm, spec=spec)
    assert "keys revoked: 1" in press(operator, MEMBERS, "remove", member).content.decode()
    assert api_keys.verify(text) is None
    assert not Member.objects.exists()


@pytest.mark.parametrize("address", [KEYS, MEMBERS, "/admin/firms/firm/"])
def test_curators_have_no_business_there(address):
    client = Client()
    client.force_login(staff("editor", "Editors", "Approvers"))
    assert client.get(address).status_code == 403


def test_the_menu_leads_there(operator):
    first = page(operator, "/admin/")
    for address in (KEYS, MEMBERS, "/admin/firms/firm/"):
        assert f'href="{address}"' in first
