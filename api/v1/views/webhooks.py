"""/v1/webhooks: where events are sent to."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.http import Http404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from api.examples import example
from api.openapi.operations import (
    describe_operation,
    page_schema,
    request_example,
    response_example,
)
from api.problems.refusals import ErrorDetail, WebhookRefused, join_pointer
from api.requests import idempotency, pagination
from api.requests.authentication import firm_of
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
from firms.models import Firm
from partners.names.vocabulary import nearest
from webhooks import event_types
from webhooks.endpoints import registration
from webhooks.endpoints.registration import Wish
from webhooks.errors import DestinationRefused
from webhooks.models import Endpoint
from webhooks.sending import recovery

_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"  # noqa: S105 - of no endpoint
_ASKED = {
    name: example("webhook")[name]
    for name in ("url", "types", "provinces", "sectors", "description", "email")
}


class Webhooks(ApiView):
    query_parameters: ClassVar = {"GET": pagination.PARAMETERS}
    page_by: ClassVar = ("created_at", "id")

    @describe_operation(
        operation_id="list_webhooks",
        tag="webhooks",
        summary="List your endpoints",
        description="The oldest first, at most 20; without their secrets.",
        parameters=query_parameters["GET"],
        answers={200: page_schema(WebhookOut)},
        examples=[response_example("one", {"results": [example("webhook")], "next": None})],
    )
    def get(self, request: Request) -> Response:
        return self.page(Endpoint.objects.of(firm_of(request)), WebhookOut)

    @describe_operation(
        operation_id="create_webhook",
        tag="webhooks",
        summary="Have events sent to an address",
        description="The answer holds the `secret`, this once: verify each request with it as "
        "Standard Webhooks 1.0.0 says (`v1`). Several kinds of filters must all agree; an event "
        "that names no province is not held back by `provinces`.",
        request=WebhookIn,
        answers={201: WebhookCreatedOut},
        refusals=["webhook-not-understood", "too-many-webhooks"],
        idempotent=True,
        examples=[
            request_example("two provinces", _ASKED),
            response_example("created", {**example("webhook"), "secret": _SECRET}, status=201),
        ],
    )
    @idempotency.idempotent()
    def post(self, request: Request) -> Response:
        wish = _parse_wish(request)
        try:
            endpoint, secret = registration.create(firm=firm_of(request), wish=wish)
        except DestinationRefused as fault:
            raise WebhookRefused([ErrorDetail(str(fault), pointer="/url")]) from fault
        body = {**WebhookOut(endpoint).data, "secret": secret}
        return Response(body, status=201, headers={"Location": f"/v1/webhooks/{endpoint.pk}"})


class WebhookDetail(ApiView):
    http_method_names = ("get", "head", "put", "delete")

    @describe_operation(
        operation_id="get_webhook",
        tag="webhooks",
        summary="Read an endpoint, and how it fares",
        description="An open breaker delays sends; it uses up no attempt and loses nothing.",
        answers={200: WebhookOut},
        refusals=["not-found"],
        examples=[response_example("one", example("webhook"))],
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:  # noqa: A002
        return Response(WebhookOut(firm_endpoint(firm_of(request), id)).data)

    @describe_operation(
        operation_id="change_webhook",
        tag="webhooks",
        summary="Change an endpoint",
        description="What is not said goes back to its default. `active: false` holds what "
        "happens; after `active: true` `recover` sends what was held.",
        request=WebhookIn,
        answers={200: WebhookOut},
        refusals=["webhook-not-understood", "not-found"],
        examples=[
            request_example("two provinces", _ASKED),
            response_example("changed", example("webhook")),
        ],
    )
    def put(self, request: Request, id: uuid.UUID) -> Response:  # noqa: A002
        endpoint = firm_endpoint(firm_of(request), id)
        wish = _parse_wish(request)
        try:
            changed = registration.change(endpoint=endpoint, wish=wish)
        except DestinationRefused as fault:
            raise WebhookRefused([ErrorDetail(str(fault), pointer="/url")]) from fault
        return Response(WebhookOut(changed).data)

    @describe_operation(
        operation_id="delete_webhook",
        tag="webhooks",
        summary="Delete an endpoint",
        description="What it is still owed is cancelled. The events stay in /v1/events.",
        answers={204: None},
        refusals=["not-found"],
    )
    def delete(self, request: Request, id: uuid.UUID) -> Response:  # noqa: A002
        registration.delete(endpoint=firm_endpoint(firm_of(request), id))
        return Response(status=204)


class WebhookSecret(ApiView):
    @describe_operation(
        operation_id="rotate_webhook_secret",
        tag="webhooks",
        summary="Take a new secret",
        description="For the overlap every request carries a signature of each: change your "
        "receiver whenever you like within it.",
        request=RotateIn,
        idempotent=True,
        answers={201: SecretOut},
        refusals=["webhook-not-understood", "not-found"],
        examples=[
            request_example("two days", {"overlap_hours": 48}),
            response_example(
                "rotated",
                {"secret": _SECRET, "old_until": "2026-11-26T14:00:00+08:00"},
                status=201,
            ),
        ],
    )
    @idempotency.idempotent()
    def post(self, request: Request, id: uuid.UUID) -> Response:  # noqa: A002
        endpoint = firm_endpoint(firm_of(request), id)
        overlap = timedelta(hours=parse_webhook_body(request, RotateIn).get("overlap_hours", 24))
        secret = registration.rotate(endpoint=endpoint, overlap=overlap)
        body = SecretOut({"secret": secret, "old_until": timezone.now() + overlap}).data
        return Response(body, status=201)


class WebhookTest(ApiView):
    @describe_operation(
        operation_id="test_webhook",
        tag="webhooks",
        summary="Send a test event",
        description="A `webhook.test` to this endpoint alone; see its delivery for how it went.",
        answers={202: DeliveryOut},
        refusals=["not-found", "webhook-disabled"],
        idempotent=True,
        examples=[response_example("sent", example("delivery"), status=202)],
    )
    @idempotency.idempotent()
    def post(self, request: Request, id: uuid.UUID) -> Response:  # noqa: A002
        endpoint = firm_endpoint(firm_of(request), id)
        delivery = registration.test(endpoint=endpoint)
        where = f"/v1/webhooks/{endpoint.pk}/deliveries/{delivery.pk}"
        return Response(DeliveryOut(delivery).data, status=202, headers={"Location": where})


class WebhookRecovery(ApiView):
    @describe_operation(
        operation_id="recover_webhook",
        tag="webhooks",
        summary="Send again what was held or given up",
        description="All of it since a time, at the endpoint's own pace, under the same ids. "
        "All or nothing: call it again whenever in doubt.",
        request=RecoverIn,
        answers={202: RecoveredOut},
        refusals=["webhook-not-understood", "not-found", "webhook-disabled"],
        examples=[
            request_example("since Monday", {"since": "2026-11-23T00:00:00+08:00"}),
            response_example("recovered", {"recovered": 312}, status=202),
        ],
    )
    def post(self, request: Request, id: uuid.UUID) -> Response:  # noqa: A002
        endpoint = firm_endpoint(firm_of(request), id)
        span = parse_webhook_body(request, RecoverIn)
        recovered = recovery.recover(endpoint=endpoint, **span)
        return Response({"recovered": recovered}, status=202)


def firm_endpoint(firm: Firm, pk: uuid.UUID) -> Endpoint:
    """The firm's endpoint; one of another firm is not found, like one that never was."""
    found = Endpoint.objects.of(firm).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _parse_wish(request: Request) -> Wish:
    """What the body wants. Raises DRF's ValidationError or `WebhookRefused`."""
    said: dict[str, Any] = parse_webhook_body(request, WebhookIn)
    types = said.get("types", [])
    filters = topics.resolve_filters(said.get("provinces", []), said.get("sectors", []))
    details = [*_unknown_types(types), *filters.details]
    if details:
        raise WebhookRefused(details)
    return Wish(
        url=said["url"],
        types=tuple(types),
        topics=filters.topics,
        asked=filters.codes,
        description=said.get("description", ""),
        email=said.get("email", ""),
        active=said.get("active", True),
    )


def _unknown_types(types: list[str]) -> list[ErrorDetail]:
    known = [one.name for one in event_types.declared()]
    return [
        ErrorDetail(
            f"no event type is called {name[:60]!r}",
            nearest(name, known, otherwise=known),
            pointer=join_pointer("/types", n),
        )
        for n, name in enumerate(types)
        if name not in known
    ]
