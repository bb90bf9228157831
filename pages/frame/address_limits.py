"""How often an address without an account may come."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.rates.address_counts import count_address

A_MINUTE = 60  # seconds
AN_HOUR = 60 * 60


def refuse_too_many(
    request: HttpRequest, counter: str, *, seconds: int, at_most: int
) -> HttpResponse | None:
    """Count the visit; return what is shown (429) to an address that came too often in this
    window, None to all others. The counter is shared with the API.
    """
    used, wait = count_address(counter, request, seconds)
    if used is None or used <= at_most:
        return None
    refused = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    refused.headers["Retry-After"] = str(wait)
    return refused
