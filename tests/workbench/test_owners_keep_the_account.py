"""The account: members, keys and webhooks of a firm; what a role may not do is refused."""

import re

import pytest
from django.conf import settings

from core.clock import today
from firms import api_keys
from firms.models import ApiKey, Firm, KeyUsage, Member
from tests.api.caller import SCHEMA
from webhooks.endpoints import registration
from webhooks.endpoints.registration import EndpointSpec
from webhooks.models import Delivery, Endpoint

OWNERS_ALONE = (
    "/account/keys",
    "/account/members",
    "/account/members/1",
    "/account/members/1/remove",
)


@pytest.fixture
def endpoint(firm, monkeypatch) -> Endpoint:
    monkeypatch.setattr(settings, "WEBHOOK_ALLOW_LOOPBACK", True)
    spec = EndpointSpec(url="http://127.0.0.1:9/in", description="our systems")
    return registration.create_endpoint(firm=firm, spec=spec)[0]


@pytest.mark.parametrize("path", OWNERS_ALONE)
def test_members_and_keys_are_for_owners(analyst, viewer, path):
    for visitor in (analyst, viewer):
        visitor.press(path, email="a@b.example", role="owner")
        assert visitor.status == 403
    analyst.look("/account/keys")
    assert analyst.status == 403
    assert "analyst@" in analyst.look("/account")
    assert "viewer@" not in analyst.page


def test_an_owner_enters_changes_and_removes_a_member(owner, firm):
    owner.press("/account/members", email="Eve@nordtuch.example", role="viewer")
    assert "Eve@nordtuch.example may log in now" in owner.text
    eve = Member.objects.get(email="Eve@nordtuch.example")
    key = api_keys.create_key(firm=firm, spec=api_keys.KeySpec(scopes=["read"], member=eve))[0]
    owner.press(f"/account/members/{eve.pk}", role="analyst")
    eve.refresh_from_db()
    assert eve.role == "analyst"
    owner.press(f"/account/members/{eve.pk}/remove")
    assert "1 keys are revoked" in owner.text
    assert not Member.objects.filter(pk=eve.pk).exists()
    key.refresh_from_db()
    assert not key.is_live


def test_an_owner_cannot_end_the_own_role(owner, firm):
    own = Member.objects.get(firm=firm)
    for path in (f"/account/members/{own.pk}", f"/account/members/{own.pk}/remove"):
        owner.press(path, role="viewer")
        assert owner.status == 403
    owner.press("/account/members", email=own.email.upper(), role="viewer")
    own.refresh_from_db()
    assert (owner.status, own.role) == (403, "owner")


def test_an_address_that_is_none_is_told(owner):
    owner.press("/account/members", email="nobody", role="viewer")
    assert owner.status == 400
    assert "errorlist" in owner.page


def test_a_key_is_shown_once_and_does_what_it_may(owner, firm):
    fields = {"name": "ERP", "scopes": ["read", "write"], "networks": "203.0.113.9、10.0.0.0/8"}
    owner.press("/account/keys", **fields, expires_on="2999-12-31")
    key = ApiKey.objects.get()
    text = owner.page.split('class="copied-text">')[1].split("<")[0]
    assert api_keys.verify(text) == key
    assert (key.name, key.scopes) == ("ERP", ["read", "write"])
    assert key.networks == ["203.0.113.9/32", "10.0.0.0/8"]
    assert text not in owner.look("/account/keys")
    assert "ERP" in owner.page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "x", "scopes": ["curate"]}, "curate"),
        ({"name": "x", "scopes": ["read"], "networks": "10.0.0.1/8"}, "10.0.0.0/8"),
        ({"name": "x", "scopes": ["read"], "expires_on": "2020-01-01"}, "lies in the past"),
        ({"name": "x", "scopes": []}, "required"),
    ],
)
def test_settings_of_a_key_that_do_not_hold_are_told(owner, fields, said):
    owner.press("/account/keys", **fields)
    assert (owner.status, said in owner.page) == (400, True)
    assert not ApiKey.objects.exists()


def test_a_member_of_another_firm_gets_no_key_here(owner, rival):
    stranger = Member.objects.get(firm__name="Rival SA")
    owner.press("/account/keys", name="x", scopes=["read"], member=stranger.pk)
    assert owner.status == 400
    assert not ApiKey.objects.exists()


def test_a_key_is_rotated_and_revoked(owner, firm):
    key = api_keys.create_key(firm=firm, spec=api_keys.KeySpec(name="ERP"))[0]
    owner.press(f"/account/keys/{key.prefix}/rotate")
    successor = ApiKey.objects.get(replaces=key)
    assert f"rh_{successor.prefix}_" in owner.page
    owner.press(f"/account/keys/{key.prefix}/rotate")
    assert owner.status == 409
    owner.press(f"/account/keys/{successor.prefix}/revoke")
    successor.refresh_from_db()
    assert not successor.is_live


def test_a_curators_key_is_rotated_by_the_curator_alone(owner, firm, admin_user):
    spec = api_keys.KeySpec(scopes=["curate"], curator=admin_user)
    key = api_keys.create_key(firm=firm, spec=spec)[0]
    owner.press(f"/account/keys/{key.prefix}/rotate")
    assert owner.status == 403


def test_what_is_another_firms_is_not_there(owner, rival, firm, endpoint):
    key = api_keys.create_key(firm=firm, spec=api_keys.KeySpec())[0]
    member = Member.objects.get(firm=firm)
    hook = f"/account/webhooks/{endpoint.pk}"
    for path in (
        f"/account/keys/{key.prefix}/revoke",
        f"/account/keys/{key.prefix}/rotate",
        f"/account/members/{member.pk}",
        f"/account/members/{member.pk}/remove",
        f"{hook}/secret",
        f"{hook}/do/delete",
        f"{hook}/deliveries/1/resend",
    ):
        rival.press(path, role="viewer")
        assert rival.status == 404, path
    rival.look(hook)
    assert rival.status == 404
    assert "127.0.0.1:9" not in rival.look("/account/webhooks")
    assert key.prefix not in rival.look("/account/keys")


def test_a_viewer_sees_no_webhooks(viewer, endpoint):
    for path in ("/account/webhooks", f"/account/webhooks/{endpoint.pk}"):
        viewer.look(path)
        assert viewer.status == 403


def test_an_address_is_named_and_its_secret_shown_once(analyst, firm, places):
    fields = {"url": "https://example.org/in", "provinces": ["440000"], "types": ["webhook.test"]}
    analyst.press("/account/webhooks", **fields)
    row = Endpoint.objects.get()
    assert (row.topics, row.types, row.firm) == (["province:440000"], ["webhook.test"], firm)
    assert "whsec_" in analyst.page
    assert "whsec_" not in analyst.look("/account/webhooks")


def test_an_address_that_events_cannot_go_to_is_told(analyst, places):
    analyst.press("/account/webhooks", url="http://10.0.0.1/in")
    assert analyst.status == 400
    assert "errorlist" in analyst.page
    assert not Endpoint.objects.exists()


def test_an_endpoint_is_tested_switched_sent_again_and_deleted(analyst, endpoint):
    hook = f"/account/webhooks/{endpoint.pk}"
    analyst.press(f"{hook}/do/test")
    assert "webhook.test" in analyst.page
    delivery = Delivery.objects.get()
    analyst.press(f"{hook}/deliveries/{delivery.pk}/resend")
    assert analyst.status == 409
    Delivery.objects.update(state="exhausted")
    analyst.press(f"{hook}/do/recover")
    assert "1 deliveries are sent again." in analyst.text
    Delivery.objects.update(state="exhausted")
    analyst.press(f"{hook}/deliveries/{delivery.pk}/resend")
    delivery.refresh_from_db()
    assert delivery.state == "pending"
    analyst.press(f"{hook}/do/off")
    assert "switched off" in analyst.page
    analyst.press(f"{hook}/do/test")
    assert analyst.status == 409
    analyst.press(f"{hook}/do/on")
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.description) == ("active", "our systems")
    analyst.press(f"{hook}/secret")
    assert "whsec_" in analyst.page
    analyst.press(f"{hook}/do/nonsense")
    assert analyst.status == 404
    analyst.press(f"{hook}/do/delete")
    analyst.look(hook)
    assert analyst.status == 404


def test_usage_is_drawn_by_day_and_is_the_firms_own(owner, rival, firm):
    key = api_keys.create_key(firm=firm, spec=api_keys.KeySpec(name="ERP"))[0]
    KeyUsage.objects.create(
        key=key, day=today(), group="partners", requests=7431, refused=2, last_at=key.created_at
    )
    owner.look("/account/usage")
    assert "7431 answers" in owner.text
    assert '<rect class="refused"' in owner.page
    assert "Partners 7431" in owner.text
    assert "7431" not in rival.look("/account/usage")
    assert Firm.objects.count() == 2


def test_usage_tells_in_words_what_each_route_of_the_api_is_about(chinese, firm):
    routes = [path.removeprefix("/v1/") for path in SCHEMA["paths"] if path.startswith("/v1/")]
    words = sorted({re.split(r"[/.]", route)[0] for route in routes} | {"mcp"})
    # Of each key the five words are told under which it asked most.
    for at in range(0, len(words), 5):
        key = api_keys.create_key(firm=firm, spec=api_keys.KeySpec(name="ERP"))[0]
        for word in words[at : at + 5]:
            KeyUsage.objects.create(
                key=key, day=today(), group=word, requests=7431, refused=0, last_at=key.created_at
            )
    chinese.look("/account/usage")
    assert "智能体（MCP） 7431" in chinese.text
    assert [word for word in words if f"{word} 7431" in chinese.text] == []
