"""Real processes on the tests' database: gunicorn, workers and sweeps, over a real broker."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import redis
from django.db import connection

from core import task_queue
from demonstration import loading
from embedded.supervised_child import start_supervised
from firms import api_keys
from firms.models import Firm
from partners.intake.seeds import load_seeds
from priorities.importing.seed_lists import load_seed_lists

BASE_DIR = Path(__file__).resolve().parents[2]


def within(seconds: float, done: Callable[[], Any], what: str) -> Any:
    """Wait, boundedly, until it is true; its value."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := done():
            return found
        time.sleep(0.05)
    raise AssertionError(f"after {seconds} s still not: {what}")


class Service:
    """Starts and ends processes by their ids, and calls the API as a client would."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.folder, self.environ = folder, environ
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{probe.getsockname()[1]}"

    def start(self, name: str, *words: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = start_supervised(
                [sys.executable, "-m", *words], environ=self.environ, log=log
            )

    def start_web(self, processes: int = 1) -> None:
        self._begin_web(processes)
        self._await_web()

    def start_worker(self, name: str = "worker") -> None:
        self._begin_worker(name)
        self._await_worker(name)

    def start_web_and_worker(self) -> None:
        """Side by side: each takes seconds to load."""
        self._begin_web()
        self._begin_worker("worker")
        self._await_web()
        self._await_worker("worker")

    def _begin_web(self, processes: int = 1) -> None:
        self.start(
            "web", "gunicorn", "-c", "config/gunicorn.py", "-w", str(processes),
            "-b", urlsplit(self.address).netloc, "config.wsgi",
        )  # fmt: skip

    def _await_web(self) -> None:
        within(120, self._alive, "web is alive")

    def _begin_worker(self, name: str) -> None:
        self.start(
            name, "celery", "-q", "-A", "config.celery", "worker", "--concurrency", "2", "-n",
            f"{name}@%h",
        )  # fmt: skip

    def _await_worker(self, name: str) -> None:
        within(90, lambda: b"ready." in self.log(name), "the worker is ready")

    def start_sweep(self) -> None:
        self.start("sweep", "manage", "sweep")

    def log(self, name: str) -> bytes:
        return (self.folder / f"{name}.log").read_bytes()

    def kill(self, name: str) -> None:
        """kill -9 of the process and all its children: the supervisor's child leads their group."""
        process = self.processes.pop(name)
        for child in children(process.pid):
            with contextlib.suppress(ProcessLookupError):  # it may have ended by itself
                os.killpg(child, signal.SIGKILL)
        _let_go(process)

    def stop(self) -> None:
        # Killed, not asked: a worker takes seconds to part, and all that it holds is emptied.
        for name in list(self.processes):
            self.kill(name)

    def _alive(self) -> bool:
        try:
            return urllib.request.urlopen(f"{self.address}/livez", timeout=2).status == 200
        except OSError:
            return False

    def call(
        self, key: str, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any]:
        request = urllib.request.Request(
            self.address + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {key}",
                "Content-Type": "application/json",
                **headers,
            },
        )
        try:
            # Many at once wait for one another on a busy machine.
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as refusal:
            return refusal.status, json.load(refusal)


def _let_go(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin:
        process.stdin.close()
    process.wait(timeout=15)


def children(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in listed.stdout.split()]


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the tests' own broker database, empty before and after. This process waits for
    it: on a busy machine a message may take longer than a request waits.
    """
    for name in ("socket_connect_timeout", "socket_timeout"):
        monkeypatch.setitem(task_queue._TIMEOUTS, name, 10)
    monkeypatch.setattr(task_queue, "_SLOW", 10)
    task_queue.breaker.close()
    task_queue._producers.cache_clear()
    address = os.environ["REDIS_URL"]
    with redis.Redis.from_url(address) as client:
        client.flushdb()
        yield address
        client.flushdb()
    task_queue._producers.cache_clear()


@pytest.fixture
def service(transactional_db: None, broker: str, tmp_path: Path) -> Iterator[Service]:
    """Nothing runs yet; what a test starts is ended with it."""
    at = connection.settings_dict
    database = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    made = Service(tmp_path, os.environ | {"DATABASE_URL": database})
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def seeded(transactional_db: None) -> None:
    """The whole of the seeds."""
    load_seeds(BASE_DIR / "seeds")
    loading.load(BASE_DIR / "seeds")
    load_seed_lists(BASE_DIR / "seeds")


@pytest.fixture
def key(transactional_db: None) -> str:
    return api_keys.issue(firm=Firm.objects.create(name="Nordtuch GmbH"))


@pytest.fixture
def knitwear() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (BASE_DIR / "docs" / "briefs" / "knitwear.json").read_text("utf-8")
    )
    return found
