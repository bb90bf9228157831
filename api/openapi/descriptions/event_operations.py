"""Descriptions and examples of the event operations."""

from api.examples import example
from api.openapi.operations import OperationDescription, response_example

LIST_EVENTS: OperationDescription = {
    "operation_id": ("list_events"),
    "tag": ("events"),
    "summary": ("Pull the events after a number"),
    "description": (
        "The oldest first: those that everyone may see and your own. Their order is "
        "the order in which they became true, so whoever says the last `after` misses none; "
        "numbers of other firms' events are left out. Events are kept for 90 days unless the "
        "operator says otherwise: an `after` from before what is kept is a 410, never a silent "
        "gap."
    ),
    "refusals": (["events-pruned"]),
    "examples": (
        [
            response_example("one", {"results": [example("event")], "after": 88, "more": False}),
        ]
    ),
}

GET_EVENT: OperationDescription = {
    "operation_id": ("get_event"),
    "tag": ("events"),
    "summary": ("Read one event"),
    "description": ("By its `webhook-id`: the whole of it, also where a thin one was sent."),
    "refusals": (["not-found"]),
    "examples": ([response_example("one", example("event"))]),
}

LIST_EVENT_TYPES: OperationDescription = {
    "operation_id": ("list_event_types"),
    "tag": ("events"),
    "summary": ("List the event types, with their schemas"),
    "description": (
        "A type never changes its shape: another shape is another type. A request "
        "above 20 kB is thin: only the ids in `data`, `thin: true`, and `href` of the event."
    ),
    "examples": (
        [
            response_example(
                "one",
                {
                    "results": [
                        {
                            "name": "webhook.test",
                            "tells": "Sent on demand.",
                            "schema": {"type": "object"},
                            "example": {"test": 1},
                        }
                    ]
                },
            )
        ]
    ),
}
