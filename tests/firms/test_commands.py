"""`manage.py` keeps members and keys."""

import pytest
from django.core.management import CommandError, call_command

from firms import api_keys
from firms.models import ApiKey, Firm, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return Firm.objects.create(name="Nordtuch GmbH")


@pytest.fixture
def run(capsys):
    def _run(*words: str) -> str:
        call_command(*words)
        return capsys.readouterr().out.strip()

    return _run


def test_a_member_gets_a_role_and_a_key(firm, run):
    assert "analyst" in run("set_member", firm.name, "a@nordtuch.example", "analyst")
    words = ("--member", "A@nordtuch.example", "--scopes", "read", "--days", "30")
    key = api_keys.verify(run("issue_key", firm.name, *words, "--from", "203.0.113.0/24"))
    assert key is not None
    assert key.member.role == Role.ANALYST
    assert key.networks == ["203.0.113.0/24"]
    assert (key.expires_at - key.created_at).days in (29, 30)


def test_a_key_that_would_live_no_day_is_not_made(firm, run):
    with pytest.raises(CommandError, match="in the past"):
        run("issue_key", firm.name, "--days", "0")
    assert not firm.keys.exists()


def test_a_removed_members_key_is_refused(firm, run):
    run("set_member", firm.name, "a@nordtuch.example", "viewer")
    words = ("--member", "a@nordtuch.example", "--scopes", "read")
    text = run("issue_key", firm.name, *words)
    assert run("remove_member", firm.name, "a@nordtuch.example").endswith("1")
    assert api_keys.verify(text) is None


def test_keys_are_listed_without_their_secrets(firm, run):
    text = run("issue_key", firm.name, "--name", "export")
    other = run("issue_key", "Stranger SA")
    listed = run("list_keys", firm.name)
    assert text.split("_")[1] in listed
    assert "export" in listed
    assert "everywhere" in listed
    assert text.split("_", 2)[2] not in listed
    assert other.split("_")[1] not in listed
    assert other.split("_")[1] in run("list_keys")


def test_a_leaked_key_is_revoked_by_its_text(firm, run):
    text = run("issue_key", firm.name)
    run("revoke_key", text)
    assert api_keys.verify(text) is None
    assert "revoked" in run("list_keys")


def test_a_key_is_rotated_by_its_id(firm, run):
    old = run("issue_key", firm.name)
    new = run("rotate_key", old.split("_")[1], "--overlap-hours", "0")
    assert api_keys.verify(old) is None
    assert api_keys.verify(new)
    with pytest.raises(CommandError, match="revoked or expired"):
        run("rotate_key", old.split("_")[1])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["revoke_key", "nothing"], "no key has this id"),
        (["list_keys", "Nobody"], "the firms are: Nordtuch GmbH"),
        (["set_member", "Nordtuch GmbH", "nobody", "owner"], "is no e-mail address"),
        (["remove_member", "Nordtuch GmbH", "a@b.example"], "is no member"),
        (["issue_key", "Nordtuch GmbH", "--from", "here"], "no address and no network"),
        (["issue_key", "New firm", "--member", "a@b.example"], "is no member"),
    ],
)
def test_what_is_not_there_is_told(firm, words, said):
    with pytest.raises(CommandError, match=said):
        call_command(*words)
    assert not ApiKey.objects.exists()
    assert not Firm.objects.filter(name="New firm").exists()
