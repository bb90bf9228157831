"""Processes of the service, ended with the measurement that started them."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from embedded.supervised_child import signal_on_parent_death
from harness.servers import BASE_DIR

SWEEP = ("manage.py", "sweep")
WORKER = ("-m", "celery", "-A", "config.celery", "worker", "--concurrency", "2")


class Processes:
    """Starts programs; the block's end terminates each of them, by its id, and shows the end
    of their log where the block failed.
    """

    def __init__(self, environ: Mapping[str, str], log: Path) -> None:
        self.environ = {k: v for k, v in environ.items() if k != "RONGHE_EMBEDDED"}
        self.log = log
        self.running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and self.log.exists():
            sys.stderr.write(self.log.read_text(errors="replace")[-3000:])
        self.stop()

    def stop(self) -> None:
        """Terminate all; kill those that do not end within ten seconds."""
        for process in self.running:
            process.send_signal(signal.SIGCONT)
            process.terminate()
        for process in self.running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)
        self.running = []

    def start(self, *words: str) -> int:
        """Start `python` with these words; its id."""
        return self.run(sys.executable, *words)

    def run(self, *command: str) -> int:
        """Start a program; its id."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=BASE_DIR,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # A measurement that is killed ends nothing by itself.
                preexec_fn=signal_on_parent_death(signal.SIGTERM),
            )
        self.running.append(process)
        return process.pid

    def kill(self, number: int = 0) -> None:
        """Kill one of the processes with SIGKILL."""
        process = self.running.pop(number)
        process.kill()
        process.wait(5)

    def signal(self, pid: int, what: signal.Signals) -> None:
        """Send a signal to one of the processes."""
        next(one for one in self.running if one.pid == pid).send_signal(what)
