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
from api.openapi.operations import LOCATION, describe_operation, page_schema
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
    InvalidImportBody,
)
from api.view import ApiView
from core import tabular
from core.languages.messages import Message
from partners.errors import FileFault
from partners.intake.import_jobs import cancel_import, resume_import, submit_import
from partners.intake.import_report import ENDINGS, GONE
from partners.intake.import_undo import undo_import
from partners.intake.shipped_maps import map_text
from partners.intake.stored_file import PIECE
from partners.intake.stored_report import annotated_copy
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
    http_method_names = ("get", "head", "post")
    query_parameters: ClassVar = {"GET": (_STATE, *pagination.PARAMETERS)}
    page_by: ClassVar = ("-id",)

    @describe_operation(
        **import_operations.LIST_IMPORTS,
        parameters=query_parameters["GET"],
        answers={200: page_schema(ImportOut)},
    )
    def get(self, request: Request) -> Response:
        rows = _runs()
        if state := parse_choice(request, "state", ImportRun.State.values):
            rows = rows.filter(state=state)
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
        form = ImportIn(data=form_members(request))
        if not form.is_valid():
            raise InvalidImportBody(form.errors)
        file = form.validated_data.pop("file")
        if file.size > MOST_BYTES:
            raise UploadTooLarge
        run = ImportRun(file=file_name(file), **form.validated_data)
        try:
            run.map = map_text(run.map)
            submit_import(run, file.chunks(PIECE), by=user)
        except FileFault as fault:
            raise _rejected(run, fault) from fault
        headers = {"Location": f"/v1/imports/{run.pk}"}
        return Response(ImportDetailOut(run).data, status=202, headers=headers)


class ImportDetail(ApiView):
    permission_classes = (MayCurate,)

    @describe_operation(**import_operations.GET_IMPORT, answers={200: ImportDetailOut})
    def get(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        return Response(ImportDetailOut(get_object_or_404(_runs(), pk=id)).data)


class ImportedRows(ApiView):
    permission_classes = (MayCurate,)
    query_parameters: ClassVar = {"GET": (_ENDING, *pagination.PARAMETERS)}
    page_by: ClassVar = ("id",)

    @describe_operation(
        **import_operations.LIST_IMPORTED_ROWS,
        parameters=query_parameters["GET"],
        answers={200: page_schema(ImportedRowOut)},
    )
    def get(self, request: Request, id: int) -> Response:  # noqa: A002
        rows = get_object_or_404(_runs(), pk=id).rows.defer("before")
        if ending := parse_choice(request, "ending", [*ENDINGS, GONE]):
            rows = rows.filter(ending=ending)
        return self.page(rows, ImportedRowOut)


class AnnotatedFile(ApiView):
    permission_classes = (MayCurate,)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Choose the form of a problem: the file has that of the file that was sent."""
        return super().perform_content_negotiation(request, force=True)

    @describe_operation(
        **import_operations.GET_ANNOTATED_FILE,
        answers={(200, tabular.XLSX): _BINARY, (200, "text/csv"): str},
    )
    def get(self, request: Request, id: int) -> FileResponse:  # noqa: A002
        copy = annotated_copy(get_object_or_404(_runs(), pk=id))
        return FileResponse(
            copy.file, as_attachment=True, filename=copy.name, content_type=copy.media_type
        )


class ImportAction(ApiView):
    """An action on an import, without parameters in its body."""

    permission_classes = (MayCurate,)
    parser_classes = (EmptyBodyParser,)
    http_method_names = ("post",)

    def carry_out(self, request: Request, pk: int, action: Callable[[int], ImportRun]) -> Response:
        """Carry out the action and return the import as it is then."""
        get_object_or_404(_runs(), pk=pk)
        require_curator(curator_of(request))
        parse_edition_body(EmptyBody, request)
        action(pk)
        return Response(ImportDetailOut(_runs().get(pk=pk)).data)


class CancelImport(ImportAction):
    @describe_operation(**import_operations.CANCEL_IMPORT, answers={200: ImportDetailOut})
    def post(self, request: Request, id: int) -> Response:  # noqa: A002
        return self.carry_out(request, id, cancel_import)


class ResumeImport(ImportAction):
    @describe_operation(**import_operations.RESUME_IMPORT, answers={200: ImportDetailOut})
    def post(self, request: Request, id: int) -> Response:  # noqa: A002
        return self.carry_out(request, id, resume_import)


class UndoImport(ImportAction):
    @describe_operation(**import_operations.UNDO_IMPORT, answers={200: ImportDetailOut})
    def post(self, request: Request, id: int) -> Response:  # noqa: A002
        by = curator_of(request).pk
        return self.carry_out(request, id, lambda pk: undo_import(pk, by=by))


def _runs() -> QuerySet[ImportRun]:
    """The imports without their files, which may have 64 MB."""
    return ImportRun.objects.defer("content")


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
