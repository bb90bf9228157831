"""Run raw statements with parameters bound by the server.

Django's cursor interpolates parameters on the client, which costs much on the hot path.
"""

from collections.abc import Iterable, Mapping
from typing import Any, LiteralString

import psycopg
from django.db import connection


def fetch_rows(statement: LiteralString, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run the statement and return its rows.

    It is planned at each call (`prepare=False`): a generic plan from the time when the tables were
    empty would scan them whole until the next ANALYZE.
    """
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor, connection.wrap_database_errors:
        return cursor.execute(statement, values, prepare=False).fetchall()


def array_literal(values: Iterable[object]) -> str:
    """Format a PostgreSQL array literal of numbers, UUIDs, times or constants of this app.

    The values must need no quoting. psycopg would examine each member of a list for that, which is
    measurable for the arrays of a batch.
    """
    return "{" + ",".join(map(str, values)) + "}"
