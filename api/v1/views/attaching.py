"""The records of partners moved by curators, and the queue of possible duplicates."""

from typing import ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import partner_edit_operations
from api.openapi.operations import LANGUAGE, describe_operation, page_schema
from api.requests import pagination
from api.requests.authentication import MayCurate, curator_of
from api.requests.parameter_parsing import parse_choice
from api.v1.serializers.partner_detail import PartnerDetailOut
from api.v1.serializers.partner_edits import AttachIn, DecideIn, ReasonIn
from api.v1.serializers.partners import parse_partner_body
from api.v1.serializers.suggestions import DuplicateOut
from api.v1.views.partners import partner_response
from api.view import ApiView, in_language_of
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

    @describe_operation(
        **partner_edit_operations.ATTACH_RECORD,
        request=AttachIn,
        answers={200: PartnerDetailOut},
    )
    def post(self, request: Request, id: int) -> Response:
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

    @describe_operation(
        **partner_edit_operations.DETACH_RECORD,
        request=ReasonIn,
        answers={200: PartnerDetailOut},
    )
    def post(self, request: Request, id: int) -> Response:
        get_object_or_404(Record, pk=id)
        body = parse_partner_body(request, ReasonIn)
        return partner_response(detach_record(record=id, by=curator_of(request), **body).pk)


class Duplicates(ApiView):
    permission_classes = (MayCurate,)
    page_by: ClassVar = ("id",)

    @describe_operation(
        **partner_edit_operations.LIST_DUPLICATES,
        parameters=(_STATE, *pagination.PARAMETERS, LANGUAGE),
        answers={200: page_schema(DuplicateOut)},
    )
    def get(self, request: Request) -> Response:
        states = PossibleDuplicate.State
        state = parse_choice(request, "state", states.values) or states.OPEN
        with in_language_of(request):
            return self.page(_PAIRS.filter(state=state), DuplicateOut)


class DuplicateDetail(ApiView):
    permission_classes = (MayCurate,)

    @describe_operation(
        **partner_edit_operations.GET_DUPLICATE,
        parameters=[LANGUAGE],
        answers={200: DuplicateOut},
    )
    def get(self, request: Request, id: int) -> Response:
        pair = get_object_or_404(_PAIRS.all(), pk=id)
        with in_language_of(request):
            return Response(DuplicateOut(pair).data)


class DecideDuplicate(ApiView):
    permission_classes = (MayCurate,)

    @describe_operation(
        **partner_edit_operations.DECIDE_DUPLICATE,
        request=DecideIn,
        answers={200: DuplicateOut},
    )
    def post(self, request: Request, id: int) -> Response:
        get_object_or_404(PossibleDuplicate, pk=id)
        body = parse_partner_body(request, DecideIn)
        decide(pair=id, by=curator_of(request), **body)
        with in_language_of(request):
            return Response(DuplicateOut(_PAIRS.get(pk=id)).data)
