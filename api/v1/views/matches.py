"""GET /v1/partners/{id}/matches: who goes with a partner, and why."""

from typing import ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.examples import example
from api.openapi.operations import LANGUAGE, answered, operation
from api.requests import name_parameters, pagination
from api.v1 import render_matches
from api.v1.serializers.matches import MatchesOut
from api.view import ApiView, language_of
from matcher.matches import partner_matches
from partners.models import Partner
from partners.registry import retirement

_SERVICE = OpenApiParameter(
    "service", str, description="Only the need of this service counts; of a class, of its groups."
)
_LIMIT = OpenApiParameter(
    "limit",
    {
        "type": "integer",
        "minimum": 1,
        "maximum": pagination.MOST,
        "default": partner_matches.DEFAULT_LIMIT,
    },
    description="Counterparts a list.",
)


class PartnerMatches(ApiView):
    query_parameters: ClassVar = {"GET": (_SERVICE, _LIMIT)}

    @operation(
        operation_id="list_matches",
        tag="partners",
        summary="See who goes with a partner",
        description="For what the partner makes its best service `providers`, for what it serves "
        "its best `makers`, exactly and at once; `around` holds its three strongest needs, each "
        "with the best provider. A match is the maker's strongest need that the "
        "provider documents (how much more than others its division uses the service, and "
        "whether its place puts the service first), how near the two are, what they have in "
        "common, and how well the counterpart's record is evidenced. Without a need that is "
        "evidenced there is no match. Partners of the demonstration match only each other.",
        parameters=(*query_parameters["GET"], LANGUAGE),
        answers={200: MatchesOut},
        refusals=["not-found", "partner-retired"],
        examples=[answered("a maker of garments", example("matches"))],
    )
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        service = _service(request)
        limit = pagination.page_size(request) if "limit" in request.query_params else None
        found = partner_matches.matches_of_partner(
            id, service=service, k=limit or partner_matches.DEFAULT_LIMIT
        )
        if found is None:
            retirement.refuse_retired(get_object_or_404(Partner, pk=id))
            raise Http404
        return Response(render_matches.written(found, service, language_of(request)))


def _service(request: Request) -> str | None:
    text = request.query_params.get("service")
    if text is None:
        return None
    with name_parameters.in_query("service"):
        return name_parameters.sector(text, name_parameters.DONE).code
