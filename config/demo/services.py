"""The processes of the demo: management commands, then web, worker, sweep and deliver."""

import fcntl
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Literal

from django.core.management import CommandError, call_command
from django.db import DatabaseError

from embedded.state import state_folder
from embedded.supervised_child import start_supervised

BASE_DIR = Path(__file__).resolve().parents[2]
DEFAULT_PORT, MAX_PORT = 8000, 65535
READY_SECONDS = 60.0
# A receiver for trying webhooks runs on this machine. The rate is there to be seen in the headers,
# and too high to be in the way of a load test.
_DEFAULT_ENVIRONMENT = {"WEBHOOK_ALLOW_LOOPBACK": "true", "RATE_LIMIT": "60000/minute"}


class DemoError(RuntimeError):
    """The demo cannot continue; the text gives the cause and advice."""


def parse_port(text: str) -> int | None:
    """Parse the value of PORT=; None for an empty one. Raises `DemoError`."""
    if not text.strip():
        return None
    advice = f"give a number from 1 to {MAX_PORT}, as in PORT=8010; the default is {DEFAULT_PORT}"
    digits = text.strip()
    if not (digits.isascii() and digits.removeprefix("-").isdigit()):
        raise DemoError(f"PORT={text[:40]} is no port: {advice}")
    nearest = min(max(int(digits[:20]), 1), MAX_PORT)
    if nearest != int(digits[:20]):
        raise DemoError(f"PORT={text[:40]} is no port; the nearest is {nearest}: {advice}")
    return nearest


def free_port(requested: int | None) -> int:
    """Return the requested port, or 8000, or any free port when 8000 is taken.

    Raises `DemoError` when the requested port is taken.
    """
    for port in (requested,) if requested else (DEFAULT_PORT, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port or 0))
            except OSError as fault:
                reason = fault
                continue
            return int(probe.getsockname()[1])
    raise DemoError(f"port {requested} cannot be used ({reason}): give another, as in PORT=8010")


def run_command(*words: str) -> str:
    """Run a management command in this process and return its output. Raises `DemoError`."""
    output = StringIO()
    try:
        call_command(*words, stdout=output)
    except (CommandError, DatabaseError) as fault:
        raise DemoError(f"manage.py {words[0]} failed: {fault}") from fault
    return output.getvalue()


@contextmanager
def exclusive_database_access() -> Iterator[None]:
    """Hold a lock against other demos of the checkout, while migrating or loading seeds."""
    with (state_folder() / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Services:
    """Web, worker, sweep and deliver, each with a log in the state folder.

    They are supervised children: they end with this process, however it ends.
    """

    def __init__(self, port: int) -> None:
        celery = [sys.executable, "-m", "celery", "-q", "-A", "config.celery"]
        web = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py"]
        self.logs = state_folder() / "logs" / str(port)
        self.commands = {
            "web": [*web, "-b", f"127.0.0.1:{port}", "config.wsgi"],
            "worker": [*celery, "worker", "--concurrency", "2", "-n", f"demo-{port}@%h"],
            "sweep": [sys.executable, "manage.py", "sweep"],
            "deliver": [sys.executable, "manage.py", "deliver"],
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Services":
        self.logs.mkdir(parents=True, exist_ok=True)
        for name in self.commands:
            self._start(name, "wb")
        return self

    def __exit__(self, *_: object) -> None:
        """Close the pipes of all children, then wait: each has 5 s to stop before it is killed."""
        for process in self.processes.values():
            if process.stdin:
                process.stdin.close()
        for process in self.processes.values():
            process.wait(timeout=15)

    def supervise(self, report: Callable[[str], None]) -> None:
        """Restart processes that have ended, for ever; `report` receives a line for each."""
        while True:
            time.sleep(1)
            for name, process in list(self.processes.items()):
                if process.poll() is not None:
                    report(f"{name} has ended with status {process.returncode} and is restarted")
                    if process.stdin:
                        process.stdin.close()
                    self._start(name, "ab")

    def _start(self, name: str, mode: Literal["wb", "ab"]) -> None:
        with (self.logs / f"{name}.log").open(mode) as log:
            environ = _DEFAULT_ENVIRONMENT | os.environ
            self.processes[name] = start_supervised(self.commands[name], environ=environ, log=log)


def wait_until_ready(address: str, logs: Path) -> None:
    """Wait until /readyz succeeds. Raises `DemoError` with the path of the logs after a minute."""
    end = time.monotonic() + READY_SECONDS
    output = "nothing answers"
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):  # loopback only  # nosec B310
                return
        except urllib.error.HTTPError as refusal:
            output = refusal.read().decode()
        except OSError as fault:
            output = str(fault)
        time.sleep(0.1)
    raise DemoError(f"{address} is not ready ({output}): see the logs in {logs}")
