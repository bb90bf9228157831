"""Traces of requests, statements and tasks over OTLP, where OTEL_EXPORTER_OTLP_ENDPOINT is set.

Elsewhere none of it is imported here; OpenTelemetry is an extra (requirements/telemetry.txt). Its
exporter, sampler and resource read their own variables (`OTEL_…`) by themselves.
"""

import os
from typing import Any

from django.conf import settings

from config.logs import hide_tokens

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_ADVICE = "is set, and OpenTelemetry is not installed: install requirements/telemetry.txt"


def trace_web() -> None:
    """Trace the requests of this process, their statements and the tasks that they send. To be
    called in the process that serves, before its middleware is loaded: a thread sends the spans.
    """
    if not _is_on("ronghe-web"):
        return
    from opentelemetry.instrumentation.django import DjangoInstrumentor

    # Inside of what binds the id of the request, and refuses one without a host.
    place = settings.MIDDLEWARE.index("config.middleware.HostRequired") + 1
    DjangoInstrumentor().instrument(middleware_position=place, request_hook=_hide_tokens)


def trace_worker() -> None:
    """Trace the tasks of this process, and their statements."""
    _is_on("ronghe-worker")


def _is_on(service: str) -> bool:
    """Begin to send spans, under the name of this service unless OTEL_SERVICE_NAME is set; False
    where no endpoint is set. Raises `SystemExit` where one is, and the extra is not installed.
    """
    named = [name for name in ENDPOINTS if os.environ.get(name)]
    if not named:
        return False
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.instrumentation.celery import CeleryInstrumentor
        from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as fault:
        raise SystemExit(f"{named[0]} {_ADVICE} ({fault.name} is missing).") from fault
    os.environ.setdefault("OTEL_SERVICE_NAME", service)
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    # Of a statement its text with placeholders is sent, never a value.
    PsycopgInstrumentor().instrument()
    CeleryInstrumentor().instrument()
    return True


def _hide_tokens(span: Any, _request: Any) -> None:
    """Replace the secrets that stand in the address of a request."""
    hidden = hide_tokens(None, "", dict(span.attributes or {}))
    span.set_attributes(hidden)
