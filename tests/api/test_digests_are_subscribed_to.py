"""Members of a firm are entered to hear of a shortlist by mail, and are taken out again."""

import datetime as dt

import pytest

from firms import api_keys, members
from firms.api_keys import KeySpec
from firms.models import Firm, Member, Role, Scope
from matcher.briefs import submit
from matcher.models import DigestSubscription, Shortlist
from tests.api.caller import Caller


@pytest.fixture(autouse=True)
def mail(settings):
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://ronghe.example"


@pytest.fixture
def member(firm):
    return members.set_member(firm=firm, email="buyer@nordtuch.example", role=Role.VIEWER)


@pytest.fixture
def address(shortlist, member):
    return f"{shortlist}/digests/{member.pk}"


def caller_of(member, *scopes: Scope):
    spec = KeySpec(scopes=scopes, member=member)
    return Caller(api_keys.create_key(firm=member.firm, spec=spec)[1])


def test_a_new_digest_tells_when_it_is_due_and_from_which_revision(call, address):
    made = call.put(address, {"rhythm": "weekly", "language": "zh-Hans", "weekday": "friday"})
    assert (made.status_code, made.headers["Location"]) == (201, address)
    found = made.json()
    assert (found["hour"], found["weekday"], found["last_revision"]) == (8, "friday", 1)
    due = dt.datetime.fromisoformat(found["next_due_at"])
    assert (due.isoweekday(), due.hour, due.utcoffset()) == (5, 8, dt.timedelta(hours=8))
    assert call.get(address).json() == found
    assert call.get(f"{address.rpartition('/')[0]}").json()["results"] == [found]


def test_a_second_put_changes_the_settings_and_not_what_was_told(call, address):
    call.put(address, {"rhythm": "at_once"})
    DigestSubscription.objects.update(last_revision=5)
    changed = call.put(address, {"rhythm": "daily", "hour": 17})
    assert changed.status_code == 200
    assert "Location" not in changed.headers
    assert (changed.json()["rhythm"], changed.json()["last_revision"]) == ("daily", 5)
    assert DigestSubscription.objects.count() == 1


def test_what_the_caller_has_is_not_sent_again(call, address):
    call.put(address, {"rhythm": "at_once"})
    held = call.get(address).headers["ETag"]
    assert call.get(address, If_None_Match=held).status_code == 304


def test_an_ended_digest_is_gone(call, address):
    call.put(address, {"rhythm": "at_once"})
    assert call("DELETE", address).status_code == 204
    assert call.get(address).status_code == call("DELETE", address).status_code == 404


@pytest.mark.parametrize(
    ("body", "pointer", "nearest"),
    [
        ({"rhythm": "dayly"}, "/rhythm", "daily"),
        ({"rhythm": "daily", "language": "zh-Han"}, "/language", "zh-Hans"),
        ({"rhythm": "daily", "hour": 24}, "/hour", None),
        ({"rhythm": "weekly", "weekday": "Mondy"}, "/weekday", "monday"),
        ({"rhythm": "daily", "houre": 7}, "/houre", "hour"),
        ({}, "/rhythm", None),
    ],
)
def test_settings_that_are_wrong_are_refused(call, address, body, pointer, nearest):
    refused = call.put(address, body)
    assert refused.json()["type"] == "/problems/digest-not-understood"
    (error,) = refused.json()["errors"]
    assert error["pointer"] == pointer
    assert nearest is None or error["nearest"][0] == nearest
    assert not DigestSubscription.objects.exists()


@pytest.mark.parametrize("name", ["SENDS_MAIL", "PUBLIC_URL"])
def test_an_installation_without_mail_says_so(call, address, settings, name):
    setattr(settings, name, "")
    refused = call.put(address, {"rhythm": "daily"})
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/no-mail"
    assert "EMAIL_URL" in refused.json()["detail"]


def test_an_archived_shortlist_has_no_new_digest(call, shortlist, address):
    call("DELETE", shortlist)
    refused = call.put(address, {"rhythm": "daily"})
    assert refused.json()["type"] == "/problems/digest-refused"


def test_a_member_of_another_firm_is_not_there(call, shortlist):
    other = members.set_member(
        firm=Firm.objects.create(name="Other"), email="a@other.example", role=Role.OWNER
    )
    missing = call.put(f"{shortlist}/digests/999999", {"rhythm": "daily"})
    foreign = call.put(f"{shortlist}/digests/{other.pk}", {"rhythm": "daily"})
    assert missing.status_code == foreign.status_code == 404
    assert not DigestSubscription.objects.exists()


def test_a_stranger_enters_nobody(stranger, call, shortlist, address):
    call.put(address, {"rhythm": "daily"})
    own = members.set_member(
        firm=Firm.objects.get(name="Stranger SA"), email="x@stranger.example", role=Role.OWNER
    )
    for answer in (
        stranger.put(f"{shortlist}/digests/{own.pk}", {"rhythm": "daily"}),
        stranger.put(address, {"rhythm": "at_once"}),
        stranger.get(address),
        stranger("DELETE", address),
    ):
        assert answer.status_code == 404
    assert DigestSubscription.objects.get().rhythm == "daily"


def test_a_members_key_keeps_its_own_digest_alone(call, firm, shortlist, address):
    call.put(address, {"rhythm": "daily"})
    analyst = members.set_member(firm=firm, email="an@nordtuch.example", role=Role.ANALYST)
    theirs = caller_of(analyst, Scope.READ, Scope.WRITE)
    assert theirs.put(f"{shortlist}/digests/{analyst.pk}", {"rhythm": "daily"}).status_code == 201
    assert theirs.put(address, {"rhythm": "at_once"}).status_code == 404
    assert theirs.get(address).status_code == theirs("DELETE", address).status_code == 404
    listed = theirs.get(f"{shortlist}/digests").json()["results"]
    assert [one["member"] for one in listed] == [analyst.pk]
    assert len(call.get(f"{shortlist}/digests").json()["results"]) == 2


def test_a_viewer_reads_its_own_and_changes_nothing(call, member, address):
    call.put(address, {"rhythm": "daily"})
    viewer = caller_of(member, Scope.READ)
    assert viewer.get(address).json()["email"] == member.email
    assert viewer.put(address, {"rhythm": "at_once"}).status_code == 403


def test_the_digests_of_a_member_go_with_the_member(call, member, address):
    call.put(address, {"rhythm": "daily"})
    members.remove_member(member)
    assert not DigestSubscription.objects.exists()
    assert not Member.objects.exists()


def test_a_shortlist_without_an_answer_is_subscribed_to_from_the_first(
    call, knitwear, firm, member
):
    pending = submit.submit(firm=firm, asked=knitwear)
    assert Shortlist.objects.unanswered().exists()
    made = call.put(f"/v1/shortlists/{pending.pk}/digests/{member.pk}", {"rhythm": "at_once"})
    assert made.json()["last_revision"] == 0
