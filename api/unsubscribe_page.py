"""The page that the link at the end of a digest leads to: it ends the digest without a key.

Reading the page ends nothing, because programs that look through mail follow its links. Mail
clients that unsubscribe with one click (RFC 8058) send the same POST as the button.
"""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request

from api.view import ApiView
from matcher.digests.subscriptions import subscription_named, unsubscribe


class UnsubscribePage(ApiView):
    authentication_classes = ()
    permission_classes = ()
    parser_classes = (FormParser, MultiPartParser)
    # None: the signature is checked faster than a limit, and a mail service sends the clicks of all
    # of its users from one address.
    throttle_classes = ()
    cache_control = "no-store"

    renders_itself = True

    @extend_schema(exclude=True)
    def get(self, request: Request, token: str) -> HttpResponse:
        _named(token)
        return _page(request, is_over=False)

    @extend_schema(exclude=True)
    def post(self, request: Request, token: str) -> HttpResponse:
        # A second click is answered like the first.
        unsubscribe(_named(token))
        return _page(request, is_over=True)


def _named(token: str) -> uuid.UUID:
    found = subscription_named(token)
    if found is None:
        raise Http404
    return found


def _page(request: Request, *, is_over: bool) -> HttpResponse:
    response = render(request._request, "api/unsubscribe.html", {"is_over": is_over})
    # The address is the permission: it must not be told to others or found by a search.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
