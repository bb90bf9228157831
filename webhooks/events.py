"""The event types of this app."""

from webhooks.event_types import EventType, declare, object_schema

WEBHOOK_TEST = declare(
    EventType(
        name="webhook.test",
        summary="Sent on demand to one endpoint, to test that it can be reached and verifies.",
        schema=object_schema(
            endpoint={"type": "string", "format": "uuid"}, test={"type": "integer", "minimum": 1}
        ),
        example={"endpoint": "0d4f6c1e-52f5-4a43-9c0e-3c2f9f5b7a10", "test": 1},
    )
)
