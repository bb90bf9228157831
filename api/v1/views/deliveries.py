"""/v1/webhooks/{id}/deliveries: what an endpoint was told, and how each send went."""

import uuid
from typing import ClassVar

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.examples import example
from api.openapi.operations import describe_operation, page_schema, response_example
from api.requests import pagination, parameter_parsing
from api.requests.authentication import firm_of
from api.v1.serializers.webhooks import DeliveryOut
from api.v1.views.webhooks import firm_endpoint
from api.view import ApiView
from webhooks.models import Delivery, Endpoint
from webhooks.sending import recovery

_STATES = Delivery.State.values
_STATE = OpenApiParameter("state", str, enum=_STATES, description="Only those in this state.")
_LARGEST = 2**63


class Deliveries(ApiView):
    query_parameters: ClassVar = {"GET": (_STATE, *pagination.PARAMETERS)}
    page_by: ClassVar = ("-id",)

    @describe_operation(
        operation_id="list_deliveries",
        tag="webhooks",
        summary="List what an endpoint was told",
        description="The newest first, each with all its attempts: status, time taken, class "
        "of fault, and the first kilobyte of the answer.",
        parameters=query_parameters["GET"],
        answers={200: page_schema(DeliveryOut)},
        refusals=["not-found"],
        examples=[response_example("one", {"results": [example("delivery")], "next": None})],
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:  # noqa: A002
        rows = _of(firm_endpoint(firm_of(request), id))
        if state := parameter_parsing.parse_choice(request, "state", _STATES):
            rows = rows.filter(state=state)
        return self.page(rows, DeliveryOut)


class DeliveryDetail(ApiView):
    @describe_operation(
        operation_id="get_delivery",
        tag="webhooks",
        summary="Read one delivery",
        description="With all its attempts.",
        answers={200: DeliveryOut},
        refusals=["not-found"],
        examples=[response_example("one", example("delivery"))],
    )
    def get(self, request: Request, id: uuid.UUID, number: int) -> Response:  # noqa: A002
        return Response(DeliveryOut(_one(firm_endpoint(firm_of(request), id), number)).data)


class DeliveryResend(ApiView):
    @describe_operation(
        operation_id="resend_delivery",
        tag="webhooks",
        summary="Send one again",
        description="Also when it was delivered. The id stays, the retry schedule begins anew.",
        answers={202: DeliveryOut},
        refusals=["not-found", "webhook-disabled", "delivery-under-way"],
        examples=[response_example("sent", example("delivery"), status=202)],
    )
    def post(self, request: Request, id: uuid.UUID, number: int) -> Response:  # noqa: A002
        delivery = _one(firm_endpoint(firm_of(request), id), number)
        recovery.resend(delivery=delivery)
        return Response(DeliveryOut(delivery).data, status=202)


def _of(endpoint: Endpoint) -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(endpoint=endpoint)
    return rows.select_related("event").prefetch_related("tries")


def _one(endpoint: Endpoint, number: int) -> Delivery:
    found = _of(endpoint).filter(pk=number).first() if number < _LARGEST else None
    if found is None:
        raise Http404
    return found
