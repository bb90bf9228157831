"""Clients of the embedded servers as processes of their own, as commands are."""

import contextlib
import fcntl
import json
import os
import pwd
import select
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
ATTACH = """
import json, sys
from embedded import attach
servers = attach()
print(json.dumps([servers.database_url, servers.redis_url]), flush=True)
sys.stdin.read()
"""


class Client:
    """A process that attaches, says where the servers are, and stays until told to leave."""

    def __init__(
        self, state: Path, command: Sequence[str], env: Mapping[str, str], popen: dict[str, Any]
    ) -> None:
        self.state = state
        self.process = subprocess.Popen(
            [*command, "-c", ATTACH],
            cwd="/",
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **popen,
        )

    def arrive(self) -> "Client":
        """Wait until the servers are ready for this client."""
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], 45)
        line = self.process.stdout.readline() if ready else ""
        assert line, self.failure()
        self.database_url, self.redis_url = json.loads(line)
        announced = json.loads((self.state / "servers.json").read_text())
        self.keeper = announced["keeper"]
        self.servers = announced["pids"]
        return self

    @property
    def pids(self) -> list[int]:
        """The processes that are to be gone when the last client is."""
        return [self.keeper, *self.servers.values()]

    def failure(self) -> str:
        """What the client complained about, at its end."""
        _, complaint = self.process.communicate(timeout=45)
        return complaint

    def leave(self) -> None:
        """End the ordinary way."""
        with contextlib.suppress(ValueError):
            self.process.communicate(timeout=10)

    def kill(self) -> None:
        """End as kill -9 does."""
        self.process.kill()
        self.leave()


def environment(state: Path, extra: Mapping[str, str]) -> dict[str, str]:
    """The environment of a command: no addresses given, no server on PATH."""
    ours = ("DATABASE_URL", "REDIS_URL", "RONGHE_", "SECRET_KEY", "ENCRYPTION_KEYS", "PG")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    path = os.pathsep.join(filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH"))))
    stripped = {"PATH": "/usr/bin:/bin", "PYTHONPATH": path, "RONGHE_STATE": str(state)}
    return kept | stripped | dict(extra)


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty folder that nobody may pass through, for pytest's own is closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="ronghe-test-")).resolve()
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def state(home: Path) -> Iterator[Path]:
    """Where a state folder can be made; its keeper is gone afterwards."""
    folder = home / "state"
    yield folder
    if (folder / "keeper.lock").exists():
        with (folder / "keeper.lock").open("rb") as lock:
            assert waited(lambda: _locks(lock.fileno()), 20), "a keeper was left behind"


@pytest.fixture
def start_client(state: Path) -> Iterator[Callable[..., Client]]:
    """Start a client; all of them end with the test."""
    clients: list[Client] = []

    def start(
        *,
        command: Sequence[str] = (sys.executable,),
        env: Mapping[str, str] | None = None,
        folder: Path | None = None,
        **popen: Any,
    ) -> Client:
        here = folder or state
        clients.append(Client(here, command, environment(here, env or {}), popen))
        return clients[-1]

    yield start
    for client in clients:
        client.kill()


@pytest.fixture
def run_python(state: Path) -> Callable[..., str]:
    """Run a few lines of Python as a command would run, and give what they print."""

    def run(code: str, **env: str) -> str:
        command = [sys.executable, "-c", code]
        return subprocess.run(
            command,
            cwd="/",
            env=environment(state, env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=45,
        ).stdout

    return run


@pytest.fixture
def client(start_client: Callable[..., Client]) -> Client:
    """A client that the servers are ready for."""
    return start_client().arrive()


@pytest.fixture
def gone() -> Callable[..., bool]:
    """Whether all of some processes end within ten seconds."""

    def gone(pids: Sequence[int], within: float = 10) -> bool:
        return waited(lambda: not any(map(_lives, pids)), within)

    return gone


@pytest.fixture
def nobody() -> dict[str, Any]:
    """How to start a process as an ordinary user; skips unless we are root."""
    if os.geteuid() != 0:
        pytest.skip("only root can start a process as somebody else")
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@pytest.fixture
def open_python() -> tuple[str, dict[str, str]]:
    """A Python that every user can run, and the path on which it finds what we have."""
    packages = Path(sysconfig.get_path("purelib"))
    if not (_is_world_readable(CHECKOUT) and _is_world_readable(packages)):
        pytest.skip("this checkout or its venv lies below a private folder")
    path = os.pathsep.join((str(CHECKOUT), str(packages)))
    for candidate in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        if (
            Path(candidate).exists()
            and _is_world_readable(Path(candidate))
            and _is_new_enough(candidate)
        ):
            return candidate, {"PYTHONPATH": path}
    pytest.skip("no Python 3.11 that every user can run")


def waited(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether something comes to hold in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _lives(pid: int) -> bool:
    if Path("/proc/self/stat").exists():
        try:
            # Behind the name in brackets; a zombie has ended, whoever forgot to ask.
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _locks(file: int) -> bool:
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return True
    return False


def _is_world_readable(path: Path) -> bool:
    here = path.resolve()
    return all(way.stat().st_mode & 0o001 for way in (here, *here.parents))


def _is_new_enough(python: str) -> bool:
    asked = [python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(asked, check=False, timeout=10).returncode == 0
