"""The event types of this app."""

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
SHORTLIST_READY = declare(
    EventType(
        name="shortlist.ready",
        summary="A brief, or a new version of it, has been answered; or again, after a refusal.",
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
        summary="A brief can no longer be understood as it was asked: something that it names is "
        "gone. Sent once, until the brief is answered again (shortlist.ready) or edited.",
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
        summary="Ranks or points of an answered brief have moved: by lists, partners or the day.",
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
