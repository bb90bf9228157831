"""The records of partners moved by curators, and the queue of possible duplicates."""

from typing import ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import partner_edit_operations
from api.openapi.operations import describe_operation, page_schema
from api.requests import pagination
from api.requests.authentication import MayCurate, curator_of
from api.requests.parameter_parsing import parse_choice
from api.v1.serializers.partner_detail import PartnerDetailOut
from api.v1.serializers.partner_edits import AttachIn, DecideIn, ReasonIn
from api.v1.serializers.partners import parse_partner_body
from api.v1.serializers.suggestions import DuplicateOut
from api.v1.views.partners import partner_response
from api.view import ApiView
from partners.errors import MergeRefused
from partners.models import PossibleDuplicate, Record
from partners.registry.duplicates import decide
from partners.registry.merging import attach_record, detach_record

_STATE = OpenApiParameter(
    "state",
    str,
    enum=PossibleDuplicate.State.values,
    default=PossibleDuplicate.State.OPEN.value,
    description="Only pairs in this state.",
)
_PAIRS = PossibleDuplicate.objects.select_related("left__partner", "right__partner")


class Attach(ApiView):
    permission_classes = (MayCurate,)
    http_method_names = ("post",)

    @describe_operation(
        **partner_edit_operations.ATTACH_RECORD,
        request=AttachIn,
        answers={200: PartnerDetailOut},
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        get_object_or_404(Record, pk=id)
        body = parse_partner_body(request, AttachIn)
        try:
            row = attach_record(record=id, by=curator_of(request), **body)
        except MergeRefused as refused:
            # The member of a merge is called `into`.
            refused.pointer = "/to" if refused.pointer == "/into" else refused.pointer
            raise
        return partner_response(row.pk)


class Detach(ApiView):
    permission_classes = (MayCurate,)
    http_method_names = ("post",)

    @describe_operation(
        **partner_edit_operations.DETACH_RECORD,
        request=ReasonIn,
        answers={200: PartnerDetailOut},
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002
        get_object_or_404(Record, pk=id)
        body = parse_partner_body(request, ReasonIn)
        return partner_response(detach_record(record=id, by=curator_of(request), **body).pk)


class Duplicates(ApiView):
    permission_classes = (MayCurate,)
    query_parameters: ClassVar = {"GET": (_STATE, *pagination.PARAMETERS)}
    page_by: ClassVar = ("id",)

    @describe_operation(
        **partner_edit_operations.LIST_DUPLICATES,
        parameters=query_parameters["GET"],
        answers={200: page_schema(DuplicateOut)},
    )
    def get(self, request: Request) -> Response:
        states = PossibleDuplicate.State
        state = parse_choice(request, "state", states.values) or states.OPEN
        return self.page(_PAIRS.filter(state=state), DuplicateOut)


class DuplicateDetail(ApiView):
    permission_classes = (MayCurate,)

    @describe_operation(**partner_edit_operations.GET_DUPLICATE, answers={200: DuplicateOut})
    def get(self, request: Request, id: int) -> Response:  # noqa: A002
        return Response(DuplicateOut(get_object_or_404(_PAIRS.all(), pk=id)).data)


class DecideDuplicate(ApiView):
    permission_classes = (MayCurate,)
    http_method_names = ("post",)

    @describe_operation(
        **partner_edit_operations.DECIDE_DUPLICATE,
        request=DecideIn,
        answers={200: DuplicateOut},
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002
        get_object_or_404(PossibleDuplicate, pk=id)
        body = parse_partner_body(request, DecideIn)
        decide(pair=id, by=curator_of(request), **body)
        return Response(DuplicateOut(_PAIRS.get(pk=id)).data)
