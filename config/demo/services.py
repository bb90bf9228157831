"""The demo's processes: management commands, then web, worker and beat tethered to it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command
from django.db import DatabaseError

from config.embedded.state import state_folder
from config.tether import tethered

BASE_DIR = Path(__file__).resolve().parents[2]
USUAL_PORT = 8000
READY_WITHIN = 60.0
# A receiver to try webhooks with stands on this machine.
_ENVIRON = {"WEBHOOK_ALLOW_LOOPBACK": "true"}


class DemoError(RuntimeError):
    """The demo cannot go on; the text says why and what to do."""


def free_port(asked: int | None) -> int:
    """The port asked for, or 8000, or any free one when 8000 is taken.

    Raises `DemoError` when the one asked for is taken.
    """
    for port in (asked,) if asked else (USUAL_PORT, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port or 0))
            except (OSError, OverflowError) as fault:
                reason = fault
                continue
            return int(probe.getsockname()[1])
    raise DemoError(f"port {asked} cannot be used ({reason}): give another, as in PORT=8010")


def command(*words: str) -> str:
    """Run a management command in this process; its output. Raises `DemoError`."""
    said = StringIO()
    try:
        call_command(*words, stdout=said)
    except (CommandError, DatabaseError) as fault:
        raise DemoError(f"manage.py {words[0]} failed: {fault}") from fault
    return said.getvalue()


@contextmanager
def running(port: int) -> Iterator[None]:
    """Web, worker, beat and deliver, each with a log in the state folder; ended when the block
    is left, and also when this process is killed.
    """
    logs = state_folder() / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    celery = [sys.executable, "-m", "celery", "-A", "config.celery"]
    commands = {
        "web": [
            *(sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py"),
            *("-b", f"127.0.0.1:{port}", "config.wsgi"),
        ],
        "worker": [*celery, "worker", "--concurrency", "2"],
        "beat": [*celery, "beat"],
        "deliver": [sys.executable, "manage.py", "deliver"],
    }
    processes: list[subprocess.Popen[bytes]] = []
    with ExitStack() as stack:
        stack.callback(_end, processes)
        for name, words in commands.items():
            log = stack.enter_context((logs / f"{name}.log").open("w", encoding="utf-8"))
            processes.append(tethered(words, environ=_ENVIRON | os.environ, log=log))
        yield


def _end(processes: "Sequence[subprocess.Popen[bytes]]") -> None:
    """Let go of the tethers, then wait for what hangs on them: 5 s of grace, then it is killed."""
    for process in processes:
        if process.stdin:
            process.stdin.close()
    for process in processes:
        process.wait(timeout=15)


def wait_until_ready(address: str) -> None:
    """Until /readyz says so. Raises `DemoError` after a minute, with where to look."""
    end = time.monotonic() + READY_WITHIN
    said = "nothing answers"
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except urllib.error.HTTPError as refusal:
            said = refusal.read().decode()
        except OSError as fault:
            said = str(fault)
        time.sleep(0.1)
    logs = state_folder() / "logs"
    raise DemoError(f"{address} is not ready ({said}): see the logs in {logs}")
