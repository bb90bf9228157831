"""The first page: what waits for the curator."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from priorities.queries.review_queue import draftable_provinces, load_review_queue

admin.site.index_template = "admin/priorities/desk.html"


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The first page's context: what waits for whoever asks, or where to begin."""
    user = _user(request)
    found = load_review_queue(user)
    openable = draftable_provinces(user) if not found.count else ()
    return context | {"title": _("Waiting for you"), "waiting": found, "openable": openable}


def badge(request: HttpRequest) -> str:
    """How much waits."""
    return str(load_review_queue(_user(request)).count)


def _user(request: HttpRequest) -> Any:
    return request.user
