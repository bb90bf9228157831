"""The demo's curators can log in, and each has one role; production has none of them."""

import dataclasses

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db
VERBS = {"priorities.draft_edition", "priorities.approve_edition", "partners.curate_partner"}


@pytest.fixture
def seeded(capsys) -> dict[str, str]:
    """Name -> password, as printed."""
    staff("somebody")
    call_command("seed_curators")
    return dict(line.split() for line in capsys.readouterr().out.splitlines())


def test_each_logs_in_and_has_one_role(seeded, client):
    assert set(seeded) == {"editor", "approver"}
    for name, password in seeded.items():
        assert client.login(username=name, password=password)
        assert client.get("/admin/").status_code == 200
    may = {name: User.objects.get(username=name).get_all_permissions() for name in seeded}
    assert may["editor"] & VERBS == {"priorities.draft_edition", "partners.curate_partner"}
    assert may["approver"] & VERBS == {"priorities.approve_edition"}


def test_a_role_only_looks_at_everything_else(seeded):
    for name in seeded:
        rest = User.objects.get(username=name).get_all_permissions() - VERBS
        assert rest
        assert all(".view_" in code for code in rest)


def test_run_again_it_changes_no_password(seeded, client, capsys):
    stored = dict(User.objects.values_list("username", "password"))
    call_command("seed_curators")
    assert dict(line.split() for line in capsys.readouterr().out.splitlines()) == seeded
    assert dict(User.objects.values_list("username", "password")) == stored


def test_a_password_that_somebody_set_stays(seeded, client, capsys):
    editor = User.objects.get(username="editor")
    editor.set_password("one of my own")
    editor.save()
    call_command("seed_curators")
    assert "editor -" in capsys.readouterr().out
    assert client.login(username="editor", password="one of my own")


def test_it_is_refused_in_production(settings):
    settings.ENV = dataclasses.replace(settings.ENV, mode="production")
    with pytest.raises(CommandError, match="development only"):
        call_command("seed_curators")
    assert not User.objects.filter(username="editor").exists()
