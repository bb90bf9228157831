"""A lock that lets imports run one after another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import connection

from core.transactions import try_session_lock

_IMPORT_LOCK = 0x52494D50  # any constant that no other advisory lock uses


@contextmanager
def one_import_at_a_time() -> Iterator[None]:
    """Wait until no other import runs, and keep others waiting meanwhile.

    The lock is of the connection, because an import commits many times; PostgreSQL releases it when
    the process dies.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_IMPORT_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_IMPORT_LOCK])


def no_import_runs() -> AbstractContextManager[bool]:
    """Take the lock if it is free; yields whether it was."""
    return try_session_lock(_IMPORT_LOCK)
