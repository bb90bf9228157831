"""A lock by which all who write partners take turns."""

from __future__ import annotations

from django.db import connection

from core.faults import NoTransaction

_WRITE_LOCK = 0x52575254  # any constant that no other advisory lock uses


def lock_partner_writes() -> None:
    """Wait for other writers of partners, and keep them waiting until this transaction ends.

    The first step of every change. Locks of rows alone would not do: an import learns only under
    way which partners its rows join and where merged ones lead, so that it cannot lock them in one
    order with a merge, and PostgreSQL would end one of the two as a deadlock. An import takes the
    lock anew for each chunk; whoever waits gets it first. Raises `NoTransaction` outside of one.
    """
    if not connection.in_atomic_block:
        raise NoTransaction("partners are written in a transaction")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITE_LOCK])
