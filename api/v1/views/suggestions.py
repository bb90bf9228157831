"""Corrections that firms suggest, and what organisations without a key ask for."""

import uuid
from typing import ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import suggestion_operations
from api.openapi.operations import LOCATION, describe_operation, page_schema
from api.requests import idempotency, pagination
from api.requests.authentication import (
    MayCurate,
    MaySeeSuggestions,
    MaySuggest,
    curates,
    curator_of,
    firm_of,
)
from api.requests.parameter_parsing import parse_choice
from api.requests.rate_limits import AddressThrottle
from api.v1.serializers.partner_edits import AcceptIn, RefuseIn, SuggestionIn, TakedownIn
from api.v1.serializers.partners import parse_partner_body
from api.v1.serializers.suggestions import SuggestionOut, TakedownOut
from api.view import ApiView
from matcher import loaded
from partners.models import Partner, Suggestion
from partners.registry.editing import Grounds
from partners.registry.suggestions import (
    Decision,
    accept_suggestion,
    ask_for_takedown,
    refuse_suggestion,
    suggest_change,
)

_STATE = OpenApiParameter(
    "state", str, enum=Suggestion.State.values, description="Only suggestions in this state."
)


class Suggest(ApiView):
    permission_classes = (MaySuggest,)

    @describe_operation(
        **suggestion_operations.SUGGEST_CHANGE,
        parameters=[LOCATION],
        request=SuggestionIn,
        answers={201: SuggestionOut},
        idempotent=True,
    )
    @idempotency.idempotent()
    def post(self, request: Request, id: int) -> Response:
        get_object_or_404(Partner, pk=id)
        body = parse_partner_body(request, SuggestionIn)
        row = suggest_change(
            partner=id,
            changes=body["changes"],
            source=body["source"],
            note=body.get("note", ""),
            firm=firm_of(request),
            names=loaded.names(),
        )
        headers = {"Location": f"/v1/suggestions/{row.pk}"}
        return Response(SuggestionOut(row).data, status=201, headers=headers)


class Suggestions(ApiView):
    permission_classes = (MaySeeSuggestions,)
    page_by: ClassVar = ("created_at", "id")

    @describe_operation(
        **suggestion_operations.LIST_SUGGESTIONS,
        parameters=(_STATE, *pagination.PARAMETERS),
        answers={200: page_schema(SuggestionOut)},
    )
    def get(self, request: Request) -> Response:
        rows = _visible(request)
        if state := parse_choice(request, "state", Suggestion.State.values):
            rows = rows.filter(state=state)
        return self.page(rows, SuggestionOut)


class SuggestionDetail(ApiView):
    permission_classes = (MaySeeSuggestions,)

    @describe_operation(**suggestion_operations.GET_SUGGESTION, answers={200: SuggestionOut})
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return Response(SuggestionOut(get_object_or_404(_visible(request), pk=id)).data)


class AcceptSuggestion(ApiView):
    permission_classes = (MayCurate,)

    @describe_operation(
        **suggestion_operations.ACCEPT_SUGGESTION,
        request=AcceptIn,
        answers={200: SuggestionOut},
    )
    def post(self, request: Request, id: uuid.UUID) -> Response:
        get_object_or_404(Suggestion, pk=id)
        body = parse_partner_body(request, AcceptIn)
        grounds = Grounds(**body["grounds"]) if "grounds" in body else None
        row = accept_suggestion(
            suggestion=id,
            decision=Decision(body.get("partner"), body.get("changes"), grounds),
            by=curator_of(request),
            reason=body["reason"],
            names=loaded.names(),
        )
        return Response(SuggestionOut(row).data)


class RefuseSuggestion(ApiView):
    permission_classes = (MayCurate,)

    @describe_operation(
        **suggestion_operations.REFUSE_SUGGESTION,
        request=RefuseIn,
        answers={200: SuggestionOut},
    )
    def post(self, request: Request, id: uuid.UUID) -> Response:
        get_object_or_404(Suggestion, pk=id)
        body = parse_partner_body(request, RefuseIn)
        row = refuse_suggestion(suggestion=id, by=curator_of(request), reason=body["reason"])
        return Response(SuggestionOut(row).data)


class Takedowns(ApiView):
    authentication_classes = ()
    permission_classes = ()
    throttle_classes = (AddressThrottle,)

    @describe_operation(
        **suggestion_operations.ASK_FOR_TAKEDOWN,
        parameters=[LOCATION],
        request=TakedownIn,
        answers={201: TakedownOut},
        open_to_all=True,
    )
    def post(self, request: Request) -> Response:
        body = parse_partner_body(request, TakedownIn)
        row = ask_for_takedown(
            organisation=body["organisation"],
            partner=body.get("partner"),
            kind=body["wants"],
            wrong=body["wrong"],
            page=body["page"],
        )
        headers = {"Location": f"/v1/takedowns/{row.pk}"}
        return Response(TakedownOut(row).data, status=201, headers=headers)


class TakedownDetail(ApiView):
    authentication_classes = ()
    permission_classes = ()

    @describe_operation(
        **suggestion_operations.GET_TAKEDOWN,
        answers={200: TakedownOut},
        open_to_all=True,
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        asked = Suggestion.objects.exclude(organisation="")
        return Response(TakedownOut(get_object_or_404(asked, pk=id)).data)


def _visible(request: Request) -> QuerySet[Suggestion]:
    """Every suggestion for curators, those of the firm for its keys."""
    rows = Suggestion.objects.all()
    return rows if curates(request) else rows.filter(firm=firm_of(request))
