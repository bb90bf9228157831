"""Connections that PostgreSQL has ended leave the pool together, when the first of them fails."""

from django.db import connection


def discard_ended_connections() -> None:
    """Where the connection of this thread was ended by the server, try each idle one of the pool
    and drop those that were ended with it: after a restart of PostgreSQL one request of a process
    fails, and not one for each connection. Costs nothing while all is well: the pool tries none
    before it hands it out.
    """
    # Only PostgreSQL's wrapper has a pool; there is none where the setting leaves it out.
    pool = getattr(connection, "pool", None)
    ended = connection.connection is not None and connection.connection.closed
    if pool is not None and ended:
        pool.check()
