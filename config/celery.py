"""The Celery application. Task arguments are primary keys; the work itself is in PostgreSQL."""

import logging
import os
from typing import Any

import structlog
from celery import Celery
from celery.signals import (
    before_task_publish,
    setup_logging,
    task_postrun,
    task_prerun,
    worker_process_init,
)
from kombu.transport.redis import Transport
from redis.exceptions import ResponseError

from config import telemetry
from core.monitoring.request_id import current_request_id

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# A broker whose memory or disk is full refuses what is written, by this error, on which a worker
# would end. It passes like a lost connection: the worker waits, and connects again.
Transport.connection_errors = (*Transport.connection_errors, ResponseError)

app = Celery("ronghe")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def _keep_our_logging(**_: Any) -> None:
    """Keep the handlers of the settings: without this receiver Celery replaces the root handler."""
    logging.getLogger("celery").setLevel(logging.INFO)


@worker_process_init.connect
def _trace_tasks(**_: Any) -> None:
    """Trace in the process that works: the thread that sends spans would not outlive a fork."""
    telemetry.trace_worker()


@before_task_publish.connect
def _send_request_id(headers: dict[str, Any], **_: Any) -> None:
    """Give the task the id of the request that sends it, or of the one whose task sends it."""
    if request_id := current_request_id():
        headers["request_id"] = request_id


@task_prerun.connect
def _bind_task(task_id: str, task: Any, **_: Any) -> None:
    structlog.contextvars.bind_contextvars(task_id=task_id, task=task.name)
    # Beat's tasks have none: they find by themselves what is due.
    if request_id := getattr(task.request, "request_id", None):
        structlog.contextvars.bind_contextvars(request_id=request_id)


@task_postrun.connect
def _unbind_task(**_: Any) -> None:
    structlog.contextvars.clear_contextvars()
