"""Do the periodic work in this process: no broker is asked, because the rows say what is due."""

import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from celery import current_app
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

# Docker kills ten seconds after it asked: what is not finished by then is rolled back.
_STOP_SECONDS = 8.0
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class PeriodicJob:
    """Work that is done every so many `seconds`; `run` finds what is due, and may do nothing.
    `name` is that of the task.
    """

    name: str
    run: Callable[[], object]
    seconds: float


def scheduled_jobs() -> list[PeriodicJob]:
    """The tasks of CELERY_BEAT_SCHEDULE, to be called here instead of sent to workers."""
    current_app.loader.import_default_modules()
    schedule: Mapping[str, Mapping[str, Any]] = settings.CELERY_BEAT_SCHEDULE
    return [
        PeriodicJob(entry["task"], current_app.tasks[entry["task"]], entry["schedule"])
        for entry in schedule.values()
    ]


class Sweeper:
    """Does jobs, each in a thread of its own, so that a long one delays no other. Any number of
    processes may do the same, and each may be killed at any time: jobs lock what they work at.
    """

    def __init__(self, jobs: Sequence[PeriodicJob]) -> None:
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._repeat, args=(job,), name=job.name, daemon=True)
            for job in jobs
        ]

    def stop(self) -> None:
        """Begin no further round; `run` returns soon."""
        self._stopping.set()

    def run(self) -> None:
        """Work until `stop` is called. While the database is unreachable, wait for it."""
        log.info("sweeping", jobs=len(self._threads))
        for thread in self._threads:
            thread.start()
        self._stopping.wait()
        end = time.monotonic() + _STOP_SECONDS
        for thread in self._threads:
            thread.join(max(end - time.monotonic(), 0))

    def _repeat(self, job: PeriodicJob) -> None:
        # Not all at once, neither the jobs of a process nor the processes.
        pause = random.uniform(0, min(job.seconds, 5))  # noqa: S311  # nosec B311 - no secret
        # As in a worker: each line names the task.
        structlog.contextvars.bind_contextvars(task=job.name)
        while not self._stopping.wait(pause):
            begin = time.monotonic()
            self._run_once(job)
            pause = max(job.seconds - (time.monotonic() - begin), 0.1)

    def _run_once(self, job: PeriodicJob) -> None:
        try:
            job.run()
        except (OperationalError, InterfaceError) as fault:
            log.warning("the database is unreachable", fault=repr(fault))
        except Exception:
            # The next round tries again; the other jobs are not concerned.
            log.exception("periodic work failed")
        finally:
            with suppress(Exception):
                connection.close()
