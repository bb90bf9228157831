"""GET /v1/editions/{id}/impact: what the publication of an edition moves."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import curator_operations
from api.openapi.operations import describe_operation
from api.requests import pagination
from api.requests.authentication import MayCurate
from api.v1 import render_matches
from api.v1.serializers.matches import ImpactOut
from api.v1.views.editions import visible_edition
from api.v1.views.matches import DEMONSTRATION, demonstration
from api.view import ApiView
from matcher.shortlists.edition_impact import DEFAULT_LIMIT, edition_impact

_LIMIT = OpenApiParameter(
    "limit",
    {
        "type": "integer",
        "minimum": 1,
        "maximum": pagination.MAX_PAGE_SIZE,
        "default": DEFAULT_LIMIT,
    },
    description="Matches in `moves`.",
)


class EditionImpact(ApiView):
    permission_classes = (MayCurate,)

    @describe_operation(
        **curator_operations.GET_EDITION_IMPACT,
        parameters=(_LIMIT, DEMONSTRATION),
        answers={200: ImpactOut},
    )
    def get(self, request: Request, id: int) -> Response:
        edition = visible_edition(request, id)
        limit = pagination.page_size(request) if "limit" in request.query_params else None
        found = edition_impact(
            edition, simulated=demonstration(request), limit=limit or DEFAULT_LIMIT
        )
        return Response(render_matches.impact(found))
