"""GET /v1/shortlists/{id}/feed.atom: what changed in a shortlist, and why, as an Atom feed."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from api.openapi.descriptions import comparison_operations
from api.openapi.operations import ETAG, LANGUAGE, LAST_MODIFIED, describe_operation
from api.requests.authentication import firm_of
from api.v1 import etags
from api.v1.atom import MEDIA_TYPE, FeedView, feed_response
from api.v1.render_shortlist_feed import render_shortlist_feed
from api.v1.views.shortlists import firm_shortlist
from api.view import language_of
from core.transactions import repeatable_read
from matcher.shortlists.revision_news import latest_news

_ENTRIES = 50
_ANSWERS: Mapping[Any, Any] = {(200, MEDIA_TYPE): str, 304: None}


class ShortlistFeed(FeedView):
    @describe_operation(
        **comparison_operations.FEED,
        parameters=[LANGUAGE, etags.IF_NONE_MATCH, etags.IF_MODIFIED_SINCE, ETAG, LAST_MODIFIED],
        answers=_ANSWERS,
    )
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:
        with repeatable_read():
            shortlist = firm_shortlist(firm_of(request), id)
            content, modified = render_shortlist_feed(
                shortlist,
                latest_news(shortlist, _ENTRIES),
                language=language_of(request),
                address=request.build_absolute_uri,
                path=request.get_full_path(),
            )
        return feed_response(request, content, modified)
