"""/v1/webhooks: the endpoints that events are sent to."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.http import Http404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import webhook_operations
from api.openapi.operations import (
    describe_operation,
    page_schema,
)
from api.problems.refusals import ErrorDetail, WebhookRefused, join_pointer
from api.requests import idempotency, pagination
from api.requests.authentication import MayKeepWebhooks, firm_of
from api.v1 import topics
from api.v1.serializers.webhooks import (
    DeliveryOut,
    RecoveredOut,
    RecoverIn,
    RotateIn,
    SecretOut,
    WebhookCreatedOut,
    WebhookIn,
    WebhookOut,
    parse_webhook_body,
)
from api.view import ApiView
from core.languages.messages import Message
from firms.models import Firm
from partners.names.nearest import nearest_names
from webhooks import event_types
from webhooks.endpoints import registration
from webhooks.endpoints.registration import EndpointSpec
from webhooks.errors import DestinationRefused
from webhooks.models import Endpoint
from webhooks.sending import recovery


class Webhooks(ApiView):
    permission_classes = (MayKeepWebhooks,)
    page_by: ClassVar = ("created_at", "id")

    @describe_operation(
        **webhook_operations.LIST_WEBHOOKS,
        parameters=pagination.PARAMETERS,
        answers={200: page_schema(WebhookOut)},
    )
    def get(self, request: Request) -> Response:
        return self.page(Endpoint.objects.of(firm_of(request)), WebhookOut)

    @describe_operation(
        **webhook_operations.CREATE_WEBHOOK,
        request=WebhookIn,
        answers={201: WebhookCreatedOut},
        idempotent=True,
    )
    @idempotency.idempotent(made=Endpoint.objects.of)
    def post(self, request: Request) -> Response:
        spec = _parse_spec(request)
        try:
            endpoint, secret = registration.create_endpoint(firm=firm_of(request), spec=spec)
        # The domain does not know the body, so the pointer to the address is added here.
        except DestinationRefused as fault:
            raise WebhookRefused([ErrorDetail(str(fault), pointer="/url")]) from fault
        body = {**WebhookOut(endpoint).data, "secret": secret}
        return Response(body, status=201, headers={"Location": f"/v1/webhooks/{endpoint.pk}"})


class WebhookDetail(ApiView):
    permission_classes = (MayKeepWebhooks,)

    @describe_operation(
        **webhook_operations.GET_WEBHOOK,
        answers={200: WebhookOut},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return Response(WebhookOut(firm_endpoint(firm_of(request), id)).data)

    @describe_operation(
        **webhook_operations.CHANGE_WEBHOOK,
        request=WebhookIn,
        answers={200: WebhookOut},
    )
    def put(self, request: Request, id: uuid.UUID) -> Response:
        endpoint = firm_endpoint(firm_of(request), id)
        spec = _parse_spec(request)
        try:
            changed = registration.update_endpoint(endpoint=endpoint, spec=spec)
        except DestinationRefused as fault:
            raise WebhookRefused([ErrorDetail(str(fault), pointer="/url")]) from fault
        return Response(WebhookOut(changed).data)

    @describe_operation(
        **webhook_operations.DELETE_WEBHOOK,
        answers={204: None},
    )
    def delete(self, request: Request, id: uuid.UUID) -> Response:
        registration.delete_endpoint(endpoint=firm_endpoint(firm_of(request), id))
        return Response(status=204)


class WebhookSecret(ApiView):
    permission_classes = (MayKeepWebhooks,)

    @describe_operation(
        **webhook_operations.ROTATE_WEBHOOK_SECRET,
        request=RotateIn,
        idempotent=True,
        answers={201: SecretOut},
    )
    @idempotency.idempotent()
    def post(self, request: Request, id: uuid.UUID) -> Response:
        endpoint = firm_endpoint(firm_of(request), id)
        overlap = timedelta(hours=parse_webhook_body(request, RotateIn).get("overlap_hours", 24))
        secret = registration.rotate_secret(endpoint=endpoint, overlap=overlap)
        body = SecretOut({"secret": secret, "old_until": timezone.now() + overlap}).data
        return Response(body, status=201)


class WebhookTest(ApiView):
    permission_classes = (MayKeepWebhooks,)

    @describe_operation(
        **webhook_operations.TEST_WEBHOOK,
        answers={202: DeliveryOut},
        idempotent=True,
    )
    @idempotency.idempotent()
    def post(self, request: Request, id: uuid.UUID) -> Response:
        endpoint = firm_endpoint(firm_of(request), id)
        delivery = registration.send_test_event(endpoint=endpoint)
        where = f"/v1/webhooks/{endpoint.pk}/deliveries/{delivery.pk}"
        return Response(DeliveryOut(delivery).data, status=202, headers={"Location": where})


class WebhookRecovery(ApiView):
    permission_classes = (MayKeepWebhooks,)

    @describe_operation(
        **webhook_operations.RECOVER_WEBHOOK,
        request=RecoverIn,
        answers={202: RecoveredOut},
    )
    def post(self, request: Request, id: uuid.UUID) -> Response:
        endpoint = firm_endpoint(firm_of(request), id)
        span = parse_webhook_body(request, RecoverIn)
        recovered = recovery.recover(endpoint=endpoint, **span)
        # 202, not 200: the deliveries are pending again, and the sender works them off later.
        return Response({"recovered": recovered}, status=202)


def firm_endpoint(firm: Firm, pk: uuid.UUID) -> Endpoint:
    """Return the firm's endpoint. Raises Http404 for an endpoint of another firm as for a missing
    one.
    """
    found = Endpoint.objects.of(firm).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _parse_spec(request: Request) -> EndpointSpec:
    """Return the settings in the body. Raises DRF's ValidationError or `WebhookRefused`."""
    # A PUT replaces all settings: an omitted field returns to its default.
    settings: dict[str, Any] = parse_webhook_body(request, WebhookIn)
    types = settings.get("types", [])
    filters = topics.resolve_filters(settings.get("provinces", []), settings.get("sectors", []))
    details = [*_unknown_types(types), *filters.details]
    if details:
        raise WebhookRefused(details)
    return EndpointSpec(
        url=settings["url"],
        types=tuple(types),
        topics=filters.topics,
        requested_filters=filters.codes,
        description=settings.get("description", ""),
        email=settings.get("email", ""),
        active=settings.get("active", True),
    )


def _unknown_types(types: list[str]) -> list[ErrorDetail]:
    known = [one.name for one in event_types.declared_event_types()]
    return [
        ErrorDetail(
            Message("there is no event type {name!r}", name=name[:60]),
            nearest_names(name, known, otherwise=known),
            pointer=join_pointer("/types", n),
        )
        for n, name in enumerate(types)
        if name not in known
    ]
