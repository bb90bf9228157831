"""With the extra, web and workers send traces over OTLP; without an endpoint none of it is even
imported.
"""

import gzip
import importlib.util
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from config import telemetry
from tests.demanded import missing
from tests.service.conftest import BASE_DIR, within

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
# The client of Redis imports OpenTelemetry's metrics by itself where they are installed.
LOADED = """
import sys
ours = ("opentelemetry.instrumentation", "opentelemetry.exporter", "opentelemetry.sdk.trace.export")
print([one for one in sys.modules if one.startswith(ours)])
"""


class Sink:
    """Takes traces on loopback: (service, span) of all that came."""

    def __init__(self) -> None:
        from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
            ExportTraceServiceRequest,
        )

        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers.get("Content-Encoding") == "gzip":
                    body = gzip.decompress(body)
                sink.take(ExportTraceServiceRequest.FromString(body))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.spans = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, request):
        for resource in request.resource_spans:
            named = {one.key: one.value.string_value for one in resource.resource.attributes}
            for scope in resource.scope_spans:
                self.spans += [(named["service.name"], span) for span in scope.spans]

    def texts(self):
        return [one.value.string_value for _, span in list(self.spans) for one in span.attributes]

    def find(self, service, word):
        """The spans of the service with this word in their name."""
        return [span for one, span in list(self.spans) if one == service and word in span.name]


@pytest.fixture
def sink():
    if importlib.util.find_spec("opentelemetry") is None:
        missing("telemetry", "OpenTelemetry is not installed: requirements/telemetry.txt")
    made = Sink()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_request_its_statements_and_its_task_are_one_trace(service, seeded, key, knitwear, sink):
    service.environ |= {
        "OTEL_EXPORTER_OTLP_ENDPOINT": sink.address,
        "OTEL_BSP_SCHEDULE_DELAY": "200",
    }
    service.start_web_and_worker()
    assert service.call(key, "POST", "/v1/shortlists", knitwear)[0] == 202
    [asked] = within(60, lambda: sink.find("ronghe-web", "POST v1/shortlists"), "the request came")

    def answered():
        spans = sink.find("ronghe-worker", "run/matcher.answer")
        return [one for one in spans if one.trace_id == asked.trace_id]

    [task] = within(60, answered, "its task came, in the same trace")
    within(60, lambda: under(sink, "ronghe-web", asked), "its statements came")
    within(60, lambda: under(sink, "ronghe-worker", task), "those of the task came")


def under(sink, service, parent):
    """The statements of the database right below a span."""
    return [
        one
        for one in sink.find(service, "")
        if one.parent_span_id == parent.span_id
        and any(said.key in ("db.statement", "db.query.text") for said in one.attributes)
    ]


def test_no_secret_and_no_value_is_sent(service, key, sink):
    service.environ |= {
        "OTEL_EXPORTER_OTLP_ENDPOINT": sink.address,
        "OTEL_BSP_SCHEDULE_DELAY": "200",
    }
    service.start_web()
    secret = f"rhs_abc_{'s' * 40}"
    service.call(key, "GET", f"/v1/shared/{secret}")
    within(60, lambda: any("rhs_abc_***" in text for text in sink.texts()), "the request came")
    service.call(key, "GET", "/v1/me")
    within(60, lambda: sink.find("ronghe-web", "GET v1/me"), "the next came")
    said = "\n".join(sink.texts())
    assert "s" * 40 not in said
    assert key.rpartition("_")[2] not in said
    assert "Nordtuch" not in said


@pytest.mark.parametrize("module", ["config.wsgi", "config.celery"])
def test_nothing_of_it_is_imported_without_an_endpoint(module):
    environ = {name: text for name, text in os.environ.items() if name not in telemetry.ENDPOINTS}
    started = f"import {module}; from config import telemetry; telemetry.trace_worker()\n{LOADED}"
    ran = subprocess.run(
        [sys.executable, "-c", started], cwd=BASE_DIR, env=environ, capture_output=True, check=True
    )
    assert ran.stdout.strip() == b"[]"


def test_an_endpoint_without_the_extra_stops_the_start(monkeypatch):
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
    # As if it were not installed, wherever these tests run.
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with pytest.raises(SystemExit, match="OpenTelemetry is not installed"):
        telemetry.trace_web()
