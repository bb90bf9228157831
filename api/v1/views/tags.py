"""/v1/shortlists/{id}/tags: the words by which a firm finds a shortlist again."""

import uuid

from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import tag_operations
from api.openapi.operations import ETAG, describe_operation
from api.requests.authentication import firm_of
from api.v1 import etags
from api.v1.serializers.tags import TagsIn, TagsOut, parse_tags
from api.v1.views.shortlists import firm_shortlist
from api.view import ApiView
from matcher.shortlists.tags import set_tags


class ShortlistTags(ApiView):
    cache_control = "private, no-cache"

    @describe_operation(
        **tag_operations.GET_TAGS,
        parameters=[etags.IF_NONE_MATCH, ETAG],
        answers={200: TagsOut, 304: None},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        shortlist = firm_shortlist(firm_of(request), id)
        return etags.conditional_response(request, {"tags": shortlist.tags})

    @describe_operation(**tag_operations.SET_TAGS, request=TagsIn, answers={200: TagsOut})
    def put(self, request: Request, id: uuid.UUID) -> Response:
        shortlist = firm_shortlist(firm_of(request), id)
        return Response({"tags": set_tags(shortlist=shortlist, tags=parse_tags(request))})
