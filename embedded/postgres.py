"""The embedded PostgreSQL."""

import re
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Final

from embedded.account import Account
from embedded.binaries import Binaries
from embedded.errors import EmbeddedError, os_failure, program_failure
from embedded.server import Server, server_environment
from embedded.state import State
from embedded.supervised_child import signal_on_parent_death

NAME: Final = "ronghe"  # of the database and of its owner

# Text sorts the same on every machine. Without --lc-ctype PostgreSQL classifies Chinese characters
# as punctuation, and pg_trgm extracts no trigrams from them.
INITDB_LOCALE: Final = (
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--lc-ctype=C.UTF-8",
    "--encoding=UTF8",
)
# The builtin provider exists since version 17; before it the C library's C.UTF-8 is the nearest.
_BUILTIN_SINCE = 17
_OLDER_LOCALE: Final = ("--locale=C.UTF-8", "--encoding=UTF8")

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "idle_in_transaction_session_timeout": "30s",
}
_COMMAND_SECONDS = 20.0
_STATUS_LINE = 7  # of postmaster.pid, from 0


class Postgres(Server):
    """One cluster with one database, whose owner is a superuser."""

    name = "PostgreSQL"
    # SIGINT is the fast shutdown, SIGQUIT the immediate one, after which the next start recovers.
    stop_signals = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 3.0))

    def __init__(self, state: State, binaries: Binaries, account: Account, password: str) -> None:
        self._binaries = binaries
        self._password = password
        self._major = _major_version(binaries.postgres, account)
        # A major version cannot read the files of another: each has its own folder.
        folder = state.folder / f"postgres-{self._major}"
        super().__init__(folder, state.log("postgres"), account)

    @property
    def url(self) -> str:
        """The URL of the database."""
        return f"postgresql://{NAME}:{self._password}@127.0.0.1:{self.port}/{NAME}"

    @property
    def pid_file(self) -> Path:
        """The file in which PostgreSQL records its process ID and status."""
        return self.folder / "postmaster.pid"

    def prepare(self) -> None:
        """Create the cluster and its database when they are missing."""
        if self.folder.exists():
            return
        unfinished = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            unfinished.mkdir()
            self.account.assign(unfinished, 0o700)
            self._initialise(unfinished)
            self._create_database(unfinished)
            # Renamed last, so that an interrupted initdb is never started.
            unfinished.rename(self.folder)
        except OSError as error:
            raise os_failure("The PostgreSQL data cannot be made", error) from error
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    def command(self) -> list[str]:
        """The command that runs the server in the foreground, on loopback only."""
        settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        program = str(self._binaries.postgres)
        return [program, "-D", str(self.folder), "-p", str(self.port), *settings]

    def is_ready(self) -> bool:
        """Whether the server reports itself ready in its PID file, as pg_ctl checks it."""
        try:
            lines = self.pid_file.read_text().splitlines()
        except OSError:
            return False
        ours = lines[:1] == [str(self.pid)]
        return ours and lines[_STATUS_LINE:][:1] == ["ready   "]

    def _initialise(self, folder: Path) -> None:
        locale = INITDB_LOCALE if self._major >= _BUILTIN_SINCE else _OLDER_LOCALE
        # A file, not a pipe: the server's account may not open a pipe of this process.
        password = folder.with_name("postgres.password")
        password.touch(0o600)
        try:
            self.account.assign(password, 0o600)
            password.write_text(self._password)
            login = ("--auth=scram-sha-256", f"--username={NAME}", f"--pwfile={password}")
            initdb = (str(self._binaries.initdb), "-D", str(folder))
            _run_command((*initdb, *login, *locale), folder, self.account)
        finally:
            password.unlink(missing_ok=True)

    def _create_database(self, folder: Path) -> None:
        single = (str(self._binaries.postgres), "--single", "-D", str(folder), "postgres")
        _run_command(single, folder, self.account, given=f"CREATE DATABASE {NAME}\n")


def _major_version(postgres: Path, account: Account) -> int:
    output = _run_command((str(postgres), "--version"), Path("/"), account)
    found = re.search(r"\(PostgreSQL\)\D*(\d+)", output)
    if found is None:
        raise EmbeddedError(f"{postgres} is not PostgreSQL: it prints {output.strip()!r}.")
    return int(found[1])


def _run_command(command: tuple[str, ...], folder: Path, account: Account, given: str = "") -> str:
    action = f"{Path(command[0]).name} failed"
    try:
        run: subprocess.CompletedProcess[str] = subprocess.run(
            command,
            cwd=folder,
            env=server_environment(),
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=_COMMAND_SECONDS,
            check=False,
            # The command must not survive a killed keeper: the next one writes to the same folder.
            preexec_fn=signal_on_parent_death(signal.SIGKILL),
            **account.popen_arguments(),
        )
    except OSError as error:
        raise os_failure(action, error) from error
    except subprocess.TimeoutExpired as error:
        raise EmbeddedError(f"{action}: it did not finish in {_COMMAND_SECONDS:.0f} s.") from error
    if run.returncode:
        raise program_failure(action, run.stdout)
    return run.stdout
