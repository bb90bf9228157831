"""The request body of an event: the same bytes at every attempt."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from webhooks.models import Event

# Many receivers reject or log badly what is larger; a larger event is fetched by its `href`.
MAX_BYTES = 20_000
_MAX_ID_LENGTH = 120


@dataclass(frozen=True)
class EventContent:
    """The fields of an `Event` that are sent, each under the name of its model field."""

    number: int
    webhook_id: str
    type: str
    occurred_at: datetime
    data: Mapping[str, Any]


def encode_payload(event: Event | EventContent) -> bytes:
    """Encode the JSON body that is signed and sent.

    Above `MAX_BYTES` the body is thin: `data` holds only the short scalar members (the ids), and
    `href` is the address of the whole event.
    """
    content: dict[str, Any] = {
        "type": event.type,
        "timestamp": format_utc(event.occurred_at),
        "number": event.number,
        "data": event.data,
    }
    whole = _encode_json(content)
    if len(whole) <= MAX_BYTES:
        return whole
    thin = {
        "data": short_members(event.data),
        "thin": True,
        "href": f"/v1/events/{event.webhook_id}",
    }
    return _encode_json(content | thin)


def short_members(data: Mapping[str, Any]) -> dict[str, Any]:
    """The members that are null, numbers, booleans or short strings."""
    return {name: value for name, value in data.items() if _is_short(value)}


def format_utc(when: datetime) -> str:
    """The time in ISO 8601, in UTC with the suffix Z."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _is_short(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= _MAX_ID_LENGTH
    return value is None or isinstance(value, bool | int | float)


def _encode_json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
