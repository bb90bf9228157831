"""The configuration of gunicorn: 2 processes of 16 threads.

Threads, because a response that waits for an answer (`Prefer: wait`) occupies one; it holds no
database connection meanwhile.
"""

import gc
from typing import Any

from django.urls import get_resolver

from config import metrics_files

bind = "127.0.0.1:8000"
worker_class = "config.problem_worker.ProblemWorker"
workers = 2
threads = 16
timeout = 60
graceful_timeout = 10
# Restart a process now and then, so that fragmented memory is returned; with jitter, so that the
# two do not restart together.
max_requests = 20_000
max_requests_jitter = 2_000
logger_class = "config.gunicorn_logger.GunicornLogger"
# The middleware writes a line for each request, with what only Django knows of it.
accesslog = None
# The socket would be in the user's home folder, shared by all gunicorn servers of the user.
control_socket_disable = True
metrics_files.prepare_folder()
# The one of this process, once it serves.
_usage_writers: list[Any] = []


def pre_fork(server: Any, worker: Any) -> None:
    """Choose the files of the process that is about to start."""
    metrics_files.assign_slot(server, worker)


def post_fork(server: Any, worker: Any) -> None:
    """Use them, before the application and its metrics are loaded."""
    metrics_files.open_files(worker)


def child_exit(server: Any, worker: Any) -> None:
    """Forget what the ended process told of its present state."""
    metrics_files.forget_gauges(worker)


def on_exit(server: Any) -> None:
    """Leave no files behind."""
    metrics_files.remove_files()


def post_worker_init(worker: Any) -> None:
    """Exempt permanent objects from garbage collection.

    At `post_fork` the application is not loaded yet, so this hook is the first possible one. The
    routes are loaded here too, or the first request would pay for them.
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    # This file is read before Django is set up, when no model can be imported yet.
    from firms.usage import UsageWriter

    _usage_writers.append(UsageWriter())
    _usage_writers[-1].start()


def worker_exit(server: Any, worker: Any) -> None:
    """Write the counts that the process still holds."""
    for writer in _usage_writers:
        writer.stop()
