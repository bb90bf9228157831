"""A snapshot takes its level with its BEGIN, and leaves none behind."""

import pytest
from django.db import OperationalError, connection, transaction

from core.transactions import repeatable_read

pytestmark = pytest.mark.django_db(transaction=True)


def fail(*, lose_connection: bool) -> None:
    """Raise in a snapshot."""
    with repeatable_read():
        level()
        if lose_connection:
            connection.connection.close()
            level()
        raise ZeroDivisionError


def level() -> str:
    """The isolation level of the transaction that is open."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        return str(cursor.fetchone()[0])


def test_a_snapshot_is_a_repeatable_read():
    with repeatable_read():
        assert level() == "repeatable read"


def test_no_statement_is_spent_on_the_level(django_assert_num_queries):
    # Django counts the BEGIN and the COMMIT.
    with django_assert_num_queries(3), repeatable_read():
        level()


def test_the_next_transaction_has_its_own_level():
    with repeatable_read():
        level()
    with transaction.atomic():
        assert level() == "read committed"


def test_a_snapshot_that_fails_leaves_no_level_behind():
    with pytest.raises(ZeroDivisionError):
        fail(lose_connection=False)
    with transaction.atomic():
        assert level() == "read committed"


def test_inside_another_transaction_its_level_stays():
    with transaction.atomic(), repeatable_read():
        assert level() == "read committed"


def test_after_a_lost_connection_another_is_taken():
    with pytest.raises(OperationalError):
        fail(lose_connection=True)
    with repeatable_read():
        assert level() == "repeatable read"
