"""Transactions whose reads agree with one another."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from psycopg import IsolationLevel

_STALLED_SECONDS = 60


@contextmanager
def repeatable_read() -> Iterator[None]:
    """A REPEATABLE READ transaction: every read in it sees the same state of the database.

    Inside another transaction it keeps that transaction's isolation level.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    connection.ensure_connection()
    bare: Any = connection.connection
    # The driver says it in the BEGIN: a SET TRANSACTION would be one more way to the database.
    bare.isolation_level = IsolationLevel.REPEATABLE_READ
    try:
        with transaction.atomic():
            yield
    finally:
        # One that was lost or given back meanwhile is no longer ours.
        if connection.connection is bare and not bare.closed:
            bare.isolation_level = None


@contextmanager
def streamed_snapshot() -> Iterator[None]:
    """A REPEATABLE READ transaction for rows that are read while they are sent.

    PostgreSQL ends it where the reader takes nothing for a minute: a client that stalls must not
    hold a snapshot and a connection for ever. The next read then raises `OperationalError`.
    """
    with repeatable_read():
        allow_idle(_STALLED_SECONDS)
        yield


def allow_idle(seconds: int) -> None:
    """Let the client of this transaction ask nothing for so long before PostgreSQL ends it,
    whatever the server's own limit is.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{seconds}s'")
