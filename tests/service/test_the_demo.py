"""`make demo` as a new user types it, and what is left of it when it is killed."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.conftest import within

pytestmark = pytest.mark.slow
BASE_DIR = Path(__file__).resolve().parents[2]
OURS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ENCRYPTION_KEYS", "RONGHE_MODE")


class Demo:
    """`make demo` with a state folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.state = folder / "state"
        self.output = folder / "output"
        hidden = {*OURS, "RONGHE_EMBEDDED", "DJANGO_SETTINGS_MODULE"}
        self.environ = {k: v for k, v in os.environ.items() if k not in hidden}
        self.environ["RONGHE_STATE"] = str(self.state)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *variables: str) -> None:
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                ["make", "demo", *variables],
                cwd=BASE_DIR,
                env=self.environ,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def up(self) -> None:
        """It runs and stays up: started, unless a test before has left it so."""
        if self.process is None or self.process.poll() is not None:
            self.start()
        within(300, lambda: "Ctrl-C stops it" in self.said(), "the demo is up")

    def said(self) -> str:
        return self.output.read_text("utf-8")

    def log(self, name: str) -> str:
        """What the service of this name has logged, whatever the port."""
        return "".join(one.read_text("utf-8") for one in self.state.glob(f"logs/*/{name}.log"))

    def finished(self) -> int:
        assert self.process is not None
        return self.process.wait(timeout=300)

    def alive(self) -> list[int]:
        """Every process that was given this state folder: servers, keeper, web, worker, sweep."""
        found = []
        for entry in Path("/proc").iterdir():
            try:
                named = str(self.state).encode()
                if entry.name.isdigit() and (
                    named in (entry / "environ").read_bytes()
                    or named in (entry / "cmdline").read_bytes()
                ):
                    found.append(int(entry.name))
            except OSError:  # it ended meanwhile, or is another user's
                continue
        return [pid for pid in found if pid != os.getpid()]

    def end(self) -> None:
        for pid in self.alive():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if self.process:
            self.process.wait(timeout=10)


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    """One state folder for all: the seeds are loaded once, and each test may come alone.

    Root's servers run as nobody, and any pytest that starts closes pytest's own folder to others.
    """
    folder = Path(tempfile.mkdtemp(prefix="ronghe-demo-")).resolve()
    folder.chmod(0o711)
    made = Demo(folder)
    yield made
    made.end()
    shutil.rmtree(folder, ignore_errors=True)


def test_once_prints_real_makers_first_and_points_that_add_up(demo):
    demo.start("ONCE=1")
    assert demo.finished() == 0, demo.said()
    said = demo.said()
    real, makers, services = said.split("Asking over REST:")[1:]
    assert "Contemporary Amperex" in real
    assert "Simulated" not in real
    added = re.search(r"Points of (\d+) of (\d+) entries add up", makers)
    assert added is not None
    assert int(added[1]) == int(added[2]) >= 20
    assert "Simulated" in makers
    assert "SHEIN" in services
    assert "PP001" in services
    assert re.search(r"Listening on http://127\.0\.0\.1:\d+", said)
    assert re.search(r"API key: rh_\w+", said)
    assert re.search(r"log in as editor with [\w-]{16}\n", said)
    assert re.search(r"log in as approver with [\w-]{16}\n", said)


def test_a_later_start_asks_for_no_shortlist_again(demo):
    if demo.process is None:
        demo.start("ONCE=1")
        assert demo.finished() == 0, demo.said()
    demo.start("ONCE=1")
    assert demo.finished() == 0, demo.said()
    assert counted(demo, "Shortlist") == 3


def test_a_taken_port_is_said_plainly(demo):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        demo.start("ONCE=1", f"PORT={port}")
        assert demo.finished() != 0
    assert f"port {port} cannot be used" in demo.said()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_worker_that_is_killed_is_started_again(demo):
    demo.up()
    worker = next(
        pid
        for pid in demo.alive()
        if b"celery\0-q\0-A\0config.celery\0worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
        and b"supervised_child" not in Path(f"/proc/{pid}/cmdline").read_bytes()
    )
    ready = demo.log("worker").count("ready.")
    os.kill(worker, signal.SIGKILL)
    within(45, lambda: "worker has ended" in demo.said(), "it is told")
    within(90, lambda: demo.log("worker").count("ready.") == ready + 1, "another is ready")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_killed_with_make_it_leaves_no_process_and_loses_no_data(demo):
    demo.up()
    assert len(demo.alive()) >= 8
    revisions = counted(demo, "Revision")
    assert revisions >= 3
    assert demo.process is not None
    os.killpg(demo.process.pid, signal.SIGKILL)  # make and the demo are one group
    demo.process.wait(timeout=10)
    within(30, lambda: not demo.alive(), "no process of ours is alive")

    assert counted(demo, "Revision") == revisions


def counted(demo: Demo, model: str) -> int:
    """How many of them are in the demo's database."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c",
         f"from matcher.models import {model}; print({model}.objects.count())"],
        cwd=BASE_DIR, env=demo.environ, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return int(done.stdout)
