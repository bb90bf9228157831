"""Decisions on the partners of a shortlist."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from api.v1.serializers.request_bodies import validate_body
from api.v1.serializers.strict_fields import (
    StrictCharField,
    StrictChoiceField,
    StrictIntegerField,
    StrictSerializer,
)
from matcher.models import Decision

LARGEST_PARTNER_ID = 2**53 - 1
LONGEST_REASON, LONGEST_NOTE = 500, 2_000
KINDS = list(Decision.Kind.values)
SAYABLE = [kind for kind in KINDS if kind != Decision.Kind.TAKEN_BACK]
_BY = (
    "Who said it: the e-mail address of the member whose key it was, or the id of a key that is "
    "no member's."
)


class DecisionIn(StrictSerializer):
    """What you say of a partner that a revision of the shortlist names."""

    partner = StrictIntegerField(
        min_value=1, max_value=LARGEST_PARTNER_ID, help_text="Id of the partner."
    )
    decision = StrictChoiceField(choices=SAYABLE)
    reason = StrictCharField(
        required=False, max_length=LONGEST_REASON, help_text="Why; a rejection needs a reason."
    )
    note = StrictCharField(
        required=False, max_length=LONGEST_NOTE, help_text="For your colleagues."
    )


class EntryDecisionOut(serializers.Serializer[Any]):
    """What you say of the partner of an entry."""

    decision = serializers.ChoiceField(choices=SAYABLE)
    reason = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    shortlist = serializers.UUIDField(help_text="The shortlist in which it was said.")
    by = serializers.CharField(help_text=_BY)
    made_at = serializers.DateTimeField()


class DecisionOut(serializers.Serializer[Decision]):
    """A decision on a partner. `taken_back` takes back the one before."""

    number = serializers.IntegerField(
        help_text="Its place among all that you say of partners: the greater is the newer."
    )
    partner = serializers.IntegerField(source="partner_id")
    decision = serializers.ChoiceField(choices=KINDS)
    reason = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    shortlist = serializers.UUIDField(source="shortlist_id")
    by = serializers.SerializerMethodField(help_text=_BY)
    made_at = serializers.DateTimeField()

    def get_by(self, decision: Decision) -> str:
        return decision.by_member.email if decision.by_member else decision.by_key


def parse_decision(request: Request) -> dict[str, Any]:
    """Return the decision in the request body. Raises `InvalidBody`."""
    return validate_body(request.data, DecisionIn, "decision-not-understood")
