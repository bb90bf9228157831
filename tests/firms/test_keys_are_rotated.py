"""A rotated key and its successor both hold for a while; never three at once."""

import datetime as dt

import pytest
from django.utils import timezone

from firms import api_keys, members
from firms.errors import KeyRefused, KeySpecInvalid
from firms.models import ApiKey, Firm, Role, Scope

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def firm():
    return Firm.objects.create(name="Nordtuch GmbH")


@pytest.fixture
def first(firm):
    spec = api_keys.KeySpec(scopes=[Scope.READ], name="export", networks=["203.0.113.0/24"])
    return api_keys.create_key(firm=firm, spec=spec)


def test_both_keys_hold_for_the_overlap(first):
    key, text = first
    new, new_text = api_keys.rotate_key(key, overlap=HOUR)
    assert api_keys.verify(text) == key
    assert api_keys.verify(new_text) == new
    key.refresh_from_db()
    assert HOUR - dt.timedelta(minutes=1) < key.expires_at - timezone.now() <= HOUR
    assert (new.scopes, new.name, new.networks) == (key.scopes, key.name, key.networks)


def test_without_an_overlap_only_the_new_key_holds(first):
    key, text = first
    _, new_text = api_keys.rotate_key(key, overlap=dt.timedelta())
    assert api_keys.verify(text) is None
    assert api_keys.verify(new_text)


def test_a_second_rotation_ends_the_first_key(first):
    key, text = first
    new, new_text = api_keys.rotate_key(key)
    _, newest = api_keys.rotate_key(new)
    assert api_keys.verify(text) is None
    assert api_keys.verify(new_text)
    assert api_keys.verify(newest)


def test_a_key_is_rotated_once(first):
    api_keys.rotate_key(first[0])
    with pytest.raises(KeyRefused, match="rotated already"):
        api_keys.rotate_key(first[0])


def test_a_revoked_key_has_no_successor(first):
    api_keys.revoke_key(first[0])
    with pytest.raises(KeyRefused, match="revoked or expired"):
        api_keys.rotate_key(first[0])


def test_the_overlap_never_lengthens_a_life(firm):
    end = timezone.now() + HOUR
    key, _ = api_keys.create_key(firm=firm, spec=api_keys.KeySpec(expires_at=end))
    new, _ = api_keys.rotate_key(key, overlap=24 * HOUR)
    key.refresh_from_db()
    assert key.expires_at == end
    assert new.expires_at - new.created_at <= HOUR + dt.timedelta(minutes=1)


def test_a_revocation_keeps_its_time(first):
    once = api_keys.revoke_key(first[0]).revoked_at
    assert api_keys.revoke_key(first[0]).revoked_at == once


def test_the_twenty_first_live_key_is_refused(firm):
    keys = [api_keys.issue(firm=firm) for _ in range(20)]
    with pytest.raises(KeyRefused, match="at most 20"):
        api_keys.issue(firm=firm)
    api_keys.revoke_key(api_keys.verify(keys[0]))
    assert api_keys.issue(firm=firm)


@pytest.mark.parametrize(
    ("differs", "pointer"),
    [
        ({"networks": ["203.0.113.9/24"]}, "/allowed_addresses/0"),
        ({"networks": ["198.51.100.1", "somewhere"]}, "/allowed_addresses/1"),
        ({"expires_at": timezone.now() - HOUR}, "/expires_at"),
    ],
)
def test_each_wrong_setting_is_pointed_to(firm, differs, pointer):
    with pytest.raises(KeySpecInvalid) as refused:
        api_keys.create_key(firm=firm, spec=api_keys.KeySpec(**differs))
    assert [fault.pointer for fault in refused.value.faults] == [pointer]
    assert not ApiKey.objects.exists()


def test_a_key_of_a_viewer_may_only_read(firm):
    viewer = members.set_member(firm=firm, email="v@nordtuch.example", role=Role.VIEWER)
    with pytest.raises(KeySpecInvalid, match="viewer may not have the scope write"):
        api_keys.create_key(firm=firm, spec=api_keys.KeySpec(scopes=["write"], member=viewer))


def test_a_key_follows_the_role_of_its_member(firm):
    member = members.set_member(firm=firm, email="a@nordtuch.example", role=Role.OWNER)
    key, text = api_keys.create_key(firm=firm, spec=api_keys.KeySpec(member=member))
    assert key.is_an_owners
    members.set_member(firm=firm, email="A@nordtuch.example", role=Role.VIEWER)
    found = api_keys.verify(text)
    assert found is not None
    assert not found.is_an_owners
    assert found.granted_scopes == [Scope.READ]
    assert firm.members.count() == 1


def test_a_removed_member_leaves_neither_address_nor_live_key(firm):
    member = members.set_member(firm=firm, email="a@nordtuch.example", role=Role.OWNER)
    _, text = api_keys.create_key(firm=firm, spec=api_keys.KeySpec(member=member))
    assert members.remove_member(member) == 1
    assert api_keys.verify(text) is None
    assert not firm.members.exists()
    assert ApiKey.objects.count() == 1


def test_a_firm_goes_with_its_members_and_keys(firm):
    member = members.set_member(firm=firm, email="a@nordtuch.example", role=Role.OWNER)
    api_keys.create_key(firm=firm, spec=api_keys.KeySpec(member=member))
    firm.delete()
    assert not ApiKey.objects.exists()
