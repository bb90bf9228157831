"""Who changes a list is written beside every row of history that comes of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pghistory
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def acting(verb: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The verb's `by` and name stand beside what it changes, whoever calls it."""

    @wraps(verb)
    def told(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        by: Any = kwargs["by"]
        with pghistory.context(user=by.pk, source=f"lifecycle.{verb.__name__}"):
            return verb(*args, **kwargs)

    return told


class AdminHistory:
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
