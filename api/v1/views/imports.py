"""/v1/imports: lists of organisations, imported by a worker."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import import_operations
from api.openapi.operations import LANGUAGE, LOCATION, describe_operation, page_schema
from api.problems.refusals import ErrorDetail, ImportRejected
from api.requests import idempotency, pagination
from api.requests.authentication import MayCurate, curator_of
from api.requests.parameter_parsing import parse_choice
from api.requests.strict_json import EmptyBodyParser
from api.requests.uploads import MOST_BYTES, UploadParser, UploadTooLarge, file_name, form_members
from api.v1.serializers.editions import EmptyBody, parse_edition_body
from api.v1.serializers.imports import (
    ImportDetailOut,
    ImportedRowOut,
    ImportIn,
    ImportOut,
)
from api.v1.serializers.request_bodies import validate_body
from api.view import ApiView, in_language_of
from core import tabular
from core.languages.messages import Message
from partners.errors import FileFault
from partners.intake.import_jobs import cancel_import, resume_import, submit_import
from partners.intake.import_report import ENDINGS, GONE
from partners.intake.import_undo import undo_import
from partners.intake.shipped_maps import map_text
from partners.intake.stored_file import PIECE
from partners.intake.stored_report import annotated_copy
from partners.intake.told_rows import told_row
from partners.models import ImportRun
from partners.registry.curation import require_curator

_BINARY = {"type": "string", "format": "binary"}
_STATE = OpenApiParameter(
    "state", str, enum=ImportRun.State.values, description="Only imports in this state."
)
_ENDING = OpenApiParameter(
    "ending", str, enum=[*ENDINGS, GONE], description="Only rows that ended so."
)


class Imports(ApiView):
    permission_classes = (MayCurate,)
    parser_classes = (UploadParser,)
    page_by: ClassVar = ("-id",)

    @describe_operation(
        **import_operations.LIST_IMPORTS,
        parameters=(_STATE, *pagination.PARAMETERS, LANGUAGE),
        answers={200: page_schema(ImportOut)},
    )
    def get(self, request: Request) -> Response:
        rows = _runs()
        if state := parse_choice(request, "state", ImportRun.State.values):
            rows = rows.filter(state=state)
        with in_language_of(request):
            return self.page(rows, ImportOut)

    @describe_operation(
        **import_operations.CREATE_IMPORT,
        parameters=[LOCATION],
        request={"multipart/form-data": ImportIn},
        answers={202: ImportDetailOut},
        idempotent=True,
    )
    @idempotency.idempotent()
    def post(self, request: Request) -> Response:
        user = curator_of(request)
        require_curator(user)
        form = validate_body(form_members(request), ImportIn, "import-not-understood")
        file = form.pop("file")
        if file.size > MOST_BYTES:
            raise UploadTooLarge
        run = ImportRun(file=file_name(file), **form)
        try:
            run.map = map_text(run.map)
            submit_import(run, file.chunks(PIECE), by=user)
        except FileFault as fault:
            raise _rejected(run, fault) from fault
        headers = {"Location": f"/v1/imports/{run.pk}"}
        return Response(_told(request, run), status=202, headers=headers)


class ImportDetail(ApiView):
    permission_classes = (MayCurate,)

    @describe_operation(
        **import_operations.GET_IMPORT, parameters=[LANGUAGE], answers={200: ImportDetailOut}
    )
    def get(self, request: Request, id: int) -> Response:
        return Response(_told(request, get_object_or_404(_runs(), pk=id)))


class ImportedRows(ApiView):
    permission_classes = (MayCurate,)
    page_by: ClassVar = ("id",)

    @describe_operation(
        **import_operations.LIST_IMPORTED_ROWS,
        parameters=(_ENDING, *pagination.PARAMETERS, LANGUAGE),
        answers={200: page_schema(ImportedRowOut)},
    )
    def get(self, request: Request, id: int) -> Response:
        rows = get_object_or_404(_runs(), pk=id).rows.defer("before")
        if ending := parse_choice(request, "ending", [*ENDINGS, GONE]):
            rows = rows.filter(ending=ending)
        pages = pagination.KeysetPagination()
        found = pages.paginate_queryset(rows, request, self)
        with in_language_of(request):
            shown = ImportedRowOut(map(told_row, found), many=True).data
        return pages.get_paginated_response(shown)


class AnnotatedFile(ApiView):
    permission_classes = (MayCurate,)

    renders_itself = True

    @describe_operation(
        **import_operations.GET_ANNOTATED_FILE,
        answers={(200, tabular.XLSX): _BINARY, (200, "text/csv"): str},
    )
    def get(self, request: Request, id: int) -> FileResponse:
        run = get_object_or_404(_runs(), pk=id)
        with in_language_of(request):
            copy = annotated_copy(run)
        return FileResponse(
            copy.file, as_attachment=True, filename=copy.name, content_type=copy.media_type
        )


class ImportAction(ApiView):
    """An action on an import, without parameters in its body."""

    permission_classes = (MayCurate,)
    parser_classes = (EmptyBodyParser,)

    def carry_out(self, request: Request, pk: int, action: Callable[[int], ImportRun]) -> Response:
        """Carry out the action and return the import as it is then."""
        get_object_or_404(_runs(), pk=pk)
        require_curator(curator_of(request))
        parse_edition_body(request, EmptyBody)
        action(pk)
        return Response(_told(request, _runs().get(pk=pk)))


class CancelImport(ImportAction):
    @describe_operation(**import_operations.CANCEL_IMPORT, answers={200: ImportDetailOut})
    def post(self, request: Request, id: int) -> Response:
        return self.carry_out(request, id, cancel_import)


class ResumeImport(ImportAction):
    @describe_operation(**import_operations.RESUME_IMPORT, answers={200: ImportDetailOut})
    def post(self, request: Request, id: int) -> Response:
        return self.carry_out(request, id, resume_import)


class UndoImport(ImportAction):
    @describe_operation(**import_operations.UNDO_IMPORT, answers={200: ImportDetailOut})
    def post(self, request: Request, id: int) -> Response:
        by = curator_of(request).pk
        return self.carry_out(request, id, lambda pk: undo_import(pk, by=by))


def _runs() -> QuerySet[ImportRun]:
    """The imports without their files, which may have 64 MB."""
    return ImportRun.objects.defer("content")


def _told(request: Request, run: ImportRun) -> dict[str, Any]:
    """The import in the language of the caller."""
    with in_language_of(request):
        return ImportDetailOut(run).data


def _rejected(run: ImportRun, fault: FileFault) -> ImportRejected:
    """The refusal with the place of the fault: an entry of the map, the dataset, or the file."""
    if fault.file == "map":
        pointer = "/map"
    else:
        pointer = "/dataset" if fault.column == run.dataset[:60] else "/file"
    detail = fault.reason
    if fault.column:
        detail = Message("{where}: {detail}", where=fault.column, detail=fault.reason)
    return ImportRejected([ErrorDetail(detail, fault.nearest, pointer=pointer)])
