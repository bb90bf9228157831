"""`manage.py erase_firm` takes all of a firm out of every table, and nothing of another."""

from collections import Counter

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from firms.erasure import removal as erasure
from firms.erasure.owned_tables import owned_tables, unguarded_references
from firms.models import Firm, Member
from tests.erasure.everything_of_a_firm import rows_by_table, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def firms(maker):
    partner = maker("one")
    made = [Firm.objects.create(name=name) for name in ("Nordtuch GmbH", "Sudtuch GmbH")]
    for firm in made:
        rows_of(firm, partner)
    return made


def _content(firm: Firm) -> dict[str, list]:
    return {
        table.name: sorted(table.rows_of(firm.pk).values_list(), key=str)
        for table in owned_tables()
    }


def test_every_table_of_firms_has_rows_in_these_tests(firms):
    """A new model with a key to a firm fails here, until `everything_of_a_firm` has a row of it."""
    for firm in firms:
        assert {name for name, rows in _content(firm).items() if not rows} == set()


def test_no_table_has_a_row_of_it_and_the_other_firm_is_as_it_was(firms, capsys):
    gone, stays = firms
    before, rows = _content(stays), rows_by_table()
    own = Counter({name: len(found) for name, found in _content(gone).items()})
    call_command("erase_firm", str(gone.pk), confirm="Nordtuch GmbH")
    out = capsys.readouterr().out
    assert "is erased" in out
    assert "matcher_entry" in out
    assert erasure.count_rows(gone.pk) == {}
    assert not Firm.objects.filter(pk=gone.pk).exists()
    assert _content(stays) == before
    assert rows_by_table() == rows - own


def test_accounts_sessions_and_the_desks_log_go_too(firms):
    gone, stays = firms
    kept = Member.objects.get(firm=stays)
    erasure.erase_firm(gone)
    assert list(User.objects.filter(is_staff=False)) == [kept.user]
    (session,) = Session.objects.all()
    assert session.get_decoded()["_auth_user_id"] == str(kept.user_id)
    assert list(LogEntry.objects.values_list("object_repr", flat=True)) == [kept.email]


def test_an_account_that_belongs_to_another_firm_stays_and_is_logged_out(firms):
    gone, stays = firms
    account = Member.objects.get(firm=gone).user
    Member.objects.create(firm=stays, email=account.email, user=account)
    erasure.erase_firm(gone)
    assert User.objects.filter(pk=account.pk).exists()
    sessions = [session.get_decoded()["_auth_user_id"] for session in Session.objects.all()]
    assert str(account.pk) not in sessions


def test_without_its_name_nothing_is_erased(firms, capsys):
    gone, _ = firms
    before = rows_by_table()
    call_command("erase_firm", str(gone.pk))
    assert "nothing was erased" in capsys.readouterr().out
    with pytest.raises(CommandError, match="is not called"):
        call_command("erase_firm", str(gone.pk), confirm="Sudtuch GmbH")
    with pytest.raises(CommandError, match="no firm has the id"):
        call_command("erase_firm", "999999999", confirm="Nordtuch GmbH")
    assert rows_by_table() == before


def test_a_firm_of_many_briefs_goes_in_rounds_and_a_killed_run_goes_on(maker, monkeypatch):
    firm = Firm.objects.create(name="Nordtuch GmbH")
    rows_of(firm, maker("one"), briefs=7)
    monkeypatch.setattr(erasure, "ROUND", 3)
    rounds = []
    real = erasure._erase_round

    def killed_in_the_sixth(table, pk):
        rounds.append(table.name)
        if len(rounds) == 6:
            raise KeyboardInterrupt
        return real(table, pk)

    monkeypatch.setattr(erasure, "_erase_round", killed_in_the_sixth)
    with pytest.raises(KeyboardInterrupt):
        erasure.erase_firm(firm)
    assert Firm.objects.filter(pk=firm.pk).exists()
    assert not firm.keys.filter(revoked_at=None).exists()
    erasure.erase_firm(firm)
    assert erasure.count_rows(firm.pk) == {}
    assert rounds.count("matcher_decision") + rounds.count("matcher_frozenshortlist") > 2


def test_postgresql_holds_every_reference_between_tables_of_firms():
    assert unguarded_references() == []


def test_no_trigger_keeps_a_row_of_a_firm():
    """The tables that only grow are of partners and lists: none of them is a firm's."""
    import pgtrigger

    ours = {table.model for table in owned_tables()}
    kept = [
        uri
        for model, trigger in pgtrigger.registered()
        if model in ours and "DELETE" in str(trigger.operation).upper()
        for uri in [trigger.get_uri(model)]
    ]
    assert kept == []
