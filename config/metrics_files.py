"""The files in which gunicorn's processes keep their counters, so that each can tell all sums.

The files are named by a slot, not by the id of the process: a process that follows another in its
slot counts on in its files, so there are never more files than processes at a time (decision 0008).
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from prometheus_client import values
from prometheus_client.multiprocess import mark_process_dead

_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def prepare_folder() -> None:
    """Make the folder, in the main process, before one of the others starts. A main process that
    takes over from another (USR2) goes on in its folder, with files of its own.
    """
    if _VARIABLE not in os.environ:
        os.environ[_VARIABLE] = tempfile.mkdtemp(prefix="ronghe-metrics-")


def assign_slot(server: Any, worker: Any) -> None:
    """Give a process that is about to start the lowest slot that none has."""
    taken = {one.slot for one in server.WORKERS.values()}
    worker.slot = next(n for n in range(len(taken) + 1) if n not in taken)


def open_files(worker: Any) -> None:
    """Keep the metrics of this process, of which none is loaded yet, in the files of its slot."""
    identifier = f"{worker.ppid}-{worker.slot}"
    values.ValueClass = values.MultiProcessValue(lambda: identifier)  # type: ignore[no-untyped-call]


def forget_gauges(worker: Any) -> None:
    """Remove what an ended process told of its present state; its counts stay."""
    mark_process_dead(f"{os.getpid()}-{worker.slot}")  # type: ignore[no-untyped-call]


def remove_files() -> None:
    """Remove the files of this main process, and the folder if no other uses it."""
    folder = Path(os.environ[_VARIABLE])
    for path in folder.glob(f"*_{os.getpid()}-*.db"):
        path.unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()
