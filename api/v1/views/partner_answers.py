"""/v1/partners/{id}/answers: what a partner told the calling firm."""

from typing import ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import partner_answer_operations
from api.openapi.operations import ETAG, LOCATION, describe_operation, page_schema
from api.requests import idempotency, pagination
from api.requests.authentication import author_of, firm_of
from api.requests.parameter_parsing import parse_choice
from api.v1 import etags
from api.v1.serializers.partner_answers import (
    QUESTION_KEYS,
    AnswersIn,
    PartnerAnswerOut,
    RecordedAnswersOut,
    parse_answers,
)
from api.view import ApiView
from matcher import loaded
from matcher.statements.answers import (
    Told,
    answers_of,
    find_answer,
    record_answers,
    take_back_answer,
)
from partners.models import Partner

_QUESTION = OpenApiParameter(
    "question", str, enum=QUESTION_KEYS, description="Only answers to this question."
)
_CURRENT = OpenApiParameter(
    "current",
    str,
    enum=("true",),
    description="`true`: only the newest answer to each question, but those taken back.",
)


class PartnerAnswers(ApiView):
    page_by: ClassVar = ("-number",)

    @describe_operation(
        **partner_answer_operations.LIST_ANSWERS,
        parameters=(_QUESTION, _CURRENT, *pagination.PARAMETERS),
        answers={200: page_schema(PartnerAnswerOut)},
    )
    def get(self, request: Request, id: int) -> Response:
        rows = answers_of(firm_of(request), get_object_or_404(Partner, pk=id))
        if parse_choice(request, "current", ("true",)):
            rows = rows.current()
        if question := parse_choice(request, "question", QUESTION_KEYS):
            rows = rows.filter(question=question)
        return self.page(rows.select_related("by_member"), PartnerAnswerOut)

    @describe_operation(
        **partner_answer_operations.RECORD_ANSWERS,
        parameters=[LOCATION],
        request=AnswersIn,
        answers={201: RecordedAnswersOut},
        idempotent=True,
    )
    @idempotency.idempotent()
    def post(self, request: Request, id: int) -> Response:
        partner = get_object_or_404(Partner, pk=id)
        told = Told(**parse_answers(request))
        rows = record_answers(
            partner=partner, told=told, by=author_of(request), names=loaded.names()
        )
        headers = {"Location": f"/v1/partners/{rows[0].partner_id}/answers"}
        return Response(RecordedAnswersOut({"results": rows}).data, status=201, headers=headers)


class PartnerAnswerDetail(ApiView):
    cache_control = "private, no-cache"

    @describe_operation(
        **partner_answer_operations.GET_ANSWER,
        parameters=[etags.IF_NONE_MATCH, ETAG],
        answers={200: PartnerAnswerOut, 304: None},
    )
    def get(self, request: Request, id: int, question: str) -> Response:
        row = find_answer(firm_of(request), get_object_or_404(Partner, pk=id), question)
        if row is None:
            raise Http404
        return etags.conditional_response(request, PartnerAnswerOut(row).data)

    @describe_operation(**partner_answer_operations.TAKE_BACK_ANSWER, answers={204: None})
    def delete(self, request: Request, id: int, question: str) -> Response:
        partner = get_object_or_404(Partner, pk=id)
        if take_back_answer(partner=partner, question=question, by=author_of(request)) is None:
            raise Http404
        return Response(status=204)
