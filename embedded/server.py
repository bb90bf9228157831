"""A server that the keeper owns: started, awaited and stopped in bounded time."""

import os
import shutil
import signal
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path

from embedded.account import Account
from embedded.errors import EmbeddedError, os_failure, program_failure
from embedded.state import open_log
from embedded.supervised_child import signal_on_parent_death

_READY_SECONDS = 20.0
_POLL_SECONDS = 0.02
_LOG_BYTES = 5_000_000
_INHERITED_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class Server(ABC):
    """A server with its data folder and, while it runs, its process."""

    name: str
    # The signals that stop it, each with the seconds to wait; after the last it is killed.
    stop_signals: tuple[tuple[signal.Signals, float], ...]

    def __init__(self, folder: Path, log: Path, account: Account) -> None:
        self.folder = folder
        self.log = log
        self.account = account
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._log_start = 0

    @property
    @abstractmethod
    def pid_file(self) -> Path:
        """The file in which the server records its process ID."""

    @abstractmethod
    def command(self) -> list[str]:
        """The command that starts the server on its port; it contains the data folder's path."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether the running server accepts requests."""

    @property
    def pid(self) -> int | None:
        """The process ID of the running server."""
        return None if self._process is None else self._process.pid

    def start(self, port: int) -> None:
        """Start the server. Raises EmbeddedError when its program cannot be run."""
        self.port = port
        _rotate_log(self.log)
        # The kernel sends its first stop signal when the keeper is killed.
        follow = signal_on_parent_death(self.stop_signals[0][0])
        try:
            with open_log(self.log) as log:
                self._log_start = log.tell()
                self._process = subprocess.Popen(
                    self.command(),
                    cwd=self.folder,
                    env=server_environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    preexec_fn=follow,
                    **self.account.popen_arguments(),
                )
        except OSError as error:
            raise os_failure(f"{self.name} cannot be started", error) from error

    def await_ready(self) -> None:
        """Wait until the server is ready. Raises EmbeddedError or PortTakenError."""
        deadline = time.monotonic() + _READY_SECONDS
        while not self.is_ready():
            if self.has_exited():
                raise program_failure(f"{self.name} ended while starting", self._output())
            if time.monotonic() > deadline:
                seconds = f"{_READY_SECONDS:.0f} s"
                raise EmbeddedError(f"{self.name} did not answer in {seconds}; see {self.log}.")
            time.sleep(_POLL_SECONDS)

    def has_exited(self) -> bool:
        """Whether the server was started and has exited."""
        return self._process is not None and self._process.poll() is not None

    def request_stop(self) -> None:
        """Send the first stop signal without waiting."""
        if self._process is not None:
            self._process.send_signal(self.stop_signals[0][0])

    def end(self) -> None:
        """Stop the server, with ever stronger signals; it has exited afterwards."""
        if self._process is None:
            return
        for stop_signal, seconds in (*self.stop_signals, (signal.SIGKILL, None)):
            self._process.send_signal(stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(seconds)
                break
        self._process = None

    def stop_leftover(self) -> None:
        """Stop the server that a killed keeper left behind, if there is one."""
        pid = self.recorded_pid()
        if pid is None:
            return
        for stop_signal, seconds in (*self.stop_signals, (signal.SIGKILL, 2.0)):
            if not self._is_ours(pid):
                break
            with suppress(ProcessLookupError):
                os.kill(pid, stop_signal)
            deadline = time.monotonic() + seconds
            while self._is_ours(pid) and time.monotonic() < deadline:
                time.sleep(_POLL_SECONDS)
        # PostgreSQL refuses to start while any process has the recorded ID, which can be an
        # unrelated one after a reboot. A file with a dead ID stays: the server then makes its own
        # checks.
        if is_alive(pid) and not self._is_ours(pid):
            self.pid_file.unlink(missing_ok=True)

    def recorded_pid(self) -> int | None:
        """The process ID in the server's file, current or stale; None without one."""
        try:
            return int(self.pid_file.read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None

    def _is_ours(self, pid: int) -> bool:
        return os.fsencode(self.folder) in command_line(pid)

    def _output(self) -> str:
        with self.log.open("rb") as log:
            log.seek(self._log_start)
            return log.read(20_000).decode(errors="replace")


def free_port(wanted: int = 0) -> int:
    """Return the wanted loopback port if it is free, else any free one."""
    for port in (wanted, 0):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise EmbeddedError("No loopback port is free on 127.0.0.1.")


def server_environment() -> dict[str, str]:
    """The environment of a server: a few inherited variables, and messages in English.

    Other variables are omitted: they may hold secrets, and PGDATA or TZ would change its
    behaviour.
    """
    kept = {name: os.environ[name] for name in _INHERITED_VARIABLES if name in os.environ}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def command_line(pid: int) -> bytes:
    """The command line of a process; empty when it has exited or is a zombie."""
    if Path("/proc/self/cmdline").exists():
        with suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes()
        return b""
    # Without /proc, as on macOS.
    ps = shutil.which("ps") or "/bin/ps"
    asked = [ps, "-ww", "-o", "command=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, check=False, timeout=10).stdout


def is_alive(pid: int) -> bool:
    """Whether a process with this ID exists, of any user."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _rotate_log(log: Path) -> None:
    with suppress(OSError):
        if log.stat().st_size > _LOG_BYTES:
            log.replace(log.with_name(f"{log.name}.1"))
