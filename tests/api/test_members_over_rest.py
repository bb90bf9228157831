"""/v1/members: an owner enters the people of the firm, gives roles, and removes them."""

import pytest

from firms import api_keys
from firms.api_keys import KeySpec
from firms.models import Firm, Member, Role, Scope
from tests.api.caller import Caller

pytestmark = pytest.mark.django_db
ANALYST = {"email": "sourcing@nordtuch.example", "role": "analyst"}


def enter(call, body=ANALYST):
    made = call.post("/v1/members", body)
    assert made.status_code == 201, made.content
    return made.headers["Location"]


def key_of(firm, address, scopes=(Scope.READ, Scope.WRITE)):
    member = Member.objects.get(pk=address.rsplit("/", 1)[1])
    return Caller(api_keys.create_key(firm=firm, spec=KeySpec(scopes=scopes, member=member))[1])


def test_a_member_is_entered_and_listed(call):
    address = enter(call)
    assert call.get(address).json() == call.get("/v1/members").json()["results"][0]
    assert call.get(address).json()["role"] == "analyst"


def test_a_known_address_gets_the_role(call):
    address = enter(call)
    again = call.post("/v1/members", {"email": "SOURCING@nordtuch.example", "role": "viewer"})
    assert (again.status_code, again.headers["Location"]) == (200, address)
    assert Member.objects.get().role == Role.VIEWER


def test_the_keys_of_a_member_follow_the_role_at_once(call, firm):
    address = enter(call)
    theirs = key_of(firm, address)
    assert theirs.post("/v1/rank", {}).status_code == 400  # it may ask
    call.put(address, {"role": "viewer"})
    assert (
        theirs("DELETE", "/v1/shortlists/1b0a7b0e-0000-4000-8000-000000000000").status_code == 403
    )


def test_a_removed_member_leaves_no_address_and_no_live_key(call, firm):
    address = enter(call)
    theirs = key_of(firm, address)
    assert call("DELETE", address).json() == {"revoked_keys": 1}
    assert not Member.objects.exists()
    assert theirs.get("/v1/me").status_code == 401
    assert call.get(address).status_code == 404


@pytest.mark.parametrize("role", [Role.ANALYST, Role.VIEWER])
def test_only_an_owner_keeps_members(call, firm, role):
    theirs = key_of(firm, enter(call, {**ANALYST, "role": role}), scopes=[Scope.READ])
    assert theirs.get("/v1/members").status_code == 403
    assert theirs.post("/v1/members", ANALYST).status_code == 403


def test_an_owner_does_not_end_the_own_role(call, firm):
    address = enter(call, {**ANALYST, "role": "owner"})
    own = key_of(firm, address)
    for refused in (own.put(address, {"role": "viewer"}), own("DELETE", address)):
        assert refused.status_code == 403
        assert "another owner" in refused.json()["detail"]
    assert own.post("/v1/members", {**ANALYST, "role": "viewer"}).status_code == 403
    assert Member.objects.get().role == Role.OWNER


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"email": "nobody", "role": "viewer"}, "/email"),
        ({**ANALYST, "role": "editor"}, "/role"),
        ({"email": "a@nordtuch.example"}, "/role"),
        ({**ANALYST, "name": "A Person"}, "/name"),
    ],
)
def test_faults_are_told_and_change_nothing(call, body, pointer):
    refused = call.post("/v1/members", body)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["pointer"] == pointer
    assert not Member.objects.exists()


def test_a_member_of_another_firm_is_as_a_missing_one(call):
    other = Member.objects.create(firm=Firm.objects.create(name="Stranger SA"), email="a@b.example")
    assert call.get(f"/v1/members/{other.pk}").status_code == 404
    assert call("DELETE", f"/v1/members/{other.pk}").status_code == 404
    assert Member.objects.count() == 1
