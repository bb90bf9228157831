"""GET /v1/policy/matrix: provinces by sectors."""

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import priority_operations
from api.openapi.operations import describe_operation
from api.openapi.table_operations import TABLE_ANSWERS, TABLE_PARAMETERS, describe_table
from api.requests.instants import AS_OF, parse_as_of
from api.requests.parameter_parsing import parse_choice, parse_integer
from api.table_view import TableView
from api.v1.serializers.policy_matrix import PolicyMatrixOut, render_policy_matrix
from api.v1.tables.matrix_table import matrix_table
from matcher import loaded
from partners.models import Sector
from priorities.queries.policy_matrix import load_policy_matrix

_KINDS = Sector.Kind.values
_KIND = OpenApiParameter("kind", str, enum=_KINDS, description="Only columns of this kind.")
_YEAR = OpenApiParameter("year", int, description="Only what documents of this year state.")


_POLICY_MATRIX_PARAMETERS = (_YEAR, AS_OF, _KIND)


class PolicyMatrixView(TableView):
    @describe_operation(
        **priority_operations.GET_POLICY_MATRIX,
        parameters=(*_POLICY_MATRIX_PARAMETERS, *TABLE_PARAMETERS),
        answers={200: PolicyMatrixOut, **TABLE_ANSWERS},
    )
    def get(self, request: Request) -> HttpResponseBase:
        return self.matrix(request)

    def matrix(self, request: Request) -> HttpResponseBase:
        """Return the matrix, in JSON or as a table."""
        year, at = parse_integer(request, "year"), parse_as_of(request)
        kind = parse_choice(request, "kind", _KINDS)
        taxonomy = loaded.reference_data(loaded.current_basis()).taxonomy
        matrix = load_policy_matrix(taxonomy, at, year=year, kind=kind)
        if self.table_format:
            return self.table_response(request, matrix_table(matrix, at, year))
        shown = {"as_of": at, "year": year, **render_policy_matrix(matrix)}
        return Response(PolicyMatrixOut(shown).data)


class PolicyMatrixTable(PolicyMatrixView):
    @describe_table(
        priority_operations.EXPORT_POLICY_MATRIX,
        parameters=_POLICY_MATRIX_PARAMETERS,
    )
    def get(self, request: Request, suffix: str) -> HttpResponseBase:  # type: ignore[override]
        return self.matrix(request)
