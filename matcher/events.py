"""The event types of this floor."""

from typing import Any

from webhooks.event_types import EventType, declare


def _object(required: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": required,
        "required": list(required),
        "additionalProperties": False,
    }


_RANK = {"type": ["integer", "null"], "minimum": 1}
_ROWS = {"type": "array", "items": {"type": "object", "required": ["key", "title"]}}
_CHANGES = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"key": {"type": "string"}, "field": {"type": "string"}},
        "required": ["key", "field", "before", "after"],
    },
}
_DIFF = _object({"added": _ROWS, "removed": _ROWS, "changed": _CHANGES, "reranked": _CHANGES})
_PROVINCE = {"type": "string", "pattern": "^[0-9]{6}$"}
_RERANKED = {"key": "GD0012", "field": "rank", "before": 3, "after": 1}

PRIORITIES_PUBLISHED = declare(
    EventType(
        name="priorities.published",
        tells="A province's list has a new edition in force; the diff is against the one before.",
        schema=_object(
            {
                "province": _PROVINCE,
                "policy": {"type": "integer", "minimum": 1},
                "edition": {"type": "integer", "minimum": 1},
                "coverage": {"enum": ["complete", "excerpt"]},
                "in_force_from": {"type": "string", "format": "date-time"},
                "diff": _DIFF,
            }
        ),
        example={
            "province": "440000",
            "policy": 24,
            "edition": 2,
            "coverage": "excerpt",
            "in_force_from": "2026-02-24T00:00:00+08:00",
            "diff": {"added": [], "removed": [], "changed": [], "reranked": [_RERANKED]},
        },
    )
)
PRIORITIES_WITHDRAWN = declare(
    EventType(
        name="priorities.withdrawn",
        tells="A province has no list in force any more; the diff removes all it held.",
        schema=_object(
            {
                "province": _PROVINCE,
                "policy": {"type": "integer", "minimum": 1},
                "edition": {"type": ["integer", "null"], "minimum": 1},
                "reason": {"type": "string"},
                "diff": _DIFF,
            }
        ),
        example={
            "province": "440000",
            "policy": 25,
            "edition": 2,
            "reason": "The document was not the province's.",
            "diff": {"added": [], "removed": [], "changed": [], "reranked": []},
        },
    )
)
SHORTLIST_READY = declare(
    EventType(
        name="shortlist.ready",
        tells="A brief, or a new version of it, has been answered; or again, after a refusal.",
        schema=_object(
            {
                "shortlist": {"type": "string", "format": "uuid"},
                "revision": {"type": "integer", "minimum": 1},
                "brief_version": {"type": "integer", "minimum": 1},
                "entries": {"type": "integer", "minimum": 0},
            }
        ),
        example={
            "shortlist": "2a1d5a0e-6c0b-4c38-9d52-5a4f2f6d2b11",
            "revision": 1,
            "brief_version": 1,
            "entries": 20,
        },
    )
)
SHORTLIST_REFUSED = declare(
    EventType(
        name="shortlist.refused",
        tells="A brief can no longer be understood as it was asked: something that it names is "
        "gone. Told once, until it is answered again (shortlist.ready) or edited.",
        schema=_object(
            {
                "shortlist": {"type": "string", "format": "uuid"},
                "brief_version": {"type": "integer", "minimum": 1},
                "errors": {
                    "type": "array",
                    "minItems": 1,
                    "items": _object(
                        {
                            "pointer": {"type": "string"},
                            "detail": {"type": "string"},
                            "nearest": {"type": "array", "items": {"type": "string"}},
                        }
                    ),
                },
            }
        ),
        example={
            "shortlist": "2a1d5a0e-6c0b-4c38-9d52-5a4f2f6d2b11",
            "brief_version": 1,
            "errors": [
                {
                    "pointer": "/datasets/0",
                    "detail": "no dataset is named 'trade-fair-2025'; these are: public-record",
                    "nearest": ["public-record"],
                }
            ],
        },
    )
)
SHORTLIST_CHANGED = declare(
    EventType(
        name="shortlist.changed",
        tells="Ranks or points of an answered brief have moved: by lists, partners or the day.",
        schema=_object(
            {
                "shortlist": {"type": "string", "format": "uuid"},
                "revision": {"type": "integer", "minimum": 2},
                "changes": {
                    "type": "array",
                    "items": _object(
                        {
                            "partner": {"type": "integer"},
                            "because": {"type": "array", "items": {"type": "string"}},
                            "old_rank": _RANK,
                            "new_rank": _RANK,
                        }
                    ),
                },
            }
        ),
        example={
            "shortlist": "2a1d5a0e-6c0b-4c38-9d52-5a4f2f6d2b11",
            "revision": 2,
            "changes": [{"partner": 1417, "old_rank": 5, "new_rank": 2, "because": ["GD0012"]}],
        },
    )
)
