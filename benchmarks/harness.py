"""Servers of our own, senders as processes, and events to send: ended and removed afterwards."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parents[1]
_OURS = ("DATABASE_URL", "REDIS_URL", "RONGHE_EMBEDDED", "SECRET_KEY", "ENCRYPTION_KEYS")


@contextmanager
def own_servers() -> Iterator[Path]:
    """A PostgreSQL and a Valkey that nobody else uses, migrated; their state folder. Must come
    before anything that knows the settings.
    """
    import embedded
    from embedded.server import is_alive

    with tempfile.TemporaryDirectory(prefix="ronghe-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        for variable in _OURS:
            os.environ.pop(variable, None)
        os.environ |= {
            "RONGHE_STATE": name,
            "RONGHE_MODE": "development",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        embedded.ensure_environment(os.environ)
        try:
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            yield folder
        finally:
            pids = server_pids(folder).values()
            embedded.detach()
            within(60, lambda: not any(map(is_alive, pids)), "our servers have stopped")


def within(seconds: float, done: Callable[[], Any], what: str) -> Any:
    """Wait, boundedly, until it is true; its value."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := done():
            return found
        time.sleep(0.02)
    raise AssertionError(f"after {seconds} s still not: {what}")


class Senders:
    """`manage.py deliver`, as many as wanted. What it starts it ends, each by its own id."""

    def __init__(self, environ: Mapping[str, str], log: Path) -> None:
        self.environ = {k: v for k, v in environ.items() if k != "RONGHE_EMBEDDED"}
        self.log = log
        self.running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Senders":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and self.log.exists():
            sys.stderr.write(self.log.read_text(errors="replace")[-3000:])
        for process in self.running:
            process.send_signal(signal.SIGCONT)
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)

    def start(self, *words: str, program: tuple[str, ...] = ("manage.py",)) -> int:
        """Start one more; its process id."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *program, "deliver", *words],
                cwd=BASE_DIR,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.running.append(process)
        return process.pid

    def kill(self, number: int = 0) -> None:
        """kill -9 of one of ours."""
        process = self.running.pop(number)
        process.kill()
        process.wait(5)

    def signal(self, pid: int, what: signal.Signals) -> None:
        """Send a signal to one of ours."""
        next(one for one in self.running if one.pid == pid).send_signal(what)


def server_pids(folder: Path) -> dict[str, int]:
    """The process ids of our own PostgreSQL and Valkey."""
    found: dict[str, int] = json.loads((folder / "servers.json").read_text())["pids"]
    return found
