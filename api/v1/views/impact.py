"""GET /v1/editions/{id}/impact: what the publication of an edition moves."""

from typing import ClassVar

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.examples import example
from api.openapi.operations import answered, operation
from api.requests import pagination
from api.requests.authentication import MayCurate
from api.v1 import render_matches
from api.v1.serializers.matches import ImpactOut
from api.v1.views.editions import visible
from api.v1.views.matches import DEMONSTRATION, demonstration
from api.view import ApiView
from matcher.matches.edition_impact import DEFAULT_LIMIT, edition_impact

_LIMIT = OpenApiParameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": pagination.MOST, "default": DEFAULT_LIMIT},
    description="Matches in `moves`.",
)


class EditionImpact(ApiView):
    permission_classes = (MayCurate,)
    query_parameters: ClassVar = {"GET": (_LIMIT, DEMONSTRATION)}

    @operation(
        operation_id="get_edition_impact",
        tag="curating",
        summary="See what an edition would move, before it is published",
        description="Of a draft against the list in force, of a published edition against the list "
        "that was in force before it; on the partners and the day of now, and nothing is stored. "
        "`shortlists` are those whose answer is checked again because of it. A move is that of "
        "one match of a maker of the province, a provider and a service that the provider "
        "documents: its points under both lists, each with the priority that adds to the need. "
        "Greater moves come first; of equal moves the match with more points.",
        parameters=query_parameters["GET"],
        answers={200: ImpactOut},
        refusals=["not-a-curator", "not-found"],
        examples=[answered("one priority more", example("impact"))],
    )
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        edition = visible(request, id)
        limit = pagination.page_size(request) if "limit" in request.query_params else None
        found = edition_impact(
            edition, simulated=demonstration(request), limit=limit or DEFAULT_LIMIT
        )
        return Response(render_matches.impact(found))
