"""Hear that events were told. Polling finds them without; this only makes it sooner."""

import time
from contextlib import suppress

import psycopg
from django.db import connection

from webhooks.outbox import CHANNEL

_SECONDS = 3
_RETRY_AFTER = 5.0


class Listener:
    """A connection of its own that waits for NOTIFY; made again when it is lost."""

    def __init__(self) -> None:
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None
        self._retry_at = 0.0

    def fileno(self) -> int | None:
        """Readable when something was told; None while there is no connection."""
        if self._connection is None and time.monotonic() >= self._retry_at:
            self._open()
        return None if self._connection is None else self._connection.fileno()

    def drain(self) -> None:
        """Forget what was heard: the rows are looked for next."""
        if self._connection is None:
            return
        try:
            pgconn = self._connection.pgconn
            pgconn.consume_input()
            while pgconn.notifies():
                pass
        except psycopg.Error:
            self.close()

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
        self._connection = None
        self._retry_at = time.monotonic() + _RETRY_AFTER

    def _open(self) -> None:
        known = connection.settings_dict
        self._retry_at = time.monotonic() + _RETRY_AFTER
        with suppress(psycopg.Error):
            self._connection = psycopg.connect(
                host=known["HOST"],
                port=known["PORT"] or None,
                dbname=known["NAME"],
                user=known["USER"],
                password=known["PASSWORD"],
                connect_timeout=_SECONDS,
                autocommit=True,
            )
            self._connection.execute(f"LISTEN {CHANNEL}")
