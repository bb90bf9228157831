"""GET /v1/policy/matrix: provinces by sectors."""

from typing import ClassVar

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import priority_operations
from api.openapi.operations import describe_operation
from api.requests.instants import AS_OF, parse_as_of
from api.requests.parameter_parsing import parse_choice, parse_integer
from api.v1.serializers.policy_matrix import PolicyMatrixOut, render_policy_matrix
from api.view import ApiView
from matcher import loaded
from partners.models import Sector
from priorities.queries.policy_matrix import load_policy_matrix

_KINDS = Sector.Kind.values
_KIND = OpenApiParameter("kind", str, enum=_KINDS, description="Only columns of this kind.")
_YEAR = OpenApiParameter("year", int, description="Only what documents of this year state.")


class PolicyMatrixView(ApiView):
    query_parameters: ClassVar = {"GET": (_YEAR, AS_OF, _KIND)}

    @describe_operation(
        **priority_operations.GET_POLICY_MATRIX,
        parameters=query_parameters["GET"],
        answers={200: PolicyMatrixOut},
    )
    def get(self, request: Request) -> Response:
        year, at = parse_integer(request, "year"), parse_as_of(request)
        kind = parse_choice(request, "kind", _KINDS)
        taxonomy = loaded.reference_data(loaded.current_basis()).taxonomy
        matrix = load_policy_matrix(taxonomy, at, year=year, kind=kind)
        shown = {"as_of": at, "year": year, **render_policy_matrix(matrix)}
        return Response(PolicyMatrixOut(shown).data)
