"""The address that the pages and the API share: each visitor is shown what is meant for it."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers

from pages.views.home import home


def start(request: HttpRequest) -> HttpResponseBase:
    """Show the first page to a client that asks for HTML by name; lead others to /docs."""
    response = home(request) if _is_browser(request) else redirect("docs")
    patch_vary_headers(response, ["Accept"])
    return response


def _is_browser(request: HttpRequest) -> bool:
    return any(str(one) == "text/html" for one in request.accepted_types)
