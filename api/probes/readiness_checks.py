"""What this process needs to serve: the database, its migrations, its keys, its partners."""

import psycopg
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from api.probes.outcomes import CheckFailed
from core import encryption
from core.encryption.stored_secrets import SecretColumn, declared_columns
from core.transactions import repeatable_read
from matcher import loaded

# Shorter than the probe timeouts of common orchestrators, so that the probe reports the cause.
SECONDS = 2


def database() -> None:
    """Connect to the database. Uses a new connection, because the timeout of the pool is longer
    than that of the caller.
    """
    known = connection.settings_dict
    with psycopg.connect(
        host=known["HOST"],
        port=known["PORT"] or None,
        dbname=known["NAME"],
        user=known["USER"],
        password=known["PASSWORD"],
        connect_timeout=SECONDS,
        options=f"-c statement_timeout={SECONDS}s",
    ) as probe:
        probe.execute("SELECT 1")


def migrations() -> None:
    """Check that all migrations are applied."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        raise CheckFailed(f"{len(plan)} migrations are not applied: run manage.py migrate")


def encryption_keys() -> None:
    """Check that this process reads the newest secret of each kind."""
    if unread := [column.name for column in declared_columns() if not _reads_newest(column)]:
        raise CheckFailed(
            f"the encryption keys cannot read what is stored ({', '.join(unread)}): put the missing"
            " key back into ENCRYPTION_KEYS, or where it is lost run"
            " manage.py rotate_encryption --discard-unreadable"
        )


def _reads_newest(column: SecretColumn) -> bool:
    rows = apps.get_model(column.model)._default_manager.order_by("-pk")

    def read(ciphertext: bytes) -> bytes:
        encryption.decrypt(ciphertext)
        return ciphertext

    try:
        for value in rows.values_list(column.column, flat=True)[:1]:
            column.rewrite_value(value, read)
    except encryption.Unreadable:
        return False
    return True


def partners() -> None:
    """Check that this process has the partners: from the file, or rebuilt from the database. The
    first check of a process loads them, so that no request has to.
    """
    with repeatable_read():
        if not loaded.load_unless_busy(loaded.current_basis(), SECONDS):
            raise CheckFailed("the partners are being loaded: wait")
