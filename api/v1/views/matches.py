"""/v1/matches and /v1/partners/{id}/matches: the strongest pairs, and the matches of a partner."""

from collections.abc import Sequence
from functools import partial

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import partner_operations
from api.openapi.operations import LANGUAGE, describe_operation
from api.openapi.table_operations import TABLE_ANSWERS, TABLE_PARAMETERS, describe_table
from api.requests import name_parameters, pagination
from api.requests.parameter_parsing import parse_choice
from api.table_view import TableView
from api.v1 import render_matches
from api.v1.serializers.matches import MatchesOut, PairMatchesOut
from api.v1.tables.match_table import match_table, pair_table
from api.v1.views.documents import PROVINCE
from api.view import language_of
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


_MATCHES_PARAMETERS = (PROVINCE, _SECTOR, _SERVICE, _LIMIT, DEMONSTRATION)


class Matches(TableView):
    @describe_operation(
        **partner_operations.LIST_STRONGEST_MATCHES,
        parameters=(*_MATCHES_PARAMETERS, *TABLE_PARAMETERS),
        answers={200: PairMatchesOut, **TABLE_ANSWERS},
    )
    def get(self, request: Request) -> HttpResponseBase:
        return self.matches(request)

    def matches(self, request: Request) -> HttpResponseBase:
        """Return the strongest pairs, in JSON or as a table."""
        codes = {
            name: _code(request, name, kinds)
            for name, kinds in (
                ("sector", name_parameters.MANUFACTURING_KINDS),
                ("service", name_parameters.SERVICE_KINDS),
            )
        }
        limit = pagination.page_size(request) if "limit" in request.query_params else None
        province = name_parameters.parse_province(request)
        found = province_matches.strongest_matches(
            province=province,
            sector=codes["sector"],
            service=codes["service"],
            simulated=demonstration(request),
            k=limit or partner_matches.DEFAULT_LIMIT,
        )
        if self.table_format:
            return self.table_response(request, pair_table(found, province, *codes.values()))
        return Response(render_matches.pair_matches(found))


class MatchesTable(Matches):
    @describe_table(partner_operations.EXPORT_STRONGEST_MATCHES, parameters=_MATCHES_PARAMETERS)
    def get(self, request: Request, suffix: str) -> HttpResponseBase:  # type: ignore[override]
        return self.matches(request)


def demonstration(request: Request) -> bool:
    """Are the partners of the demonstration asked for? Raises `QueryRefused`."""
    return parse_choice(request, "demonstration", ("true", "false")) == "true"


_PARTNER_MATCHES_PARAMETERS = (_SERVICE, _LIMIT)


class PartnerMatches(TableView):
    @describe_operation(
        **partner_operations.LIST_MATCHES,
        parameters=(*_PARTNER_MATCHES_PARAMETERS, LANGUAGE, *TABLE_PARAMETERS),
        answers={200: MatchesOut, **TABLE_ANSWERS},
    )
    def get(self, request: Request, id: int) -> HttpResponseBase:
        return self.matches(request, id)

    def matches(self, request: Request, pk: int) -> HttpResponseBase:
        """Return the matches of the partner, in JSON or as a table."""
        service = _code(request, "service", name_parameters.SERVICE_KINDS)
        limit = pagination.page_size(request) if "limit" in request.query_params else None
        found = partner_matches.matches_of_partner(
            pk, service=service, k=limit or partner_matches.DEFAULT_LIMIT
        )
        if found is None:
            require_active(get_object_or_404(Partner, pk=pk))
            raise Http404
        if self.table_format:
            return self.table_response(request, match_table(found))
        return Response(render_matches.partner_matches(found, service, language_of(request)))


class PartnerMatchesTable(PartnerMatches):
    @describe_table(partner_operations.EXPORT_MATCHES, parameters=_PARTNER_MATCHES_PARAMETERS)
    def get(  # type: ignore[override]
        self, request: Request, id: int, suffix: str
    ) -> HttpResponseBase:
        return self.matches(request, id)


def _code(request: Request, parameter: str, kinds: Sequence[str]) -> str | None:
    """The code of the sector that a parameter names, by any spelling. Raises `QueryRefused`."""
    resolve = partial(name_parameters.resolve_sector, kinds=kinds)
    found = name_parameters.parse_name(request, parameter, resolve)
    return found.code if found else None
