"""Run the statements of the hot path as they are: bound by the server, not by Django."""

from collections.abc import Iterable, Mapping
from typing import Any, LiteralString

import psycopg
from django.db import connection


def fetch_rows(statement: LiteralString, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """What the statement returns. Planned each time: a plan kept from when the tables were empty
    would read them whole until the next analysis.
    """
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor, connection.wrap_database_errors:
        return cursor.execute(statement, values, prepare=False).fetchall()


def array_literal(values: Iterable[object]) -> str:
    """An array of numbers, UUIDs, times or words of our own: nothing in them needs quotes. Of a
    list every member would be looked through for what does.
    """
    return "{" + ",".join(map(str, values)) + "}"
