"""The keeper: the detached process that owns both servers while a client uses them.

``python -m embedded.keeper STATE`` forks; the parent returns as soon as the child holds the keeper
lock. The child writes the reason of a failure to standard output, which it closes when the servers
are ready.

A separate process, so that the first client may end before the others.
"""

import fcntl
import json
import os
import secrets
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from embedded.account import server_account
from embedded.binaries import find_binaries
from embedded.errors import EmbeddedError, PortTakenError, os_failure
from embedded.postgres import Postgres
from embedded.secret_keys import create_secret_keys
from embedded.server import Server, free_port
from embedded.state import State, load_or_create_secret, write_atomically
from embedded.valkey import Valkey

_WATCH_SECONDS = 0.25
_LOCK_SECONDS = 1.0
_PORT_TRIES = 3
# The waits before a crashed server is restarted; a stable minute resets the count.
_BACKOFF_SECONDS = (0.2, 1.0, 2.0, 4.0)
_STABLE_SECONDS = 60.0


class Keeper:
    """Both servers of a state folder, from their start to their end."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._leave = threading.Event()
        account = server_account()
        binaries = find_binaries(state.binaries, account)
        self._postgres = Postgres(state, binaries, account, self._password("postgres"))
        self._valkey = Valkey(state, binaries, account, self._password("valkey"))
        self._servers: tuple[Server, ...] = (self._postgres, self._valkey)
        self._crash_times: list[float] = []

    def start(self) -> None:
        """Start both servers and publish their addresses."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self._leave.set())
        for server in self._servers:
            server.stop_leftover()
        create_secret_keys(self._state)
        self._postgres.prepare()
        ports = self._previous_ports()
        for server in self._servers:
            _start_on_free_port(server, ports.get(server.name, 0))
        ports = {server.name: server.port for server in self._servers}
        write_atomically(self._state.ports, json.dumps(ports))
        self._publish_addresses()

    def watch(self) -> None:
        """Restart crashed servers until no client is left or a stop signal comes."""
        # Once taken the lock is held until this process ends: a new client waits for that.
        clients = os.open(self._state.clients_lock, os.O_RDWR | os.O_CREAT, 0o600)
        while not self._leave.wait(_WATCH_SECONDS):
            with suppress(BlockingIOError):
                fcntl.flock(clients, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            for server in self._servers:
                if server.has_exited():
                    self._restart(server)

    def stop(self) -> None:
        """Stop both servers, at the same time."""
        self._state.servers.unlink(missing_ok=True)
        for server in self._servers:
            server.request_stop()
        for server in self._servers:
            server.end()

    def _restart(self, server: Server) -> None:
        now = time.monotonic()
        self._crash_times = [
            crash for crash in self._crash_times if now - crash < _STABLE_SECONDS
        ] + [now]
        if len(self._crash_times) > len(_BACKOFF_SECONDS):
            raise EmbeddedError(f"{server.name} crashes repeatedly; see {server.log}.")
        _log(f"{server.name} has crashed and is restarted")
        # Without the file a new client waits, and starts a new keeper should this one fail.
        self._state.servers.unlink(missing_ok=True)
        self._leave.wait(_BACKOFF_SECONDS[len(self._crash_times) - 1])
        try:
            # On the same port, because clients reconnect to it.
            server.start(server.port)
            server.await_ready()
        except EmbeddedError as error:
            _log(str(error))  # a failed start counts as a crash in the next round
        else:
            self._publish_addresses()

    def _publish_addresses(self) -> None:
        found = {
            "keeper": os.getpid(),
            "database_url": self._postgres.url,
            "redis_url": self._valkey.url,
            "pids": {server.name: server.pid for server in self._servers},
        }
        write_atomically(self._state.servers, json.dumps(found))

    def _previous_ports(self) -> dict[str, int]:
        try:
            ports = json.loads(self._state.ports.read_text())
            return {str(name): int(port) for name, port in ports.items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def _password(self, server: str) -> str:
        return load_or_create_secret(self._state.secret(server), lambda: secrets.token_urlsafe(24))


def _start_on_free_port(server: Server, wanted: int) -> None:
    for _ in range(_PORT_TRIES):
        try:
            server.start(free_port(wanted))
            server.await_ready()
            return
        except PortTakenError:
            wanted = 0  # another process was faster: take any free port
    raise EmbeddedError(f"{server.name} found no free port on 127.0.0.1 in {_PORT_TRIES} tries.")


def keep(state: State) -> None:
    """Run the servers until no client is left. Raises EmbeddedError when they cannot run."""
    # A killed keeper leaves its file behind.
    state.servers.unlink(missing_ok=True)
    keeper = Keeper(state)
    try:
        keeper.start()
        _log("the servers are ready")
        _close_report_pipe()
        keeper.watch()
    finally:
        keeper.stop()


def main(folder: Path) -> int:
    """Become the keeper of a state folder, unless it has one; return the exit status."""
    state = State(folder)
    lock = _keeper_lock(state)
    if lock is None:
        return 0
    if os.fork():
        return 0
    os.setsid()
    try:
        keep(state)
    except EmbeddedError as error:
        _report_failure(str(error))
    except OSError as error:
        _report_failure(str(os_failure(f"The state folder {folder} cannot be used", error)))
    # The keeper lock is released before the client lock, which ends with this process: a client
    # that gets the client lock then finds no keeper and starts one.
    os.close(lock)
    return 0


def _keeper_lock(state: State) -> int | None:
    lock = os.open(state.keeper_lock, os.O_RDWR | os.O_CREAT, 0o600)
    # Clients take this lock for a moment to test whether a keeper is alive, so one refusal is not
    # proof of another keeper.
    deadline = time.monotonic() + _LOCK_SECONDS
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock
        if time.monotonic() > deadline:
            return None
        time.sleep(0.01)


def _report_failure(failure: str) -> None:
    _log(failure)
    # The client has closed the pipe once the servers were ready.
    with suppress(OSError):
        os.write(1, failure.encode())


def _close_report_pipe() -> None:
    os.dup2(2, 1)


def _log(words: str) -> None:
    with suppress(OSError):
        now = time.strftime("%Y-%m-%dT%H:%M:%S%z")
        os.write(2, f"{now} keeper {os.getpid()}: {words}\n".encode())


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
