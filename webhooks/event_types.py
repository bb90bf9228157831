"""The registry of event types. Each app declares its own, with a JSON Schema and an example."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webhooks.errors import UnknownEventType

_NAME_FORM = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


@dataclass(frozen=True)
class EventType:
    """A name, what it tells, the JSON Schema of its `data`, and a `data` that fits it."""

    name: str
    summary: str
    schema: Mapping[str, Any]
    example: Mapping[str, Any]


_declared: dict[str, EventType] = {}


def declare(event_type: EventType) -> EventType:
    """Make the type known. A name has one meaning for ever: a second declaration is refused."""
    if not _NAME_FORM.fullmatch(event_type.name):
        raise ValueError(f"{event_type.name!r} is not parts of a-z, 0-9 and _ joined by dots")
    if _declared.setdefault(event_type.name, event_type) != event_type:
        raise ValueError(f"{event_type.name} is declared twice")
    return event_type


def declared_event_types() -> list[EventType]:
    """All types, by name."""
    return [_declared[name] for name in sorted(_declared)]


def get_event_type(name: str) -> EventType:
    """The type of this name; raises `UnknownEventType`."""
    try:
        return _declared[name]
    except KeyError:
        raise UnknownEventType(f"no app has declared the event type {name!r}") from None
