"""A cursor whose statements PostgreSQL plans once and keeps, for those that take long to plan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper


class _LoggedCursor(CursorDebugWrapper):
    """Logs statements as they are written here: psycopg keeps no text of one that it prepared."""

    @contextmanager
    def debug_sql(
        self,
        sql: str | None = None,
        params: Any = None,
        use_last_executed_query: bool = False,
        many: bool = False,
    ) -> Iterator[None]:
        with super().debug_sql(sql, params, many=many):
            yield


@contextmanager
def prepared_cursor() -> Iterator[CursorWrapper]:
    """Yield a cursor that has psycopg prepare each statement which this connection often executes
    (`prepare_threshold` of the settings; None prepares nothing).

    Prepared by the protocol and not by SQL: PgBouncer from 1.22 then prepares them on whichever
    connection a transaction gets. Django's other cursors put the values into the text of the
    statement, and prepare none.
    """
    connection.ensure_connection()
    bare: Any = psycopg.Cursor(connection.connection)
    wrap = _LoggedCursor if connection.queries_logged else CursorWrapper
    with wrap(bare, connection) as cursor:
        yield cursor
