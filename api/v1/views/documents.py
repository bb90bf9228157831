"""GET /v1/documents: the documents that published editions cite."""

from typing import ClassVar

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import priority_operations
from api.openapi.operations import describe_operation, page_schema
from api.requests import name_parameters, pagination
from api.requests.parameter_parsing import parse_integer
from api.v1.serializers.documents import CitedDocumentOut
from api.view import ApiView
from priorities.queries.edition_queries import cited_documents

PROVINCE = OpenApiParameter("province", str, description="Only this province, in any spelling.")
_YEAR = OpenApiParameter("year", int, description="Only this year.")


class Documents(ApiView):
    query_parameters: ClassVar = {"GET": (PROVINCE, _YEAR, *pagination.PARAMETERS)}
    page_by: ClassVar = ("-year", "-id")

    @describe_operation(
        **priority_operations.LIST_DOCUMENTS,
        parameters=query_parameters["GET"],
        answers={200: page_schema(CitedDocumentOut)},
    )
    def get(self, request: Request) -> Response:
        rows = cited_documents()
        if (text := request.query_params.get("province")) is not None:
            with name_parameters.query_name_errors("province"):
                rows = rows.filter(province=name_parameters.resolve_province(text).code)
        if (year := parse_integer(request, "year")) is not None:
            rows = rows.filter(year=year)
        return self.page(rows, CitedDocumentOut)
