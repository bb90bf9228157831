"""The event types of this app."""

from typing import Any

from webhooks.event_types import EventType, declare, object_schema

# Rows stay open to new fields: a subscriber that validates would break on each field we add.
_ROWS = {"type": "array", "items": {"type": "object", "required": ["key", "title_en", "title_zh"]}}
_CHANGES = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"key": {"type": "string"}, "field": {"type": "string"}},
        "required": ["key", "field", "before", "after"],
    },
}
_DIFF = object_schema(added=_ROWS, removed=_ROWS, changed=_CHANGES, reranked=_CHANGES)
_PROVINCE = {"type": "string", "pattern": "^[0-9]{6}$"}
_NUMBER = {"type": "integer", "minimum": 1}
_RERANKED = {"key": "GD0012", "field": "rank", "before": 3, "after": 1}
_NO_DIFF: dict[str, list[Any]] = {"added": [], "removed": [], "changed": [], "reranked": []}

PRIORITIES_PUBLISHED = declare(
    EventType(
        name="priorities.published",
        summary="A province's list has a new edition in force; the diff is against the one before.",
        schema=object_schema(
            province=_PROVINCE,
            policy=_NUMBER,
            edition=_NUMBER,
            coverage={"enum": ["complete", "excerpt"]},
            in_force_from={"type": "string", "format": "date-time"},
            diff=_DIFF,
        ),
        example={
            "province": "440000",
            "policy": 24,
            "edition": 2,
            "coverage": "excerpt",
            "in_force_from": "2026-02-24T00:00:00+08:00",
            "diff": {**_NO_DIFF, "reranked": [_RERANKED]},
        },
    )
)
PRIORITIES_WITHDRAWN = declare(
    EventType(
        name="priorities.withdrawn",
        summary="A province has no list in force any more; the diff removes all it held.",
        schema=object_schema(
            province=_PROVINCE,
            policy=_NUMBER,
            edition={"type": ["integer", "null"], "minimum": 1},
            reason={"type": "string"},
            diff=_DIFF,
        ),
        example={
            "province": "440000",
            "policy": 25,
            "edition": 2,
            "reason": "The document was not the province's.",
            "diff": _NO_DIFF,
        },
    )
)
