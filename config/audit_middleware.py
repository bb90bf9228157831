"""Middleware that names the user and the address beside the history that the admin writes."""

from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class AuditContext:
    """Middleware: the user and the address, for what the admin writes. The API says it verb by
    verb: it knows its caller only later, and most requests change nothing that is kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(reverse("admin:index")):
            return self.get_response(request)
        with pghistory.context(user=request.user.pk, url=request.path, source="admin"):
            return self.get_response(request)
