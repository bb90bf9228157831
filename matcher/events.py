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


_KEYS = {"type": "array", "items": {"type": "string"}}
_RANK = {"type": ["integer", "null"], "minimum": 1}

PRIORITIES_PUBLISHED = declare(
    EventType(
        name="priorities.published",
        tells="A province's list has a new edition in force; the diff is against the one before.",
        schema=_object(
            {
                "province": {"type": "string", "pattern": "^[0-9]{6}$"},
                "edition": {"type": "integer", "minimum": 1},
                "coverage": {"enum": ["complete", "excerpt"]},
                "in_force_from": {"type": "string", "format": "date-time"},
                "diff": _object(
                    {"added": _KEYS, "removed": _KEYS, "changed": _KEYS, "reranked": _KEYS}
                ),
            }
        ),
        example={
            "province": "440000",
            "edition": 2,
            "coverage": "excerpt",
            "in_force_from": "2026-02-24T00:00:00+08:00",
            "diff": {"added": ["PP011"], "removed": [], "changed": ["PP001"], "reranked": []},
        },
    )
)
SHORTLIST_READY = declare(
    EventType(
        name="shortlist.ready",
        tells="A brief, or a new version of it, has been answered.",
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
SHORTLIST_CHANGED = declare(
    EventType(
        name="shortlist.changed",
        tells="The same brief is answered differently: lists, partners or the day have moved.",
        schema=_object(
            {
                "shortlist": {"type": "string", "format": "uuid"},
                "revision": {"type": "integer", "minimum": 2},
                "changes": {
                    "type": "array",
                    "items": _object(
                        {
                            "partner": {"type": "integer"},
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
            "changes": [{"partner": 1417, "old_rank": 5, "new_rank": 2}],
        },
    )
)
