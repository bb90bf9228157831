"""/v1/webhooks/{id}/deliveries: the deliveries of an endpoint and their attempts."""

import uuid
from typing import ClassVar

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import webhook_operations
from api.openapi.operations import describe_operation, page_schema
from api.requests import pagination, parameter_parsing
from api.requests.authentication import MayKeepWebhooks, firm_of
from api.v1.serializers.webhooks import DeliveryOut
from api.v1.views.webhooks import firm_endpoint
from api.view import ApiView
from webhooks.models import Delivery, Endpoint
from webhooks.sending import recovery

_STATES = Delivery.State.values
_STATE = OpenApiParameter("state", str, enum=_STATES, description="Only deliveries in this state.")
# Bound of the id column; the path converter accepts longer numbers.
_LARGEST = 2**63


class Deliveries(ApiView):
    permission_classes = (MayKeepWebhooks,)
    page_by: ClassVar = ("-id",)

    @describe_operation(
        **webhook_operations.LIST_DELIVERIES,
        parameters=(_STATE, *pagination.PARAMETERS),
        answers={200: page_schema(DeliveryOut)},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        rows = _of(firm_endpoint(firm_of(request), id))
        if state := parameter_parsing.parse_choice(request, "state", _STATES):
            rows = rows.filter(state=state)
        return self.page(rows, DeliveryOut)


class DeliveryDetail(ApiView):
    permission_classes = (MayKeepWebhooks,)

    @describe_operation(
        **webhook_operations.GET_DELIVERY,
        answers={200: DeliveryOut},
    )
    def get(self, request: Request, id: uuid.UUID, number: int) -> Response:
        return Response(DeliveryOut(_one(firm_endpoint(firm_of(request), id), number)).data)


class DeliveryResend(ApiView):
    permission_classes = (MayKeepWebhooks,)

    @describe_operation(
        **webhook_operations.RESEND_DELIVERY,
        answers={202: DeliveryOut},
    )
    def post(self, request: Request, id: uuid.UUID, number: int) -> Response:
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
