"""Render events. `EventOut` documents what is rendered."""

import datetime as dt
from typing import Any

from webhooks.models import Event


def render_event(event: Event) -> dict[str, Any]:
    """Render an event as the feed and a delivery show it."""
    # UTC, as in the payloads of webhooks, so that both can be compared as text.
    at = event.occurred_at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    return {
        "id": event.webhook_id,
        "number": event.number,
        "type": event.type,
        "timestamp": at,
        "topics": event.topics,
        "data": event.data,
    }
