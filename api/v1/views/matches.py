"""/v1/matches and /v1/partners/{id}/matches: the strongest pairs, and the matches of a partner."""

from collections.abc import Sequence
from typing import ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.examples import example
from api.openapi.operations import LANGUAGE, answered, operation
from api.requests import name_parameters, pagination
from api.requests.query_parameters import chosen
from api.v1 import render_matches
from api.v1.serializers.matches import MatchesOut, PairMatchesOut
from api.v1.views.documents import PROVINCE
from api.view import ApiView, language_of
from matcher.matches import partner_matches, province_matches
from partners.models import Partner
from partners.registry.retirement import require_active

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


_SECTOR = OpenApiParameter(
    "sector",
    str,
    description="Only makers of this division, group or emerging industry, and only needs of its "
    "divisions.",
)
DEMONSTRATION = OpenApiParameter(
    "demonstration",
    str,
    enum=["true", "false"],
    description="`true`: among the partners of the demonstration, instead of among all others.",
)


class Matches(ApiView):
    query_parameters: ClassVar = {"GET": (PROVINCE, _SECTOR, _SERVICE, _LIMIT, DEMONSTRATION)}

    @operation(
        operation_id="list_strongest_matches",
        tag="partners",
        summary="See the strongest matches of a province, a sector and a service",
        description="Pairs of a maker and a provider, each once, by points, then by the ids of "
        "maker and provider. `province` is the maker's; without a parameter all count. The match "
        "for a service counts only needs of that service, as /v1/partners/{id}/matches?service= "
        "does; `priority` is the priority of the maker's place that adds to the need. Read from "
        "the stored `generation` where one is complete (/v1/generations), on its `basis`, with "
        "`stale` where partners, lists or the day have changed since. `generation` null: computed "
        "on the current basis, because none is complete or because the sector is a group.",
        parameters=query_parameters["GET"],
        answers={200: PairMatchesOut},
        examples=[answered("Guangdong", example("strongest_matches"))],
    )
    def get(self, request: Request) -> Response:
        codes = {
            name: _code(request, name, kinds)
            for name, kinds in (("sector", name_parameters.MADE), ("service", name_parameters.DONE))
        }
        limit = pagination.page_size(request) if "limit" in request.query_params else None
        found = province_matches.strongest_matches(
            province=_province(request),
            sector=codes["sector"],
            service=codes["service"],
            simulated=demonstration(request),
            k=limit or partner_matches.DEFAULT_LIMIT,
        )
        return Response(render_matches.pair_matches(found))


def demonstration(request: Request) -> bool:
    """Are the partners of the demonstration asked for? Raises `QueryRefused`."""
    return chosen(request, "demonstration", ("true", "false")) == "true"


class PartnerMatches(ApiView):
    query_parameters: ClassVar = {"GET": (_SERVICE, _LIMIT)}

    @operation(
        operation_id="list_matches",
        tag="partners",
        summary="See the matches of a partner",
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
        service = _code(request, "service", name_parameters.DONE)
        limit = pagination.page_size(request) if "limit" in request.query_params else None
        found = partner_matches.matches_of_partner(
            id, service=service, k=limit or partner_matches.DEFAULT_LIMIT
        )
        if found is None:
            require_active(get_object_or_404(Partner, pk=id))
            raise Http404
        return Response(render_matches.partner_matches(found, service, language_of(request)))


def _province(request: Request) -> str | None:
    text = request.query_params.get("province")
    if text is None:
        return None
    with name_parameters.in_query("province"):
        return name_parameters.province(text).code


def _code(request: Request, parameter: str, kinds: Sequence[str]) -> str | None:
    """The code of the sector that a parameter names, by any spelling. Raises `QueryRefused`."""
    text = request.query_params.get(parameter)
    if text is None:
        return None
    with name_parameters.in_query(parameter):
        return name_parameters.sector(text, kinds).code
