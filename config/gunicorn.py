"""gunicorn: 2 processes of 16 threads; a waiting response holds a thread, never a connection."""

import gc
from typing import Any

from django.urls import get_resolver

bind = "127.0.0.1:8000"
worker_class = "gthread"
workers = 2
threads = 16
timeout = 60
graceful_timeout = 10
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = None
# Its socket would lie in the home of the user, shared by every server of theirs.
control_socket_disable = True


def post_worker_init(worker: Any) -> None:
    """Spare full collections what a process keeps for good. Nothing is loaded at `post_fork`, so
    that it would be too early; the routes are loaded here, not by whoever asks first.
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
