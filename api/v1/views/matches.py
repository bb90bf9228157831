"""/v1/matches and /v1/partners/{id}/matches: the strongest pairs, and the matches of a partner."""

from collections.abc import Sequence
from typing import ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import partner_operations
from api.openapi.operations import LANGUAGE, describe_operation
from api.requests import name_parameters, pagination
from api.requests.parameter_parsing import parse_choice
from api.v1 import render_matches
from api.v1.serializers.matches import MatchesOut, PairMatchesOut
from api.v1.views.documents import PROVINCE
from api.view import ApiView, language_of
from matcher.matches import partner_matches, province_matches
from partners.models import Partner
from partners.registry.curation import require_active

_SERVICE = OpenApiParameter(
    "service", str, description="Only the need of this service counts; of a class, of its groups."
)
_LIMIT = OpenApiParameter(
    "limit",
    {
        "type": "integer",
        "minimum": 1,
        "maximum": pagination.MAX_PAGE_SIZE,
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

    @describe_operation(
        **partner_operations.LIST_STRONGEST_MATCHES,
        parameters=query_parameters["GET"],
        answers={200: PairMatchesOut},
    )
    def get(self, request: Request) -> Response:
        codes = {
            name: _code(request, name, kinds)
            for name, kinds in (
                ("sector", name_parameters.MANUFACTURING_KINDS),
                ("service", name_parameters.SERVICE_KINDS),
            )
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
    return parse_choice(request, "demonstration", ("true", "false")) == "true"


class PartnerMatches(ApiView):
    query_parameters: ClassVar = {"GET": (_SERVICE, _LIMIT)}

    @describe_operation(
        **partner_operations.LIST_MATCHES,
        parameters=(*query_parameters["GET"], LANGUAGE),
        answers={200: MatchesOut},
    )
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        service = _code(request, "service", name_parameters.SERVICE_KINDS)
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
    with name_parameters.query_name_errors("province"):
        return name_parameters.resolve_province(text).code


def _code(request: Request, parameter: str, kinds: Sequence[str]) -> str | None:
    """The code of the sector that a parameter names, by any spelling. Raises `QueryRefused`."""
    text = request.query_params.get(parameter)
    if text is None:
        return None
    with name_parameters.query_name_errors(parameter):
        return name_parameters.resolve_sector(text, kinds).code
