"""The start of the service: pages for people, the documentation for all other clients."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers

from pages.views.home import home


def start(request: HttpRequest) -> HttpResponseBase:
    """Show the first page to a client that asks for HTML by name; lead others to /docs."""
    wanted = any(str(one) == "text/html" for one in request.accepted_types)
    response = home(request) if wanted else redirect("docs")
    patch_vary_headers(response, ["Accept"])
    return response
