"""The id of a request: the caller's `X-Request-ID` if it is well-formed, else a new one."""

import re
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

# The id is written to logs and headers, so line breaks and long values must not get through.
_SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")
log = structlog.get_logger(__name__)


class RequestId:
    """Binds the id to every log line of the request and returns it in the response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("X-Request-ID", "")
        request_id = sent if _SANE.fullmatch(sent) else uuid.uuid4().hex
        # Threads are reused: without this, values of the previous request would appear in the log
        # lines.
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        log.info("request", method=request.method, path=request.path, status=response.status_code)
        return response
