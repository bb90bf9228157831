"""What the tools take: one serializer a tool, from which its schema is written too."""

from typing import Any

from rest_framework import serializers

from api.problems.refusals import ValueRefused
from api.requests.prefer_wait import MAX_SECONDS
from api.v1.serializers.briefs import Brief as AskedBrief
from api.v1.serializers.decisions import LARGEST_PARTNER_ID as _LARGEST_ID
from api.v1.serializers.decisions import LONGEST_NOTE, LONGEST_REASON, SAYABLE
from api.v1.serializers.strict_fields import (
    ErrorMessagesMixin,
    StrictCharField,
    StrictChoiceField,
    StrictIntegerField,
    StrictSerializer,
)
from matcher.briefs.sentence import LONGEST_TEXT
from priorities.models import Priority

_MAX_RANK = 200


class BriefField(ErrorMessagesMixin, serializers.Field[Any, Any, Any, Any]):
    """A brief, whose fields the REST edge reads."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise ValueRefused("an object is needed, such as `read_brief` gives", "wrong_type")
        return data


class Text(StrictSerializer):
    text = StrictCharField(max_length=LONGEST_TEXT, trim_whitespace=False)


class RankedBrief(StrictSerializer):
    brief = BriefField(
        help_text="As read_brief gives it. Fields: " + ", ".join(AskedBrief().fields)
    )
    after = StrictIntegerField(
        required=False, min_value=1, max_value=_MAX_RANK, help_text="Last rank seen"
    )


class StoredBrief(StrictSerializer):
    brief = BriefField(help_text="As for rank")
    key = StrictCharField(required=False, max_length=255, help_text="Stores once")
    wait = StrictIntegerField(
        required=False, min_value=0, max_value=int(MAX_SECONDS), help_text="Seconds, 10 by default"
    )


class WhichShortlist(StrictSerializer):
    id = StrictCharField(required=False, help_text="None: your shortlists")
    after = StrictIntegerField(
        required=False, min_value=1, max_value=_MAX_RANK, help_text="Last rank seen"
    )
    cursor = StrictCharField(required=False, max_length=500)


class DecisionMade(StrictSerializer):
    shortlist = StrictCharField()
    partner = StrictIntegerField(min_value=1, max_value=_LARGEST_ID)
    decision = StrictChoiceField(choices=SAYABLE)
    reason = StrictCharField(required=False, max_length=LONGEST_REASON)
    note = StrictCharField(required=False, max_length=LONGEST_NOTE)
    key = StrictCharField(required=False, max_length=255)


class WhichPartners(StrictSerializer):
    id = StrictIntegerField(
        required=False, min_value=1, max_value=_LARGEST_ID, help_text="All that is known of one"
    )
    q = StrictCharField(required=False, help_text="Name, identifier or product")
    makes = StrictCharField(required=False, help_text="Sector")
    serves = StrictCharField(required=False, help_text="Service")
    place = StrictCharField(required=False)
    dataset = StrictCharField(required=False)
    cursor = StrictCharField(required=False, max_length=500)


class WhichPriorities(StrictSerializer):
    province = StrictCharField(required=False)
    sector = StrictCharField(required=False, help_text="Alone: who puts it first")
    signal = StrictChoiceField(required=False, choices=Priority.Signal.values)
    as_of = StrictCharField(required=False)
    cursor = StrictCharField(required=False, max_length=500)


class WhichSectors(StrictSerializer):
    q = StrictCharField()


_TYPES = {
    BriefField: "object",
    StrictCharField: "string",
    StrictChoiceField: "string",
    StrictIntegerField: "integer",
}


def input_schema(arguments: type[StrictSerializer]) -> dict[str, Any]:
    """Return the JSON Schema of the arguments, as short as it can be: an agent reads it before it
    calls anything. That no other argument is taken is left out; the tool says so, with the nearest.
    """
    fields = arguments().fields
    required = [name for name, field in fields.items() if field.required]
    return {
        "type": "object",
        "properties": {name: _property(field) for name, field in fields.items()},
        **({"required": required} if required else {}),
    }


def _property(field: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"type": _TYPES[type(field)]}
    if isinstance(field, StrictChoiceField):
        found["enum"] = list(field.choices)
    if field.help_text:
        found["description"] = str(field.help_text)
    return found
