"""The event types of partners."""

from webhooks.event_types import EventType, declare, object_schema

_ID = {"type": "integer", "minimum": 1}
_REASON = {"type": "string", "maxLength": 200}

PARTNER_RETIRED = declare(
    EventType(
        name="partner.retired",
        summary="A partner is retired and no longer ranked; stored shortlists do not change.",
        schema=object_schema(partner=_ID, reason=_REASON),
        example={"partner": 1417, "reason": "deregistered"},
    )
)
PARTNER_MERGED = declare(
    EventType(
        name="partner.merged",
        summary="Two partners are one organisation: one of them has the records of both now.",
        schema=object_schema(partner=_ID, into=_ID),
        example={"partner": 1417, "into": 211},
    )
)
PARTNER_RESTORED = declare(
    EventType(
        name="partner.restored",
        summary="A retired partner is ranked again.",
        schema=object_schema(partner=_ID, reason=_REASON),
        example={"partner": 1417, "reason": "retired by mistake"},
    )
)
PARTNER_UNMERGED = declare(
    EventType(
        name="partner.unmerged",
        summary="A merge is undone: each of the two partners has its own records again.",
        schema=object_schema(partner=_ID, **{"from": _ID}),
        example={"partner": 1417, "from": 211},
    )
)
