"""The event types of this floor."""

from webhooks.event_types import EventType, declare

_ID = {"type": "integer", "minimum": 1}

PARTNER_RETIRED = declare(
    EventType(
        name="partner.retired",
        summary="A partner is ranked no more; shortlists that named it stay as they were said.",
        schema={
            "type": "object",
            "properties": {"partner": _ID, "reason": {"type": "string", "maxLength": 200}},
            "required": ["partner", "reason"],
            "additionalProperties": False,
        },
        example={"partner": 1417, "reason": "deregistered"},
    )
)
PARTNER_MERGED = declare(
    EventType(
        name="partner.merged",
        summary="Two records were one organisation: `partner` is now read as `into`.",
        schema={
            "type": "object",
            "properties": {"partner": _ID, "into": _ID},
            "required": ["partner", "into"],
            "additionalProperties": False,
        },
        example={"partner": 1417, "into": 211},
    )
)
