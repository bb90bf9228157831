"""/v1/shortlists/{id}/decisions: what a firm says of the partners of a shortlist."""

import uuid
from typing import ClassVar

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import decision_operations
from api.openapi.operations import ETAG, LOCATION, describe_operation, page_schema
from api.requests import idempotency, pagination
from api.requests.authentication import author_of, firm_of
from api.requests.parameter_parsing import parse_choice, parse_integer
from api.v1 import etags
from api.v1.serializers.decisions import DecisionIn, DecisionOut, parse_decision
from api.v1.views.shortlists import firm_shortlist
from api.view import ApiView
from matcher.models import Decision
from matcher.shortlists.decisions import Said, decide, find_decision, take_back

_DECISION = OpenApiParameter(
    "decision",
    str,
    enum=Decision.Kind.values,
    description="Only such decisions.",
)
_PARTNER = OpenApiParameter("partner", int, description="Only decisions on the partner of this id.")
_CURRENT = OpenApiParameter(
    "current",
    str,
    enum=("true",),
    description="`true`: only the newest decision on each partner, but those taken back.",
)


class Decisions(ApiView):
    page_by: ClassVar = ("-number",)

    @describe_operation(
        **decision_operations.LIST_DECISIONS,
        parameters=(_DECISION, _PARTNER, _CURRENT, *pagination.PARAMETERS),
        answers={200: page_schema(DecisionOut)},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        rows = Decision.objects.filter(shortlist=firm_shortlist(firm_of(request), id))
        if parse_choice(request, "current", ("true",)):
            rows = rows.current()
        if decision := parse_choice(request, "decision", Decision.Kind.values):
            rows = rows.filter(decision=decision)
        partner = parse_integer(request, "partner")
        if partner is not None:
            rows = rows.filter(partner=partner)
        return self.page(rows.select_related("by_member"), DecisionOut)

    @describe_operation(
        **decision_operations.DECIDE,
        parameters=[LOCATION],
        request=DecisionIn,
        answers={201: DecisionOut},
        idempotent=True,
    )
    @idempotency.idempotent()
    def post(self, request: Request, id: uuid.UUID) -> Response:
        shortlist = firm_shortlist(firm_of(request), id)
        body = parse_decision(request)
        partner = body.pop("partner")
        row = decide(shortlist=shortlist, partner=partner, said=Said(**body), by=author_of(request))
        headers = {"Location": f"/v1/shortlists/{id}/decisions/{row.partner_id}"}
        return Response(DecisionOut(row).data, status=201, headers=headers)


class DecisionDetail(ApiView):
    cache_control = "private, no-cache"

    @describe_operation(
        **decision_operations.GET_DECISION,
        parameters=[etags.IF_NONE_MATCH, ETAG],
        answers={200: DecisionOut, 304: None},
    )
    def get(self, request: Request, id: uuid.UUID, partner: int) -> Response:
        row = find_decision(firm_shortlist(firm_of(request), id), partner)
        if row is None:
            raise Http404
        return etags.conditional_response(request, DecisionOut(row).data)

    @describe_operation(**decision_operations.TAKE_BACK, answers={204: None})
    def delete(self, request: Request, id: uuid.UUID, partner: int) -> Response:
        shortlist = firm_shortlist(firm_of(request), id)
        if take_back(shortlist=shortlist, partner=partner, by=author_of(request)) is None:
            raise Http404
        return Response(status=204)
