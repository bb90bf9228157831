"""`manage.py migrate`, which does not block the service that runs beside it."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

# Whoever waits for a lock that excludes all makes everybody behind it wait too.
LOCK_SECONDS = 5


class Command(migrate.Command):
    """Django's command under limits of its own.

    A lock that is not given within 5 s fails the migration, which is taken back and can be run
    again. A statement may take as long as it needs: an index of a large table takes minutes.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('lock_timeout'), current_setting('statement_timeout')"
            )
            before = cursor.fetchone()
        self._limit(connection, f"{LOCK_SECONDS}s", "0")
        try:
            super().handle(*args, **options)
        finally:
            # Tests and measurements go on with this connection.
            self._limit(connection, *before)

    @staticmethod
    def _limit(connection: Any, lock: str, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('lock_timeout', %s, false),"
                " set_config('statement_timeout', %s, false)",
                [lock, statement],
            )
