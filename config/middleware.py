"""HTTP middleware: the id of each request, addresses with a slash too many, and the user of each
change in the admin.
"""

import re
import time
import uuid
from collections.abc import Callable
from http import HTTPStatus

import pghistory
import structlog
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.urls import is_valid_path, reverse
from django.utils.encoding import escape_uri_path

from api.probes.request_metrics import observe_request
from core.rates.client_address import client_address

# The id is written to logs and headers, so line breaks and long values must not get through.
_SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")
log = structlog.get_logger(__name__)


class RequestId:
    """Give each request an id, the caller's `X-Request-ID` if it is well-formed: bind it to every
    log line of the request, and return it in the response.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("X-Request-ID", "")
        request_id = sent if _SANE.fullmatch(sent) else uuid.uuid4().hex
        # Threads are reused: without this, values of the previous request would appear in the log
        # lines.
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(
            request_id=request_id, address=client_address(request)
        )
        begun = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - begun
        response["X-Request-ID"] = request_id
        route = route_of(request)
        observe_request(
            route=route, method=request.method or "", status=response.status_code, seconds=seconds
        )
        # Of a request with a key, and of a member, the context has the firm and the key's prefix.
        log.info(
            "request",
            method=request.method,
            route=route,
            path=request.path,
            status=response.status_code,
            duration_ms=round(seconds * 1000, 1),
        )
        return response


class HostRequired:
    """Refuse a request without `Host` in production, as one with a strange host is refused: Django
    would take the address that the server listens on for the host, and build links with it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.HOST_REQUIRED and "HTTP_HOST" not in request.META:
            raise DisallowedHost("The request has no Host header.")
        return self.get_response(request)


def route_of(request: HttpRequest) -> str:
    """Return the route that the address was found under, '' where there is none."""
    return request.resolver_match.route if request.resolver_match else ""


class TrailingSlash:
    """Lead an address with a "/" too many to the one that is meant, with its method and body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        meant = request.path_info.rstrip("/")
        if response.status_code != HTTPStatus.NOT_FOUND or meant in {"", request.path_info}:
            return response
        # The desk adds slashes and takes none away. Only an address of ours: //elsewhere.example/
        # would lead to another host.
        if request.path_info.startswith(reverse("admin:index")) or not is_valid_path(meant):
            return response
        query = request.META["QUERY_STRING"]
        location = escape_uri_path(meant) + (f"?{query}" if query else "")
        return HttpResponse(status=HTTPStatus.PERMANENT_REDIRECT, headers={"Location": location})


class AuditContext:
    """Add the user and the address to the history of changes in the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The API sets the context per action: it authenticates only in the view, and most of its
        # requests change no tracked table.
        if not request.path.startswith(reverse("admin:index")):
            return self.get_response(request)
        if request.user.is_authenticated:
            structlog.contextvars.bind_contextvars(account=request.user.pk)
        with pghistory.context(user=request.user.pk, url=request.path, source="admin"):
            return self.get_response(request)
