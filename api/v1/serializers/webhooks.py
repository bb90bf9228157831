"""Endpoints, deliveries and attempts: request bodies and responses."""

import datetime as dt
from typing import Any

from django.core.validators import EmailValidator
from rest_framework import serializers

from api.v1.serializers.request_bodies import body_parser
from api.v1.serializers.strict_fields import (
    StrictBooleanField,
    StrictCharField,
    StrictDateTimeField,
    StrictIntegerField,
    StrictListField,
    StrictSerializer,
)
from webhooks.models import Attempt, Delivery, Endpoint
from webhooks.sending import holding

DELIVERY_STATES = Delivery.State.values


# The rest of the API shows local time of China; webhook payloads use UTC, and so do the resources
# about webhooks, so that both can be compared as text.
class UtcDateTimeField(serializers.DateTimeField):
    """An instant in UTC, in the format of webhook payloads."""

    def __init__(self, **options: Any) -> None:
        super().__init__(default_timezone=dt.UTC, **options)


class WebhookIn(StrictSerializer):
    """Settings of an endpoint. An empty list filters nothing out."""

    url = StrictCharField(
        max_length=2000, help_text="An https address on port 443 or 8443 of a public host."
    )
    types = StrictListField(
        child=StrictCharField(), required=False, help_text="Event types; all types if omitted."
    )
    provinces = StrictListField(
        child=StrictCharField(), required=False, help_text="Provinces, in any spelling."
    )
    sectors = StrictListField(
        child=StrictCharField(), required=False, help_text="Sectors, in any spelling."
    )
    description = StrictCharField(max_length=200, required=False, allow_blank=True)
    email = StrictCharField(
        max_length=254,
        required=False,
        allow_blank=True,
        # Django's own message is not written as the end of a sentence about the field.
        validators=[EmailValidator("is not a valid email address")],
        help_text=(
            "Recipient of a mail when the endpoint is disabled or a delivery has failed for good."
        ),
    )
    active = StrictBooleanField(
        required=False, help_text="false holds new events; true is the default."
    )


class RotateIn(StrictSerializer):
    """The period in which the old secret signs beside the new one."""

    # One week at most: a leaked secret must stop working at some time.
    overlap_hours = StrictIntegerField(
        required=False, min_value=0, max_value=168, help_text="Hours; 24 by default."
    )


class RecoverIn(StrictSerializer):
    """The events to send again: from `since` until before `until`."""

    since = StrictDateTimeField()
    until = StrictDateTimeField(required=False)


class HealthOut(serializers.Serializer[Endpoint]):
    """The state of deliveries to the endpoint."""

    breaker = serializers.SerializerMethodField()
    open_until = UtcDateTimeField(allow_null=True)
    throttled_until = UtcDateTimeField(allow_null=True)
    failures_in_a_row = serializers.IntegerField(source="fails")
    failing_since = UtcDateTimeField(allow_null=True)
    last_success_at = UtcDateTimeField(allow_null=True)
    held_since = UtcDateTimeField(
        source="unreadable_since",
        allow_null=True,
        help_text=(
            "Start of a period in which the service cannot sign requests and therefore sends "
            "none; null otherwise."
        ),
    )
    held_because = serializers.SerializerMethodField()

    def get_breaker(self, row: Endpoint) -> str:
        """Return `open` or `closed`. An open breaker delays deliveries; it uses up no attempt."""
        return "open" if row.opened_at else "closed"

    def get_held_because(self, row: Endpoint) -> str:
        """Return the reason why deliveries are held, '' if none are. Held deliveries are sent
        automatically.
        """
        return holding.UNREADABLE_SECRETS if row.unreadable_since else ""


class WebhookOut(serializers.Serializer[Endpoint]):
    """An endpoint, without its secret."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    types = serializers.ListField(child=serializers.CharField())
    provinces = serializers.ListField(
        child=serializers.CharField(), source="requested_filters.provinces"
    )
    sectors = serializers.ListField(
        child=serializers.CharField(), source="requested_filters.sectors"
    )
    active = serializers.SerializerMethodField()
    disabled_because = serializers.CharField(allow_blank=True)
    created_at = UtcDateTimeField()
    health = HealthOut(source="*")

    def get_active(self, row: Endpoint) -> bool:
        return row.state == Endpoint.State.ACTIVE


class WebhookCreatedOut(WebhookOut):
    """A new endpoint with its secret. No later response contains the secret."""

    secret = serializers.CharField(source="shown_secret")


class SecretOut(serializers.Serializer[Any]):
    """A new secret. No later response contains it."""

    secret = serializers.CharField()
    old_until = UtcDateTimeField(help_text="The old secret signs beside the new one until then.")


class RecoveredOut(serializers.Serializer[Any]):
    """The number of deliveries that are pending again."""

    recovered = serializers.IntegerField(min_value=0)


class AttemptOut(serializers.Serializer[Attempt]):
    """A finished attempt of a delivery."""

    number = serializers.IntegerField(min_value=1)
    started_at = UtcDateTimeField()
    outcome = serializers.ChoiceField(choices=Attempt.Outcome.values)
    status = serializers.IntegerField(
        allow_null=True, help_text="HTTP status; null if there was no response."
    )
    ms = serializers.IntegerField(
        allow_null=True, help_text="Duration of the attempt in milliseconds."
    )
    error = serializers.CharField(allow_blank=True, help_text="Class of the fault.")
    body = serializers.CharField(allow_blank=True, help_text="The first kilobyte of the response.")


class EventSummary(serializers.Serializer[Any]):
    """A summary of the event; /v1/events/{id} returns all of it."""

    id = serializers.CharField(source="webhook_id")
    number = serializers.IntegerField()
    type = serializers.CharField()
    timestamp = UtcDateTimeField(source="occurred_at")


class DeliveryOut(serializers.Serializer[Delivery]):
    """The delivery of an event to an endpoint, with every attempt."""

    id = serializers.IntegerField()
    event = EventSummary()
    state = serializers.ChoiceField(choices=DELIVERY_STATES)
    created_at = UtcDateTimeField()
    next_attempt_at = UtcDateTimeField(allow_null=True, help_text="Null if no attempt is planned.")
    finished_at = UtcDateTimeField(allow_null=True)
    attempts = AttemptOut(many=True, source="tries.all")

    def to_representation(self, instance: Delivery) -> dict[str, Any]:
        shown = super().to_representation(instance)
        # The column keeps its last value after the end of the delivery, but no attempt will
        # follow.
        if instance.state != Delivery.State.PENDING:
            shown["next_attempt_at"] = None
        return shown


parse_webhook_body = body_parser("webhook-not-understood")
