"""Descriptions and examples of the webhook operations."""

from api.examples import example
from api.openapi.operations import OperationDescription, request_example, response_example

_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"  # noqa: S105 - of no endpoint  # nosec B105

_ASKED = {
    name: example("webhook")[name]
    for name in ("url", "types", "provinces", "sectors", "description", "email")
}


LIST_DELIVERIES: OperationDescription = {
    "operation_id": "list_deliveries",
    "tag": "webhooks",
    "summary": "List the deliveries of an endpoint",
    "description": (
        "Newest first, each with all its attempts: status, duration, class of fault, and "
        "the first kilobyte of the response."
    ),
    "refusals": ["not-found"],
    "examples": [response_example("one", {"results": [example("delivery")], "next": None})],
}

GET_DELIVERY: OperationDescription = {
    "operation_id": "get_delivery",
    "tag": "webhooks",
    "summary": "Get a delivery",
    "description": "Returns the delivery with all its attempts.",
    "refusals": ["not-found"],
    "examples": [response_example("one", example("delivery"))],
}

RESEND_DELIVERY: OperationDescription = {
    "operation_id": "resend_delivery",
    "tag": "webhooks",
    "summary": "Send a delivery again",
    "description": (
        "Also possible after a success. The event id stays the same, and the retry schedule "
        "starts again."
    ),
    "refusals": ["not-found", "webhook-disabled", "delivery-under-way"],
    "examples": [response_example("sent", example("delivery"), status=202)],
}

LIST_WEBHOOKS: OperationDescription = {
    "operation_id": "list_webhooks",
    "tag": "webhooks",
    "summary": "List the firm's endpoints",
    "description": "Oldest first, at most 20; without their secrets.",
    "examples": [response_example("one", {"results": [example("webhook")], "next": None})],
}

CREATE_WEBHOOK: OperationDescription = {
    "operation_id": "create_webhook",
    "tag": "webhooks",
    "summary": "Create an endpoint",
    "description": (
        "Only this response contains the `secret`. Verify each webhook request with it as "
        "Standard Webhooks 1.0.0 defines (`v1`). If several kinds of filters are given, an "
        "event must match all of them; `provinces` does not filter out an event that names "
        "no province."
    ),
    "refusals": [
        "webhook-not-understood",
        "too-many-webhooks",
        "idempotency-result-deleted",
    ],
    "examples": [
        request_example("two provinces", _ASKED),
        response_example("created", {**example("webhook"), "secret": _SECRET}, status=201),
    ],
}

GET_WEBHOOK: OperationDescription = {
    "operation_id": "get_webhook",
    "tag": "webhooks",
    "summary": "Get an endpoint and its health",
    "description": "An open breaker delays deliveries; it uses up no attempt and loses no event.",
    "refusals": ["not-found"],
    "examples": [response_example("one", example("webhook"))],
}

CHANGE_WEBHOOK: OperationDescription = {
    "operation_id": "change_webhook",
    "tag": "webhooks",
    "summary": "Change an endpoint",
    "description": (
        "A field that is omitted returns to its default. `active: false` holds new events; "
        "after `active: true`, `recover` sends the held events."
    ),
    "refusals": ["webhook-not-understood", "not-found"],
    "examples": [
        request_example("two provinces", _ASKED),
        response_example("changed", example("webhook")),
    ],
}

DELETE_WEBHOOK: OperationDescription = {
    "operation_id": "delete_webhook",
    "tag": "webhooks",
    "summary": "Delete an endpoint",
    "description": "Pending deliveries are cancelled. The events stay available in /v1/events.",
    "refusals": ["not-found"],
}

ROTATE_WEBHOOK_SECRET: OperationDescription = {
    "operation_id": "rotate_webhook_secret",
    "tag": "webhooks",
    "summary": "Rotate the secret of an endpoint",
    "description": (
        "During the overlap every webhook request carries two signatures, one by each "
        "secret, so that the receiver can be changed at any time within it."
    ),
    "refusals": ["webhook-not-understood", "not-found"],
    "examples": [
        request_example("two days", {"overlap_hours": 48}),
        response_example(
            "rotated",
            {"secret": _SECRET, "old_until": "2026-11-26T06:00:00Z"},
            status=201,
        ),
    ],
}

TEST_WEBHOOK: OperationDescription = {
    "operation_id": "test_webhook",
    "tag": "webhooks",
    "summary": "Send a test event",
    "description": (
        "Sends the event `webhook.test` to this endpoint only. Its delivery shows the result."
    ),
    "refusals": ["not-found", "webhook-disabled"],
    "examples": [response_example("sent", example("delivery"), status=202)],
}

RECOVER_WEBHOOK: OperationDescription = {
    "operation_id": "recover_webhook",
    "tag": "webhooks",
    "summary": "Send held and failed deliveries again",
    "description": (
        "Reschedules all held and failed deliveries since a given time, at the endpoint's "
        "own rate and under the same event ids. The request changes all deliveries or none, "
        "so it may be repeated if in doubt."
    ),
    "refusals": ["webhook-not-understood", "not-found", "webhook-disabled"],
    "examples": [
        request_example("since Monday", {"since": "2026-11-23T00:00:00+08:00"}),
        response_example("recovered", {"recovered": 312}, status=202),
    ],
}
