"""One process of a run applies the migrations; the others copy its database.

Applying them takes ten seconds of a processor in each process; copying takes half a second.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

# Any number that nothing else on the server locks.
_LOCK = 823_190_417


@contextmanager
def migrated_once() -> Iterator[None]:
    """While the test database is made within: the first process of a run makes it by the
    migrations and leaves a copy, the others make theirs from that copy. A process that runs alone
    makes its own.
    """
    # A request of a test that needs no database opens the pool, which keeps the name that the
    # database has then: all later tests would write into the database of the environment.
    connection.close_pool()
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:
        yield
        return
    copy = f"ronghe_migrated_{run[:12]}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if server.execute(known, [copy]).fetchone():
            connection.settings_dict["TEST"]["TEMPLATE"] = copy
            yield
            return
        yield
        # PostgreSQL copies no database that somebody is connected to.
        connection.close()
        connection.close_pool()
        _drop_left_over(server)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(copy), sql.Identifier(connection.settings_dict["NAME"])
            )
        )


def _drop_left_over(server: psycopg.Connection[Any]) -> None:
    """Drop the copies of earlier runs: nobody tells which process of a run is the last."""
    for (name,) in server.execute(
        r"SELECT datname FROM pg_database WHERE datname LIKE 'ronghe\_migrated\_%'"
    ).fetchall():
        server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
