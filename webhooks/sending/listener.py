"""Receive notifications of new events. They only shorten the poll interval: none is needed."""

import time
from contextlib import suppress

import psycopg
from django.db import connection

from webhooks.outbox import CHANNEL

_CONNECT_SECONDS = 3
_RETRY_AFTER = 5.0


class Listener:
    """A separate connection that waits for NOTIFY and is reopened when it is lost.

    Django's connection cannot serve: it is closed and reopened between rounds.
    """

    def __init__(self) -> None:
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None
        self._retry_at = 0.0

    def fileno(self) -> int | None:
        """The descriptor that is readable after a notification; None without a connection."""
        if self._connection is None and time.monotonic() >= self._retry_at:
            self._open()
        return None if self._connection is None else self._connection.fileno()

    def drain(self) -> None:
        """Discard the notifications: the caller queries the rows next."""
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
        """Close the connection."""
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
                connect_timeout=_CONNECT_SECONDS,
                autocommit=True,
            )
            self._connection.execute(f"LISTEN {CHANNEL}")
