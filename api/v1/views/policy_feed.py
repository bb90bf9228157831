"""GET /v1/policy/feed.atom: publications of the provinces' lists as an Atom feed."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from api.openapi.descriptions import priority_operations
from api.openapi.operations import ETAG, LANGUAGE, LAST_MODIFIED, describe_operation
from api.requests import name_parameters
from api.requests.priority_filters import parse_sector_filter
from api.v1 import etags
from api.v1.atom import MEDIA_TYPE, FeedView, feed_response
from api.v1.render_feed import render_feed
from api.v1.serializers.names import Named
from api.v1.views.documents import PROVINCE
from api.view import language_of
from priorities.history.publications import latest_publications

_ENTRIES = 50
_ANSWERS: Mapping[Any, Any] = {(200, MEDIA_TYPE): str, 304: None}
_SECTOR = OpenApiParameter(
    "sector",
    str,
    description=(
        "Only publications that changed a priority of this sector, a sector above it or a sector"
        " below it, with these changes. Any spelling."
    ),
)


class PolicyFeed(FeedView):
    @describe_operation(
        **priority_operations.GET_POLICY_FEED,
        parameters=[
            PROVINCE,
            _SECTOR,
            LANGUAGE,
            etags.IF_NONE_MATCH,
            etags.IF_MODIFIED_SINCE,
            ETAG,
            LAST_MODIFIED,
        ],
        answers=_ANSWERS,
    )
    def get(self, request: Request) -> HttpResponse:
        about = _named(request)
        found = latest_publications(
            province=about["province"].code if "province" in about else None,
            sectors=parse_sector_filter(request),
            limit=_ENTRIES,
        )
        content, modified = render_feed(
            found,
            [*about.values()],
            language=language_of(request),
            address=request.build_absolute_uri,
            path=request.get_full_path(),
        )
        return feed_response(request, content, modified)


def _named(request: Request) -> dict[str, Named]:
    """The province and the sector of the request, as far as it names them. Raises
    `QueryRefused`.
    """
    resolvers: dict[str, Callable[[str], Named]] = {
        "province": name_parameters.resolve_province,
        "sector": name_parameters.resolve_sector,
    }
    found = {
        name: name_parameters.parse_name(request, name, resolve)
        for name, resolve in resolvers.items()
    }
    return {name: row for name, row in found.items() if row is not None}
