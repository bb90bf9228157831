"""Transactions whose reads agree with one another."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def repeatable_read() -> Iterator[None]:
    """A REPEATABLE READ transaction: every read in it sees the same state of the database.

    Inside another transaction it keeps that transaction's isolation level.
    """
    # PostgreSQL accepts an isolation level only before the first query of a transaction.
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
