"""Atom feeds (RFC 4287): the document, its ids, and how a request for one is answered."""

import datetime as dt

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from rest_framework.request import Request

from api.v1 import etags
from api.view import ApiView

MEDIA_TYPE = "application/atom+xml"
# A feed without entries has changed at no time, and must not seem to change at each request.
_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class AtomFeed(Atom1Feed):
    """A feed whose date is that of its newest entry; `updated` where it has none."""

    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.items else _NEVER

    def document(self) -> tuple[bytes, dt.datetime]:
        """The document and its date."""
        return self.writeString("utf-8").encode(), self.latest_post_date()


class FeedView(ApiView):
    """A view that answers with a feed."""

    # A reader may store the feed, but must ask by its ETag or date whether it is still current.
    cache_control = "private, no-cache"

    renders_itself = True


def feed_response(request: Request, content: bytes, modified: dt.datetime) -> HttpResponse:
    """Return the feed, or 304 for a caller that has it."""
    etag = etags.content_etag(content)
    headers = {"ETag": etag, "Last-Modified": http_date(modified.timestamp())}
    if etags.not_modified(request, etag, modified):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(content, content_type=f"{MEDIA_TYPE}; charset=utf-8", headers=headers)


def tag(what: str) -> str:
    """Return a tag URI (RFC 4151): the same, whatever name the service is reached by."""
    authority = settings.ALLOWED_HOSTS[0].strip(".*[]") if settings.ALLOWED_HOSTS else ""
    return f"tag:{authority or 'localhost'},2026:{what}"


def printable(text: str) -> str:
    """The text without control characters, which XML does not allow."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
