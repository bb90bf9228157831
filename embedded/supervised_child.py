"""A child process that ends when its parent does, however the parent ends.

``python -m embedded.supervised_child COMMAND ARGUMENT...`` is the supervisor: it runs the command
and ends it as soon as its own standard input is closed. The parent holds the other end of that
pipe, and the kernel closes it in every case, ``kill -9`` included.
"""

import ctypes
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

GRACE_SECONDS = 5.0
_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_PR_SET_PDEATHSIG = 1


def start_supervised(
    command: Sequence[str], *, environ: Mapping[str, str], log: IO[Any] | None
) -> subprocess.Popen[bytes]:
    """Start ``command`` under a supervisor and return the supervisor's process.

    The command ends when this process does, or when the returned process is dropped, terminated
    or has its ``stdin`` closed. Its output goes to ``log``, else to the streams of this process.
    """
    # By path and with -P: independent of the working folder, and no module beside this file can
    # shadow a standard one.
    return subprocess.Popen(
        [sys.executable, "-P", str(Path(__file__).resolve()), *command],
        env=dict(environ),
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=None if log is None else subprocess.STDOUT,
    )


def signal_on_parent_death(stop_signal: signal.Signals) -> Callable[[], None] | None:
    """A ``preexec_fn`` with which Linux sends ``parting`` to the child when its parent dies.

    None on other systems. The signal comes when the thread that started the child ends, so start
    children in the main thread.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def follow() -> None:
        prctl(_PR_SET_PDEATHSIG, int(stop_signal), 0, 0, 0)
        # The parent may have died before the call.
        if os.getppid() != parent:
            os._exit(1)

    return follow


def main(command: Sequence[str]) -> int:
    """Run ``command`` until it or the parent ends; return its exit status as a shell would."""
    if not command:
        sys.stderr.write("usage: python -m embedded.supervised_child COMMAND [ARGUMENT...]\n")
        return 2
    wakeup = _signal_pipe(signal.SIGCHLD, *_STOP_SIGNALS)
    try:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=signal_on_parent_death(signal.SIGTERM),
        )
    except OSError as error:
        sys.stderr.write(f"{command[0]} cannot be started: {error.strerror}\n")
        return 127
    if _must_stop_child(child, wakeup):
        child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(GRACE_SECONDS)
    # Processes that the command left behind in its group end with it.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    status = child.wait()
    return status if status >= 0 else 128 - status


def _signal_pipe(*signals: signal.Signals) -> int:
    """Return a file descriptor from which the numbers of these signals can be read."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    for number in signals:
        signal.signal(number, lambda *_: None)
    return reading


def _must_stop_child(child: subprocess.Popen[bytes], wakeup: int) -> bool:
    """Wait; return whether the child must be stopped, False when it has ended by itself."""
    stdin = sys.stdin.fileno()
    while child.poll() is None:
        readable, _, _ = select.select([stdin, wakeup], [], [])
        if stdin in readable and not os.read(stdin, 4096):
            return True
        if wakeup in readable and set(os.read(wakeup, 64)) & {int(each) for each in _STOP_SIGNALS}:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
