"""GET /v1/documents: what was published, as far as published editions cite it."""

from typing import ClassVar

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.examples import example
from api.openapi.operations import answered, operation, page_of
from api.requests import name_parameters, pagination
from api.requests.query_parameters import number
from api.v1.serializers.documents import CitedDocumentOut
from api.view import ApiView
from priorities.queries.edition_queries import cited_documents

PROVINCE = OpenApiParameter("province", str, description="Only this province's. Any spelling.")
_YEAR = OpenApiParameter("year", int, description="Only those of this year.")


class Documents(ApiView):
    query_parameters: ClassVar = {"GET": (PROVINCE, _YEAR, *pagination.PARAMETERS)}
    page_by: ClassVar = ("-year", "-id")

    @operation(
        operation_id="list_documents",
        tag="priorities",
        summary="List the documents that priorities are read from",
        description="The newest year first. `published_on` is the first day of its period: "
        "`precision` says whether the day, the month or only the year is known.",
        parameters=query_parameters["GET"],
        answers={200: page_of(CitedDocumentOut)},
        examples=[answered("a meeting", {"results": [example("document")], "next": None})],
    )
    def get(self, request: Request) -> Response:
        rows = cited_documents()
        if (text := request.query_params.get("province")) is not None:
            with name_parameters.in_query("province"):
                rows = rows.filter(province=name_parameters.province(text).code)
        if (year := number(request, "year")) is not None:
            rows = rows.filter(year=year)
        return self.page(rows, CitedDocumentOut)
