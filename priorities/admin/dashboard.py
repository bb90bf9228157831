"""The first page: the review queue of the curator."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from priorities.admin.edition_buttons import user_of
from priorities.queries.review_queue import draftable_provinces, load_review_queue

admin.site.index_template = "admin/priorities/desk.html"


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The first page's context: the user's queue, or the provinces to begin with."""
    user = user_of(request)
    queue = load_review_queue(user)
    openable = draftable_provinces(user) if not queue.count else ()
    return context | {"title": _("Waiting for you"), "queue": queue, "openable": openable}


def badge(request: HttpRequest) -> str:
    """The number of drafts in the user's queue."""
    return str(load_review_queue(user_of(request)).count)
