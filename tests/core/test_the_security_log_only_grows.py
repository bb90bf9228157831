"""The database itself refuses to change the security log, and to delete of it before its time."""

import datetime as dt

import pytest
import structlog
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

import firms.pruning
from core.audit import security_log
from core.models import SecurityEvent

pytestmark = pytest.mark.django_db
Kind = SecurityEvent.Kind


def test_an_entry_says_who_and_from_where():
    with structlog.contextvars.bound_contextvars(
        account=7, firm=3, key_prefix="abc", address="198.51.100.7", request_id="one", other="x"
    ):
        security_log.record(Kind.KEY_CREATED, subject="key:def")
    entry = SecurityEvent.objects.get()
    assert (entry.account, entry.firm, entry.key_prefix, entry.address, entry.request_id) == (
        7, 3, "abc", "198.51.100.7", "one",
    )  # fmt: skip
    assert (entry.kind, entry.subject) == ("key-created", "key:def")
    assert timezone.now() - entry.at < dt.timedelta(minutes=5)


def test_each_is_a_line_of_the_log_too():
    with structlog.testing.capture_logs() as lines:
        security_log.record(Kind.RESTORED, subject="a.dump")
    assert {"event": "security", "kind": "restored", "subject": "a.dump"}.items() <= (
        lines[0].items()
    )


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE core_securityevent SET subject = 'another'",
        "UPDATE core_securityevent SET at = now() - interval '500 days'",
        "DELETE FROM core_securityevent",
    ],
)
def test_it_is_neither_changed_nor_deleted(harm):
    security_log.record(Kind.KEY_REVOKED, subject="key:abc")
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(harm)
    assert SecurityEvent.objects.get().subject == "key:abc"


def test_what_is_older_than_it_is_kept_is_pruned():
    for days in (0, 399, 401):
        at = timezone.now() - dt.timedelta(days=days)
        SecurityEvent.objects.create(kind=Kind.LOGGED_IN, account=days, at=at)
    firms.pruning.prune()
    assert set(SecurityEvent.objects.values_list("account", flat=True)) == {0, 399}
