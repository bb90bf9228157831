"""A supervised child ends when its parent does."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from embedded.supervised_child import start_supervised

CHECKOUT = Path(__file__).resolve().parents[2]
PARENT = """
import os, sys, time
from embedded.supervised_child import start_supervised
child = [sys.executable, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(60)"]
process = start_supervised(child, environ=os.environ, log=None)
time.sleep(60)
"""
STUBBORN = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(os.getpid(), flush=True)
time.sleep(60)
"""


def test_the_child_is_gone_after_the_parent_is_killed(gone):
    command = [sys.executable, "-c", PARENT]
    env = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as parent:
        pid = int(parent.stdout.readline())
        parent.kill()
        assert gone([pid], within=3)


def test_the_status_of_the_child_is_passed_through():
    child = start("raise SystemExit(7)")
    assert child.wait(10) == 7
    child.stdin.close()


def test_a_stubborn_child_is_killed_after_a_grace(tmp_path, gone):
    child, pid = start_and_note(STUBBORN, tmp_path)
    began = time.monotonic()
    child.stdin.close()
    assert child.wait(10) == 128 + signal.SIGKILL
    assert 4 < time.monotonic() - began < 8
    assert gone([pid], within=1)


def test_a_terminated_supervisor_ends_its_child(tmp_path, gone):
    child, pid = start_and_note(STUBBORN.replace("SIG_IGN", "SIG_DFL"), tmp_path)
    child.terminate()
    assert child.wait(3) == 128 + signal.SIGTERM
    assert gone([pid], within=1)
    child.stdin.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the child")
def test_a_killed_supervisor_ends_its_child(tmp_path, gone):
    child, pid = start_and_note(STUBBORN.replace("SIG_IGN", "SIG_DFL"), tmp_path)
    child.kill()
    child.wait(3)
    assert gone([pid], within=3)
    child.stdin.close()


def test_a_command_that_cannot_be_started_is_named(tmp_path):
    with (tmp_path / "log").open("wb") as log:
        child = start_supervised(["no-such-command"], environ=os.environ, log=log)
    assert child.wait(10) == 127
    assert "no-such-command cannot be started" in (tmp_path / "log").read_text()
    child.stdin.close()


def test_it_runs_as_a_module():
    command = [
        sys.executable,
        "-m",
        "embedded.supervised_child",
        sys.executable,
        "-c",
        "raise SystemExit(3)",
    ]
    with subprocess.Popen(command, cwd=CHECKOUT, stdin=subprocess.PIPE) as child:
        assert child.wait(10) == 3


def start(code, log=None):
    return start_supervised([sys.executable, "-c", code], environ=os.environ, log=log)


def start_and_note(code, folder):
    log = folder / "log"
    with log.open("wb") as file:
        child = start(code, file)
    deadline = time.monotonic() + 10
    while not log.read_text().endswith("\n"):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return child, int(log.read_text())
