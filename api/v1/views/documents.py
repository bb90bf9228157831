"""/v1/documents: the documents that published editions cite, and those that curators read."""

from typing import ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import document_operations, priority_operations
from api.openapi.operations import LOCATION, describe_operation, page_schema
from api.problems.refusals import DocumentRejected, ErrorDetail
from api.requests import idempotency, name_parameters, pagination
from api.requests.authentication import MayCurate, ReadersAndCurators, curator_of
from api.requests.parameter_parsing import parse_integer
from api.v1.serializers.documents import CitedDocumentOut
from api.v1.serializers.read_documents import (
    ReadDocumentIn,
    ReadDocumentOut,
)
from api.v1.serializers.request_bodies import validate_body
from api.view import ApiView, in_language_of
from partners.errors import NameFault
from priorities.editions.curator_actions import require_permission
from priorities.importing.read_documents import submit_document
from priorities.models import ReadDocument
from priorities.queries.edition_queries import cited_documents
from priorities.queries.former_document import compare_with_former

PROVINCE = OpenApiParameter("province", str, description="Only this province, in any spelling.")
_YEAR = OpenApiParameter("year", int, description="Only this year.")


class Documents(ApiView):
    page_by: ClassVar = ("-year", "-id")

    permission_classes = (ReadersAndCurators,)

    @describe_operation(
        **priority_operations.LIST_DOCUMENTS,
        parameters=(PROVINCE, _YEAR, *pagination.PARAMETERS),
        answers={200: page_schema(CitedDocumentOut)},
    )
    def get(self, request: Request) -> Response:
        rows = cited_documents()
        if province := name_parameters.parse_province(request):
            rows = rows.filter(province=province)
        if (year := parse_integer(request, "year")) is not None:
            rows = rows.filter(year=year)
        return self.page(rows, CitedDocumentOut)

    @describe_operation(
        **document_operations.READ_DOCUMENT,
        parameters=[LOCATION],
        request=ReadDocumentIn,
        answers={201: ReadDocumentOut},
        idempotent=True,
    )
    @idempotency.idempotent()
    def post(self, request: Request) -> Response:
        user = curator_of(request)
        require_permission(user, "draft")
        given = validate_body(request.data, ReadDocumentIn, "document-refused")
        reading = submit_document(
            content=given["text"],
            kind=given["kind"],
            province=_province(given["province"]),
            published=given["published_on"],
            source=given["source"],
            title=given["title"],
            title_zh=given["title_zh"],
            by=user,
        )
        return _response(request, _readings().get(pk=reading.pk), status=201)


class DocumentDetail(ApiView):
    permission_classes = (MayCurate,)

    @describe_operation(**document_operations.GET_DOCUMENT, answers={200: ReadDocumentOut})
    def get(self, request: Request, id: int) -> Response:
        return _response(request, get_object_or_404(_readings(), document=id))


def _readings() -> QuerySet[ReadDocument]:
    rows = ReadDocument.objects.select_related("document__province")
    return rows.prefetch_related("proposals")


def _response(request: Request, reading: ReadDocument, *, status: int = 200) -> Response:
    """Render a read document; a 201 also has a Location."""
    context = {"comparison": compare_with_former(reading)}
    with in_language_of(request):
        body = ReadDocumentOut(reading, context=context).data
    headers = {"Location": body["location"]} if status == 201 else {}
    return Response(body, status=status, headers=headers)


def _province(text: str) -> str:
    try:
        return name_parameters.resolve_province(text).code
    except NameFault as fault:
        detail = ErrorDetail.from_name_fault(fault, pointer="/province")
        raise DocumentRejected([detail]) from fault
