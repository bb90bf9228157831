"""Addresses that the pages and the API share: each visitor is shown what is meant for it."""

from http import HTTPStatus

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers

from api.partner_page import PartnerHtmlPage
from pages.frame.chosen_firm import enter_firm
from pages.views.home import home
from pages.views.partner import show_partner


def start(request: HttpRequest) -> HttpResponseBase:
    """Show the first page to a client that asks for HTML by name; lead others to /docs."""
    response = home(request) if _is_browser(request) else redirect("docs")
    patch_vary_headers(response, ["Accept"])
    return response


def partner(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a firm's members all of a partner, to all others what is public: tools for
    reconciliation link to it.
    """
    if enter_firm(request) is not None:
        response: HttpResponseBase = show_partner(request, pk)
    else:
        response = PartnerHtmlPage.as_view()(request, id=pk)
        if response.status_code == HTTPStatus.NOT_FOUND and _is_browser(request):
            raise Http404
    patch_vary_headers(response, ["Cookie"])
    return response


def _is_browser(request: HttpRequest) -> bool:
    return any(str(one) == "text/html" for one in request.accepted_types)
