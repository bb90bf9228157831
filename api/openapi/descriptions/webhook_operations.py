"""Descriptions and examples of the webhook operations."""

from api.examples import example
from api.openapi.operations import OperationDescription, request_example, response_example

_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"  # noqa: S105 - of no endpoint

_ASKED = {
    name: example("webhook")[name]
    for name in ("url", "types", "provinces", "sectors", "description", "email")
}


LIST_DELIVERIES: OperationDescription = {
    "operation_id": ("list_deliveries"),
    "tag": ("webhooks"),
    "summary": ("List what an endpoint was told"),
    "description": (
        "The newest first, each with all its attempts: status, time taken, class "
        "of fault, and the first kilobyte of the answer."
    ),
    "refusals": (["not-found"]),
    "examples": ([response_example("one", {"results": [example("delivery")], "next": None})]),
}

GET_DELIVERY: OperationDescription = {
    "operation_id": ("get_delivery"),
    "tag": ("webhooks"),
    "summary": ("Read one delivery"),
    "description": ("With all its attempts."),
    "refusals": (["not-found"]),
    "examples": ([response_example("one", example("delivery"))]),
}

RESEND_DELIVERY: OperationDescription = {
    "operation_id": ("resend_delivery"),
    "tag": ("webhooks"),
    "summary": ("Send one again"),
    "description": ("Also when it was delivered. The id stays, the retry schedule begins anew."),
    "refusals": (["not-found", "webhook-disabled", "delivery-under-way"]),
    "examples": ([response_example("sent", example("delivery"), status=202)]),
}

LIST_WEBHOOKS: OperationDescription = {
    "operation_id": ("list_webhooks"),
    "tag": ("webhooks"),
    "summary": ("List your endpoints"),
    "description": ("The oldest first, at most 20; without their secrets."),
    "examples": ([response_example("one", {"results": [example("webhook")], "next": None})]),
}

CREATE_WEBHOOK: OperationDescription = {
    "operation_id": ("create_webhook"),
    "tag": ("webhooks"),
    "summary": ("Have events sent to an address"),
    "description": (
        "The answer holds the `secret`, this once: verify each request with it as "
        "Standard Webhooks 1.0.0 says (`v1`). Several kinds of filters must all agree; an event "
        "that names no province is not held back by `provinces`."
    ),
    "refusals": (["webhook-not-understood", "too-many-webhooks"]),
    "examples": (
        [
            request_example("two provinces", _ASKED),
            response_example("created", {**example("webhook"), "secret": _SECRET}, status=201),
        ]
    ),
}

GET_WEBHOOK: OperationDescription = {
    "operation_id": ("get_webhook"),
    "tag": ("webhooks"),
    "summary": ("Read an endpoint, and how it fares"),
    "description": ("An open breaker delays sends; it uses up no attempt and loses nothing."),
    "refusals": (["not-found"]),
    "examples": ([response_example("one", example("webhook"))]),
}

CHANGE_WEBHOOK: OperationDescription = {
    "operation_id": ("change_webhook"),
    "tag": ("webhooks"),
    "summary": ("Change an endpoint"),
    "description": (
        "What is not said goes back to its default. `active: false` holds what "
        "happens; after `active: true` `recover` sends what was held."
    ),
    "refusals": (["webhook-not-understood", "not-found"]),
    "examples": (
        [
            request_example("two provinces", _ASKED),
            response_example("changed", example("webhook")),
        ]
    ),
}

DELETE_WEBHOOK: OperationDescription = {
    "operation_id": ("delete_webhook"),
    "tag": ("webhooks"),
    "summary": ("Delete an endpoint"),
    "description": ("What it is still owed is cancelled. The events stay in /v1/events."),
    "refusals": (["not-found"]),
}

ROTATE_WEBHOOK_SECRET: OperationDescription = {
    "operation_id": ("rotate_webhook_secret"),
    "tag": ("webhooks"),
    "summary": ("Take a new secret"),
    "description": (
        "For the overlap every request carries a signature of each: change your "
        "receiver whenever you like within it."
    ),
    "refusals": (["webhook-not-understood", "not-found"]),
    "examples": (
        [
            request_example("two days", {"overlap_hours": 48}),
            response_example(
                "rotated",
                {"secret": _SECRET, "old_until": "2026-11-26T14:00:00+08:00"},
                status=201,
            ),
        ]
    ),
}

TEST_WEBHOOK: OperationDescription = {
    "operation_id": ("test_webhook"),
    "tag": ("webhooks"),
    "summary": ("Send a test event"),
    "description": ("A `webhook.test` to this endpoint alone; see its delivery for how it went."),
    "refusals": (["not-found", "webhook-disabled"]),
    "examples": ([response_example("sent", example("delivery"), status=202)]),
}

RECOVER_WEBHOOK: OperationDescription = {
    "operation_id": ("recover_webhook"),
    "tag": ("webhooks"),
    "summary": ("Send again what was held or given up"),
    "description": (
        "All of it since a time, at the endpoint's own pace, under the same ids. "
        "All or nothing: call it again whenever in doubt."
    ),
    "refusals": (["webhook-not-understood", "not-found", "webhook-disabled"]),
    "examples": (
        [
            request_example("since Monday", {"since": "2026-11-23T00:00:00+08:00"}),
            response_example("recovered", {"recovered": 312}, status=202),
        ]
    ),
}
