"""A client of the embedded servers: holds their lock and starts the keeper when needed."""

import fcntl
import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from embedded.errors import EmbeddedError, os_failure
from embedded.state import CHECKOUT, State, open_log, prepare_state_folder, state_folder

_LOCK_SECONDS = 25.0
_READY_SECONDS = 30.0
_POLL_SECONDS = 0.02

_guard = threading.Lock()
_client_locks: dict[Path, int] = {}


@dataclass(frozen=True)
class Servers:
    """The URLs of the servers."""

    database_url: str
    redis_url: str


def attach(state: Path | None = None) -> Servers:
    """Use the servers of a state folder; they run at least as long as this process.

    Starts them when they do not run. Call it again after they were killed. Raises EmbeddedError,
    with advice, when they cannot run.
    """
    here = prepare_state_folder(state_folder() if state is None else state.absolute())
    with _guard:
        if here.folder not in _client_locks:
            _client_locks[here.folder] = _acquire_client_lock(here)
        return _wait_for_servers(here)


def detach() -> None:
    """Release the locks: the servers may stop when no other process holds one."""
    with _guard:
        while _client_locks:
            # Closed, not unlocked: unlocking would also release the copy of a forked child that
            # still uses the servers.
            os.close(_client_locks.popitem()[1])


def _acquire_client_lock(state: State) -> int:
    try:
        lock = os.open(state.clients_lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise os_failure(f"The state folder {state.folder} cannot be written", error) from error
    # A stopping keeper holds the lock exclusively until the servers have ended.
    deadline = time.monotonic() + _LOCK_SECONDS
    while time.monotonic() < deadline:
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return lock
        time.sleep(_POLL_SECONDS)
    os.close(lock)
    raise EmbeddedError(
        f"The servers of the last run did not stop in {_LOCK_SECONDS:.0f} s;"
        f" see {state.log('keeper')}."
    )


def _wait_for_servers(state: State) -> Servers:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        if not _keeper_is_alive(state):
            _start_keeper(state, deadline)
        elif servers := _running_servers(state):
            return servers
        else:
            time.sleep(_POLL_SECONDS)
    raise _timeout_error(state)


def _keeper_is_alive(state: State) -> bool:
    lock = os.open(state.keeper_lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def _running_servers(state: State) -> Servers | None:
    try:
        found = json.loads(state.servers.read_text())
        # A killed keeper leaves the file behind until the next keeper removes it.
        os.kill(found["keeper"], 0)
    except (OSError, ValueError):
        return None
    return Servers(database_url=found["database_url"], redis_url=found["redis_url"])


def _start_keeper(state: State, deadline: float) -> None:
    """Start a keeper and wait until it is ready, has failed, or has found another keeper."""
    path = os.pathsep.join(filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH"))))
    try:
        with open_log(state.log("keeper")) as log:
            keeper = subprocess.run(
                [sys.executable, "-m", "embedded.keeper", str(state.folder)],
                cwd=CHECKOUT,
                env=os.environ | {"PYTHONPATH": path},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                timeout=max(deadline - time.monotonic(), 0),
                check=False,
            )
    except OSError as error:
        raise os_failure("The keeper of the servers cannot be started", error) from error
    except subprocess.TimeoutExpired:
        raise _timeout_error(state) from None
    if keeper.stdout:
        raise EmbeddedError(keeper.stdout.decode(errors="replace"))
    # A negative status means that it was killed: the caller's loop starts another.
    if keeper.returncode > 0:
        raise EmbeddedError(f"The keeper of the servers failed; see {state.log('keeper')}.")


def _timeout_error(state: State) -> EmbeddedError:
    return EmbeddedError(
        f"The servers were not ready in {_READY_SECONDS:.0f} s; see the logs in {state.folder}."
    )
