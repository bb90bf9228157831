"""The demo stops with all its processes at SIGINT and SIGTERM, also as a background job of a
script: a shell starts it with SIGINT ignored.
"""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

BASE_DIR = Path(__file__).resolve().parents[2]
# The demo with two processes that end at SIGINT, as gunicorn and Celery do, and no servers.
DEMO = """
import sys
from config.demo import __main__ as demo, services

CHILD = (
    "import os, signal, time; signal.signal(signal.SIGINT, signal.default_int_handler);"
    " open(os.environ['PIDS'], 'a').write(f'{os.getpid()}\\\\n'); time.sleep(120)"
)

def run(options, out):
    with services.Services(1) as running:
        print("up", flush=True)
        running.supervise(lambda text: print(text, flush=True))
    return 0

class Two(services.Services):
    def __init__(self, port):
        super().__init__(port)
        self.commands = {name: [sys.executable, "-c", CHILD] for name in ("web", "worker")}

services.Services, demo._run_demo = Two, run
sys.argv = ["demo"]
sys.exit(demo.main())
"""


def children(pids: Path) -> list[int]:
    return [int(line) for line in pids.read_text().split()] if pids.exists() else []


def within(seconds: float, done) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("group", [True, False], ids=["the group", "the demo alone"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_background_job_stops_with_all_its_processes(tmp_path, gone, number, group):
    pids = tmp_path / "pids"
    environ = os.environ | {"PIDS": str(pids), "RONGHE_STATE": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", DEMO],
        cwd=BASE_DIR,
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_IGN),
    ) as demo:
        try:
            assert demo.stdout.readline() == "up\n"
            within(60, lambda: len(children(pids)) == 2)
            (os.killpg if group else os.kill)(demo.pid, number)
            os.kill(demo.pid, number)  # an impatient second one
            said, _ = demo.communicate(timeout=60)
        finally:
            demo.kill()
    assert demo.returncode == 0
    assert "Stopping" in said
    assert "is restarted" not in said
    assert gone(children(pids), within=10)
