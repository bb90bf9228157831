"""Middleware that adds the user and the address to the history of changes in the admin."""

from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class AuditContext:
    """Set the audit context of requests to the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The API sets the context per action: it authenticates only in the view, and most of its
        # requests change no tracked table.
        if not request.path.startswith(reverse("admin:index")):
            return self.get_response(request)
        with pghistory.context(user=request.user.pk, url=request.path, source="admin"):
            return self.get_response(request)
