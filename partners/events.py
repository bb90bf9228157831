"""The event types of partners: retired and merged."""

from webhooks.event_types import EventType, declare

_ID = {"type": "integer", "minimum": 1}

PARTNER_RETIRED = declare(
    EventType(
        name="partner.retired",
        summary="A partner is retired and no longer ranked; stored shortlists do not change.",
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
        summary="Two records are one organisation: `partner` is now answered with `into`.",
        schema={
            "type": "object",
            "properties": {"partner": _ID, "into": _ID},
            "required": ["partner", "into"],
            "additionalProperties": False,
        },
        example={"partner": 1417, "into": 211},
    )
)
