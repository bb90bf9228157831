"""Descriptions and examples of the event operations."""

from api.examples import example
from api.openapi.operations import OperationDescription, response_example

LIST_EVENTS: OperationDescription = {
    "operation_id": "list_events",
    "tag": "events",
    "summary": "Pull the events after a number",
    "description": (
        "Oldest first: public events and the firm's own events. The order of the numbers is "
        "the order of commits, so a client that continues from the last `after` misses no "
        "event; the numbers of other firms' events are skipped. Events are kept for 90 days "
        "unless the operator configures another period. If `after` lies before the oldest "
        "kept event, the response is 410, never a silent gap. If `after` is ahead of the newest "
        "event, or belongs to an event that a restore from a backup undid, it is 409; no number "
        "is ever given to two events."
    ),
    "refusals": ["events-pruned", "events-ahead"],
    "examples": [
        response_example("one", {"results": [example("event")], "after": 88, "more": False}),
    ],
}

GET_EVENT: OperationDescription = {
    "operation_id": "get_event",
    "tag": "events",
    "summary": "Read one event",
    "description": (
        "Finds an event by its `webhook-id` and returns its full data, also where the "
        "webhook carried a thin payload."
    ),
    "refusals": ["not-found"],
    "examples": [response_example("one", example("event"))],
}

LIST_EVENT_TYPES: OperationDescription = {
    "operation_id": "list_event_types",
    "tag": "events",
    "summary": "List the event types, with their schemas",
    "description": (
        "The schema of a type never changes: a different shape gets a new type. A webhook "
        "request above 20 kB is thin: `data` holds only the ids, `thin` is true, and `href` "
        "is the address of the full event."
    ),
    "examples": [
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
    ],
}
