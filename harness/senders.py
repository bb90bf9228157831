"""`manage.py deliver` as processes, ended with the measurement that started them."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from harness.servers import BASE_DIR


class Senders:
    """Processes of `manage.py deliver`; the block's end terminates each of them, by its id."""

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
        """Start one process; its id."""
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
        """Kill one of the processes with SIGKILL."""
        process = self.running.pop(number)
        process.kill()
        process.wait(5)

    def signal(self, pid: int, what: signal.Signals) -> None:
        """Send a signal to one of the processes."""
        next(one for one in self.running if one.pid == pid).send_signal(what)
