"""The registry of event types. Each app declares its own, with a JSON Schema and an example.

The registry lives in this app, below the apps that declare types, so that it knows none of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.languages.messages import Message
from webhooks.errors import UnknownEventType

_NAME_FORM = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


@dataclass(frozen=True)
class EventType:
    """A name, a summary, the JSON Schema of `data`, and an example of `data` that satisfies it."""

    name: str
    summary: str
    schema: Mapping[str, Any]
    example: Mapping[str, Any]


def object_schema(**properties: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON Schema of an object that has exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_declared: dict[str, EventType] = {}


def declare(event_type: EventType) -> EventType:
    """Register the type and return it.

    Raises ValueError for a malformed name and for a second, different declaration of a name.
    """
    if not _NAME_FORM.fullmatch(event_type.name):
        raise ValueError(f"{event_type.name!r} is not a dotted name of a-z, 0-9 and _")
    # Receivers rely on a name's meaning: a changed type needs a new name.
    if _declared.setdefault(event_type.name, event_type) != event_type:
        raise ValueError(f"{event_type.name} is declared twice")
    return event_type


def declared_event_types() -> list[EventType]:
    """All declared types, ordered by name."""
    return [_declared[name] for name in sorted(_declared)]


def get_event_type(name: str) -> EventType:
    """Return the type of this name. Raises `UnknownEventType`."""
    try:
        return _declared[name]
    except KeyError:
        raise UnknownEventType(
            Message("no app has declared the event type {name!r}", name=name)
        ) from None
