"""Transactions whose reads agree with one another, and locks that outlast transactions."""

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


@contextmanager
def try_session_lock(number: int) -> Iterator[bool]:
    """Take the lock of this number if it is free, until the end; yields whether it was.

    PostgreSQL releases it when the process dies. It needs a connection of its own, not one that a
    pooler hands out by transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        (free,) = cursor.fetchone() or (False,)
    try:
        yield free
    finally:
        if free:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
