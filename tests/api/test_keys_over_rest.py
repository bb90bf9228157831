"""/v1/keys: an owner creates, rotates and revokes the keys of the firm; the text is shown once."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from firms import api_keys, members
from firms.api_keys import KeySpec
from firms.models import ApiKey, IdempotencyRecord, Role, Scope
from firms.usage import counter
from tests.api.caller import Caller

pytestmark = pytest.mark.django_db
SOON = (timezone.now() + dt.timedelta(days=3)).isoformat()


def caller_of(firm, role):
    """Somebody whose key is of a member with this role."""
    member = members.set_member(firm=firm, email=f"{role}@nordtuch.example", role=role)
    scopes = [scope for scope in (Scope.READ, Scope.WRITE) if role.allows(scope)]
    spec = KeySpec(scopes=scopes, member=member)
    return Caller(api_keys.create_key(firm=firm, spec=spec)[1])


def create(call, body=None, **headers: str):
    made = call.post("/v1/keys", {} if body is None else body, **headers)
    assert made.status_code == 201, made.content
    return made


def test_the_text_is_shown_once_and_works(call):
    made = create(call, {"name": "export", "scopes": ["read"], "expires_at": SOON})
    text, shown = made.json()["key"], made.json()["details"]
    assert made.headers["Location"] == f"/v1/keys/{shown['id']}"
    assert (shown["name"], shown["scopes"], shown["live"]) == ("export", ["read"], True)
    secret = text.split("_", 2)[2]
    for address in ("/v1/keys", made.headers["Location"], "/v1/me"):
        assert secret not in call.get(address).content.decode()
    new = Caller(text)
    assert new.get("/v1/datasets").status_code == 200
    assert new.post("/v1/shortlists", {}).status_code == 403


def test_who_made_a_key_is_told(call):
    mine = call.get("/v1/me").json()["key"]["id"]
    assert create(call).json()["details"]["made_by"] == mine


def test_a_new_key_may_what_the_calling_key_may(call):
    assert create(call).json()["details"]["scopes"] == ["read", "write", "webhooks"]


@pytest.mark.parametrize(
    ("body", "confined"), [({}, ["127.0.0.1/32"]), ({"allowed_addresses": []}, [])]
)
def test_a_new_key_is_confined_as_the_calling_key_if_not_told_otherwise(firm, body, confined):
    spec = KeySpec(scopes=[Scope.READ, Scope.WRITE], networks=["127.0.0.1"])
    call = Caller(api_keys.create_key(firm=firm, spec=spec)[1])
    assert create(call, body).json()["details"]["allowed_addresses"] == confined


@pytest.mark.parametrize("scopes", [["webhooks"], ["read", "suggest"]])
def test_no_key_gives_what_it_lacks(firm, scopes):
    call = Caller(api_keys.issue(firm=firm, scopes=[Scope.READ, Scope.WRITE]))
    refused = call.post("/v1/keys", {"scopes": scopes})
    assert refused.status_code == 403
    assert scopes[-1] in refused.json()["detail"]
    assert ApiKey.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"scopes": ["curate"]}, "/scopes/0"),
        ({"scopes": []}, "/scopes"),
        ({"scopes": "read"}, "/scopes"),
        ({"allowed_addresses": ["203.0.113.9/24"]}, "/allowed_addresses/0"),
        ({"allowed_addresses": [7]}, "/allowed_addresses/0"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "/expires_at"),
        ({"expires_at": "2020-01-01"}, "/expires_at"),
        ({"member": "nobody@nordtuch.example"}, "/member"),
        ({"nam": "x"}, "/nam"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(curator, body, pointer):
    refused = curator.post("/v1/keys", body)
    assert refused.status_code == 400
    assert refused.json()["type"] == "/problems/key-not-understood"
    assert [one["pointer"] for one in refused.json()["errors"]] == [pointer]


def test_a_member_of_another_firm_is_no_member(call, stranger):
    other = ApiKey.objects.exclude(firm__name="Nordtuch GmbH").get().firm
    members.set_member(firm=other, email="o@stranger.example", role=Role.OWNER)
    assert call.post("/v1/keys", {"member": "o@stranger.example"}).status_code == 400


def test_a_key_of_a_viewer_reads_and_no_more(call, firm):
    members.set_member(firm=firm, email="v@nordtuch.example", role=Role.VIEWER)
    refused = call.post("/v1/keys", {"member": "v@nordtuch.example", "scopes": ["write"]})
    assert refused.json()["errors"][0]["nearest"] == ["read"]
    made = create(call, {"member": "V@nordtuch.example", "scopes": ["read"]}).json()
    assert made["details"]["member"] == "v@nordtuch.example"
    viewer = Caller(made["key"])
    assert viewer.get("/v1/me").json()["member"]["role"] == "viewer"
    assert viewer.get("/v1/keys").status_code == 403


@pytest.mark.parametrize("role", [Role.ANALYST, Role.VIEWER])
def test_only_owners_see_and_keep_keys(firm, role):
    call = caller_of(firm, role)
    assert not call.get("/v1/me").json()["keeps_keys"]
    for method, path in (("GET", "/v1/keys"), ("POST", "/v1/keys"), ("GET", "/v1/keys/1")):
        assert call(method, path, {} if method == "POST" else None).status_code == 403


def test_an_owner_keeps_keys(firm):
    call = caller_of(firm, Role.OWNER)
    assert call.get("/v1/me").json()["keeps_keys"]
    assert create(call).json()["details"]["member"] == "owner@nordtuch.example"


def test_a_lowered_role_lowers_its_keys_at_once(firm):
    call = caller_of(firm, Role.OWNER)
    members.set_member(firm=firm, email="owner@nordtuch.example", role=Role.VIEWER)
    refused = call.post("/v1/shortlists", {})
    assert refused.status_code == 403
    assert "the role viewer" in refused.json()["detail"]
    assert call.get("/v1/me").json()["may"] == ["read"]


def test_a_revoked_key_is_refused_by_the_next_request(call):
    made = create(call)
    new = Caller(made.json()["key"])
    assert new.get("/v1/datasets").status_code == 200
    revoked = call.post(f"{made.headers['Location']}/revoke", None)
    assert revoked.json()["live"] is False
    assert new.get("/v1/datasets").status_code == 401
    again = call.post(f"{made.headers['Location']}/revoke", None)
    assert again.json()["revoked_at"] == revoked.json()["revoked_at"]


def test_a_key_revokes_itself(call):
    mine = call.get("/v1/me").json()["key"]["id"]
    assert call.post(f"/v1/keys/{mine}/revoke", None).status_code == 200
    assert call.get("/v1/me").status_code == 401


def test_a_rotated_key_and_its_successor_both_work(call):
    made = create(call, {"scopes": ["read"]})
    new = call.post(f"{made.headers['Location']}/rotate", {"overlap_hours": 1})
    assert new.status_code == 201
    body = new.json()
    assert body["details"]["replaces"] == made.json()["details"]["id"]
    assert body["old_until"] == call.get(made.headers["Location"]).json()["expires_at"]
    for text in (made.json()["key"], body["key"]):
        assert Caller(text).get("/v1/datasets").status_code == 200
    refused = call.post(f"{made.headers['Location']}/rotate", {})
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/key-refused"


def test_nobody_rotates_a_key_that_may_more(firm, call, curator):
    mine = curator.get("/v1/me").json()["key"]["id"]
    refused = call.post(f"/v1/keys/{mine}/rotate", {})
    assert refused.status_code == 403
    assert "curate" in refused.json()["detail"]
    assert curator.post(f"/v1/keys/{mine}/rotate", {}).json()["details"]["scopes"][-1] == "curate"


def test_nobody_rotates_the_key_of_another_curator(firm, curator):
    scopes = [Scope.READ, Scope.WRITE, Scope.CURATE]
    text = api_keys.issue(firm=firm, scopes=scopes, curator=User.objects.create_user("other"))
    assert curator.post(f"/v1/keys/{text.split('_')[1]}/rotate", {}).status_code == 403


def test_a_lesser_key_gets_no_stored_secret(firm, call):
    body = {"scopes": ["webhooks"]}
    create(call, body, Idempotency_Key="keys-1")
    lesser = Caller(api_keys.issue(firm=firm, scopes=[Scope.READ, Scope.WRITE]))
    assert lesser.post("/v1/keys", body, Idempotency_Key="keys-1").status_code == 403


def test_a_stored_answer_shows_no_secret_in_the_database(call):
    secret = create(call, Idempotency_Key="keys-1").json()["key"].split("_", 2)[2]
    assert secret.encode() not in bytes(IdempotencyRecord.objects.get().answer)


def test_the_twenty_first_live_key_is_refused(call):
    for _ in range(19):
        create(call)
    refused = call.post("/v1/keys", {})
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/key-refused"


def test_the_last_use_is_told(call):
    made = create(call)
    assert call.get(made.headers["Location"]).json()["last_used_at"] is None
    Caller(made.json()["key"]).get("/v1/datasets")
    counter.flush()
    assert call.get(made.headers["Location"]).json()["last_used_at"]


FORGED = {
    "X_Forwarded_For": "203.0.113.7",
    "X_Real_Ip": "203.0.113.7",
    "Forwarded": "for=203.0.113.7",
}


@pytest.fixture
def bound(firm):
    """A key for one network, from elsewhere: tests call from 127.0.0.1."""
    spec = KeySpec(networks=["203.0.113.0/24"])
    return Caller(api_keys.create_key(firm=firm, spec=spec)[1])


@pytest.mark.parametrize("headers", [{}, FORGED])
def test_a_key_is_refused_from_elsewhere_whatever_a_header_says(bound, headers):
    refused = bound.get("/v1/datasets", **headers)
    assert refused.status_code == 403
    assert "127.0.0.1" in refused.json()["detail"]


def test_a_key_is_taken_from_its_network(bound):
    assert bound.client.get("/v1/datasets", REMOTE_ADDR="203.0.113.9").status_code == 200


@pytest.mark.parametrize(
    ("forwarded", "status"),
    [("203.0.113.7", 200), ("203.0.113.7, 198.51.100.1", 403), ("198.51.100.1, 203.0.113.7", 200)],
)
def test_behind_our_proxy_only_what_the_proxy_adds_counts(bound, settings, forwarded, status):
    settings.BEHIND_PROXY = True
    assert bound.get("/v1/datasets", X_Forwarded_For=forwarded).status_code == status
