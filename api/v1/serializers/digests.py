"""Subscriptions to the digests of a shortlist."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from api.v1.serializers.request_bodies import validate_body
from api.v1.serializers.strict_fields import (
    StrictChoiceField,
    StrictIntegerField,
    StrictSerializer,
)
from matcher.digests.subscriptions import DigestSpec
from matcher.models import DigestMessage, DigestSubscription

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
RHYTHMS = DigestSubscription.Rhythm.values
DIGEST_STATES = DigestMessage.State.values
DIGEST_LANGUAGES = DigestSubscription.Language.values
_RHYTHM = (
    "`at_once`: within a minute of a change; `daily` and `weekly`: at the hour, where anything "
    "has changed since the last digest."
)
_HOUR = "Hour of daily and weekly digests in Beijing (UTC+8), 0 to 23."
_WEEKDAY = "Day of weekly digests in Beijing."


class DigestIn(StrictSerializer):
    """When a member hears of the shortlist, and in which language."""

    rhythm = StrictChoiceField(choices=RHYTHMS, help_text=_RHYTHM)
    language = StrictChoiceField(
        choices=DIGEST_LANGUAGES, required=False, help_text="English if omitted."
    )
    hour = StrictIntegerField(
        required=False, min_value=0, max_value=23, help_text=f"{_HOUR} 8 if omitted."
    )
    weekday = StrictChoiceField(
        choices=WEEKDAYS, required=False, help_text=f"{_WEEKDAY} Monday if omitted."
    )


class LastDigestOut(serializers.Serializer[DigestMessage]):
    """The newest digest of a subscription."""

    old_revision = serializers.IntegerField(source="from_revision")
    new_revision = serializers.IntegerField(source="to_revision")
    state = serializers.ChoiceField(
        choices=DIGEST_STATES,
        help_text=(
            "`sent`: the mail server took it; `given_up`: it refused ten times within 76 hours."
        ),
    )
    attempts = serializers.IntegerField()
    error = serializers.CharField(
        allow_blank=True, help_text="What the mail server said last; empty when all is well."
    )
    composed_at = serializers.DateTimeField(source="created_at")
    finished_at = serializers.DateTimeField(allow_null=True)


class DigestOut(serializers.Serializer[DigestSubscription]):
    """A subscription. The member's address is shown to keys that keep it."""

    shortlist = serializers.UUIDField(source="shortlist_id")
    member = serializers.IntegerField(source="member_id", help_text="Id of the member.")
    email = serializers.EmailField(source="member.email")
    rhythm = serializers.ChoiceField(choices=RHYTHMS, help_text=_RHYTHM)
    language = serializers.ChoiceField(choices=DIGEST_LANGUAGES)
    hour = serializers.IntegerField(min_value=0, max_value=23, help_text=_HOUR)
    weekday = serializers.SerializerMethodField(help_text=_WEEKDAY)
    last_revision = serializers.IntegerField(
        help_text="The revision that the next digest compares with; 0: none was there yet."
    )
    next_due_at = serializers.DateTimeField(help_text="No digest is composed before.")
    created_at = serializers.DateTimeField()
    last_digest = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(WEEKDAYS))
    def get_weekday(self, row: DigestSubscription) -> str:
        return WEEKDAYS[row.weekday - 1]

    @extend_schema_field(LastDigestOut(allow_null=True))
    def get_last_digest(self, row: DigestSubscription) -> dict[str, Any] | None:
        message = self.context["last"].get(row.pk)
        return None if message is None else dict(LastDigestOut(message).data)


def parse_digest(request: Request) -> DigestSpec:
    """Return the settings in the request body. Raises `InvalidBody`."""
    body = validate_body(request.data, DigestIn, "digest-not-understood")
    return DigestSpec(
        rhythm=body["rhythm"],
        language=body.get("language", DigestSubscription.Language.ENGLISH.value),
        hour=body.get("hour", 8),
        weekday=WEEKDAYS.index(body.get("weekday", "monday")) + 1,
    )
