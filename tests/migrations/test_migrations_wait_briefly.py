"""A migration that cannot get its lock gives up, so that nobody queues behind it."""

import pytest
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection


def _limits() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('lock_timeout'), current_setting('statement_timeout')"
        )
        return cursor.fetchone()


@pytest.mark.django_db
def test_it_waits_five_seconds_for_a_lock_and_works_as_long_as_it_needs(monkeypatch):
    seen = []
    monkeypatch.setattr(migrate.Command, "handle", lambda *_, **__: seen.append(_limits()))
    call_command("migrate", verbosity=0)
    assert seen == [("5s", "0")]


@pytest.mark.django_db
def test_the_limits_of_requests_hold_again_afterwards(monkeypatch):
    before = _limits()
    monkeypatch.setattr(migrate.Command, "handle", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("migrate", verbosity=0)
    assert _limits() == before == ("0", "30s")
