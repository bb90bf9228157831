"""The event types of this app."""

from webhooks.event_types import EventType, declare, object_schema

_UUID = {"type": "string", "format": "uuid"}
_NUMBER = {"type": "integer", "minimum": 1}
_RANK = {"type": ["integer", "null"], "minimum": 1}
_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_FAULT = object_schema(pointer=_TEXT, detail=_TEXT, nearest=_TEXTS)
_CHANGE = object_schema(partner={"type": "integer"}, because=_TEXTS, old_rank=_RANK, new_rank=_RANK)
SHORTLIST_READY = declare(
    EventType(
        name="shortlist.ready",
        summary="A brief, or a new version of it, has been answered; or again, after a refusal.",
        schema=object_schema(
            shortlist=_UUID,
            revision=_NUMBER,
            brief_version=_NUMBER,
            entries={"type": "integer", "minimum": 0},
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
        "gone. Sent once, until the brief is answered again or edited.",
        schema=object_schema(
            shortlist=_UUID,
            brief_version=_NUMBER,
            errors={"type": "array", "minItems": 1, "items": _FAULT},
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
        schema=object_schema(
            shortlist=_UUID,
            revision={"type": "integer", "minimum": 2},
            changes={"type": "array", "items": _CHANGE},
        ),
        example={
            "shortlist": "2a1d5a0e-6c0b-4c38-9d52-5a4f2f6d2b11",
            "revision": 2,
            "changes": [{"partner": 1417, "old_rank": 5, "new_rank": 2, "because": ["GD0012"]}],
        },
    )
)
