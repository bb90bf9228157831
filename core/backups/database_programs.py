"""Run PostgreSQL's own programs on the database of the settings."""

import os
import signal
import subprocess
from typing import IO, Any

from django.db import connection

from core.backups.backup_faults import BackupRefused
from embedded.binaries import find_postgres_program
from embedded.supervised_child import signal_on_parent_death


def start_program(
    name: str,
    *words: str,
    stdin: int | IO[Any] | None = None,
    stdout: Any = None,
    stderr: Any = None,
) -> subprocess.Popen[bytes]:
    """Start `pg_dump`, `pg_restore` or `psql`; the program is killed when this process dies.

    Call it in the main thread. Raises `BackupRefused` where the program is not installed.
    """
    program = find_postgres_program(name)
    if program is None:
        raise BackupRefused(
            f"There is no {name}: install the client programs of PostgreSQL, of the server's major"
            " version, and put them on PATH."
        )
    return subprocess.Popen(
        [str(program), *words],
        env=_environ(),
        stdin=subprocess.DEVNULL if stdin is None else stdin,
        stdout=stdout,
        stderr=stderr,
        preexec_fn=signal_on_parent_death(signal.SIGKILL),
    )


def last_lines(output: bytes) -> str:
    """The last three lines of what a program printed, in one line."""
    lines = [line for line in output.decode(errors="replace").splitlines() if line.strip()]
    return " / ".join(lines[-3:]) or "nothing was printed"


def _environ() -> dict[str, str]:
    # By the environment, never by the command line, which every user of the machine can read.
    at = connection.settings_dict
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    given = {variable: str(at[name]) for variable, name in names.items() if at[name]}
    return {**os.environ, **given, "PGOPTIONS": "-c timezone=UTC", "LC_MESSAGES": "C"}
