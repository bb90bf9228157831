"""Load the seeds as the project does once in a process; copy the same rows wherever else they are
needed.

The verbs that load them take half a minute for a module's tests; copying what they wrote takes
under a second.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

# The tables that this transaction has written so far, and how often.
_WRITTEN = """
    SELECT relname, n_tup_ins + n_tup_upd + n_tup_del
    FROM pg_stat_xact_user_tables WHERE schemaname = current_schema()
"""


@dataclass
class LoadedOnce:
    """What `load` writes, from the same state before: the first call loads, the others copy.

    A copy fires no trigger and checks no reference, because the rows have passed both once; that
    needs a superuser, which the tests' own server has. For any other user each call loads.
    """

    load: Callable[[], Any]
    _tables: dict[str, bytes] = field(default_factory=dict)

    def __call__(self) -> None:
        if self._tables:
            self._copy()
        else:
            before = _written()
            self.load()
            after = _written()
            if _may_copy():
                changed = [name for name, count in after.items() if count != before.get(name)]
                self._tables = {name: _rows(name) for name in changed}

    def _copy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name, rows in self._tables.items():
                cursor.execute(f'DELETE FROM "{name}"')
                with cursor.copy(f'COPY "{name}" FROM STDIN (FORMAT binary)') as copy:
                    copy.write(rows)
            cursor.execute("SET LOCAL session_replication_role = origin")
            # The server may last have counted the tables empty: it would then join thousands of
            # rows one by one.
            cursor.execute("ANALYZE " + ", ".join(f'"{name}"' for name in self._tables))


def _written() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN)
        return dict(cursor.fetchall())


def _may_copy() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        return bool(cursor.fetchone()[0])


def _rows(name: str) -> bytes:
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{name}" TO STDOUT (FORMAT binary)') as copy,
    ):
        return b"".join(bytes(part) for part in copy)
