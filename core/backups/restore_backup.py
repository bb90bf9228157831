"""Restore a backup: all of the database in one transaction, so that a failure changes nothing.

The statements of `pg_restore` are given to `psql`, between a BEGIN and a COMMIT of ours. The COMMIT
is sent when all came through: if this process dies before, `psql` and its transaction end.
"""

import subprocess
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO

from django.apps import apps
from django.db import connection

from core.backups import restore_checks
from core.backups.backup_faults import BackupFailed
from core.backups.database_programs import last_lines, start_program
from core.backups.manifest import Manifest, read_manifest
from core.backups.table_contents import counter_numbers, table_contents
from core.transactions import repeatable_read

Tell = Callable[[str], None]
_TOLD_EVERY = 10  # tables
# What roles may do with the schema, and with the tables that are made in it, goes with the schema:
# it is granted again before the tables are there.
_BEGIN = b"""\\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET lock_timeout = '10s';
BEGIN;
CREATE TEMPORARY TABLE kept_rights ON COMMIT DROP AS
SELECT 1 AS turn, format('CREATE SCHEMA public AUTHORIZATION %s', nspowner::regrole)
    AS statement FROM pg_namespace WHERE nspname = 'public'
UNION ALL
SELECT 2, format('GRANT %s ON SCHEMA public TO %s', privilege_type, grantee)
FROM pg_namespace, LATERAL (
    SELECT privilege_type,
        CASE right_.grantee WHEN 0 THEN 'PUBLIC' ELSE right_.grantee::regrole::text END AS grantee
    FROM aclexplode(nspacl) AS right_ WHERE right_.grantee <> nspowner
) AS given WHERE nspname = 'public'
UNION ALL
SELECT 3, format(
    'ALTER DEFAULT PRIVILEGES FOR ROLE %s IN SCHEMA public GRANT %s ON %s TO %s',
    defaclrole::regrole, privilege_type,
    CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
        ELSE 'TYPES' END,
    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END
)
FROM pg_default_acl, aclexplode(defaclacl)
WHERE defaclnamespace = 'public'::regnamespace AND pg_has_role(defaclrole, 'USAGE');
DROP SCHEMA public CASCADE;
SELECT statement FROM kept_rights ORDER BY turn \\gexec
"""


def restore_backup(backup: Path, *, replace: bool, without_keys: bool, tell: Tell) -> Manifest:
    """Put the backup in the place of all that the database holds; return its manifest.

    `replace` allows that to be rows, `without_keys` that secrets cannot be read. Raises
    `BackupRefused` before anything is begun, and `BackupFailed` when it is taken back.
    """
    manifest = read_manifest(backup)
    tell(f"Checking {backup}, made by version {manifest.version} at {manifest.made_at}.")
    restore_checks.check_version(manifest)
    if not without_keys:
        restore_checks.check_keys(manifest)
    restore_checks.check_file(backup, manifest)
    restore_checks.check_server(manifest)
    # Our own connections would count as others', and keep the plans of tables that are gone.
    _close_connections()
    restore_checks.check_target(replace=replace)
    _close_connections()
    _run_programs(backup, len(manifest.tables), tell)
    return manifest


def _close_connections() -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined] # only PostgreSQL's wrapper has it


def differences(manifest: Manifest) -> list[str]:
    """How the database differs from what the manifest says, a line each; none where all is there.

    To be asked before the service starts again. Raises `DatabaseError` where it cannot be told.
    """
    with connection.cursor() as cursor:
        # A restored database has no statistics: until it has, plans are slow.
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("ANALYZE")
        cursor.execute("RESET statement_timeout")
    with repeatable_read():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
        found, numbers = table_contents(), counter_numbers()
    told = []
    for table in sorted({*found, *manifest.tables}):
        here, there = found.get(table), manifest.tables.get(table)
        if here != there:
            told.append(
                f"{table}: {here.rows if here else 'no'} rows, {there.rows if there else 'no'} in"
                " the manifest; their contents differ"
            )
    told += [
        f"the {name} number is {numbers.get(name)}, {number} in the manifest"
        for name, number in manifest.counters.items()
        if numbers.get(name, -1) < number  # a new epoch moves the event number on
    ]
    return told


def statements_of_apps() -> bytes:
    """SQL of the apps (`sql_after_restore` of their AppConfig, tables as `public.…`) that a restore
    runs in its transaction. After the commit would be too late: a kill in between would leave the
    old event numbers, which readers of the stream take for those that they have read.
    """
    named = (getattr(config, "sql_after_restore", "") for config in apps.get_app_configs())
    return "\n".join(statements for statements in named if statements).encode()


def _run_programs(backup: Path, tables: int, tell: Tell) -> None:
    with tempfile.TemporaryFile() as read_log, tempfile.TemporaryFile() as write_log:
        reader = start_program(
            "pg_restore", "--no-owner", "--no-privileges", "--no-comments", "--file=-", str(backup),
            stdout=subprocess.PIPE, stderr=read_log,
        )  # fmt: skip
        writer = start_program(
            "psql", "--no-psqlrc", "--quiet", "--no-password", "--output=/dev/null",
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=write_log,
        )  # fmt: skip
        with reader, writer:
            # psql ends at its first error; what it then does not take breaks the pipe.
            with suppress(BrokenPipeError):
                _give_all(reader, writer, tables, tell)
            if reader.stdout:
                reader.stdout.close()
        for program, log in ((writer, write_log), (reader, read_log)):
            log.seek(0)
            if program.returncode:
                raise BackupFailed(f"The restore was taken back: {last_lines(log.read())}")


def _give_all(
    reader: subprocess.Popen[bytes], writer: subprocess.Popen[bytes], tables: int, tell: Tell
) -> None:
    """Give what the reader prints to the writer; commit it only when the reader was content."""
    with writer.stdin or BytesIO() as statements:
        statements.write(_BEGIN)
        _copy_lines(reader.stdout or (), statements, tables, tell)
        if reader.wait() == 0:
            statements.write(statements_of_apps() + b"\nCOMMIT;\n")


def _copy_lines(lines: Iterable[bytes], statements: IO[bytes], tables: int, tell: Tell) -> None:
    done = 0
    for line in lines:
        statements.write(line)
        if line.startswith(b"COPY public."):
            done += 1
            if done % _TOLD_EVERY == 0:
                tell(f"{done} of {tables} tables are begun.")
