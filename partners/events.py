"""The event types of partners."""

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
        summary="Two partners are one organisation: `into` has the records of `partner` now.",
        schema={
            "type": "object",
            "properties": {"partner": _ID, "into": _ID},
            "required": ["partner", "into"],
            "additionalProperties": False,
        },
        example={"partner": 1417, "into": 211},
    )
)
PARTNER_RESTORED = declare(
    EventType(
        name="partner.restored",
        summary="A retired partner is ranked again.",
        schema={
            "type": "object",
            "properties": {"partner": _ID, "reason": {"type": "string", "maxLength": 200}},
            "required": ["partner", "reason"],
            "additionalProperties": False,
        },
        example={"partner": 1417, "reason": "retired by mistake"},
    )
)
PARTNER_UNMERGED = declare(
    EventType(
        name="partner.unmerged",
        summary="A merge is undone: `partner` has its own records again, and `from` has its own.",
        schema={
            "type": "object",
            "properties": {"partner": _ID, "from": _ID},
            "required": ["partner", "from"],
            "additionalProperties": False,
        },
        example={"partner": 1417, "from": 211},
    )
)
