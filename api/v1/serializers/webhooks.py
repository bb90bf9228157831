"""Endpoints, deliveries and attempts: what is asked, and what is shown."""

import datetime as dt
from typing import Any

from django.core.validators import EmailValidator
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from api.v1.serializers.strict_fields import (
    ErrorMessagesMixin,
    StrictCharField,
    StrictDateTimeField,
    StrictIntegerField,
    StrictListField,
    StrictSerializer,
)
from webhooks.models import Attempt, Delivery, Endpoint
from webhooks.sending import holding


class InvalidWebhookBody(ValidationError):
    """The body of a request about webhooks."""

    slug = "webhook-not-understood"


class StrictBooleanField(ErrorMessagesMixin, serializers.BooleanField):
    """JSON's true or false."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            raise ValidationError("true or false is needed", "wrong_type")
        return data


class UtcDateTimeField(serializers.DateTimeField):
    """An instant in UTC, written as in what endpoints are sent."""

    def __init__(self, **options: Any) -> None:
        super().__init__(default_timezone=dt.UTC, **options)


class WebhookIn(StrictSerializer):
    """An endpoint as it is wanted. Empty lists narrow nothing."""

    url = StrictCharField(max_length=2000, help_text="https, port 443 or 8443, a public address.")
    types = StrictListField(
        child=StrictCharField(), required=False, help_text="Event types; all if not said."
    )
    provinces = StrictListField(
        child=StrictCharField(), required=False, help_text="Any spelling of provinces."
    )
    sectors = StrictListField(
        child=StrictCharField(), required=False, help_text="Any spelling of sectors."
    )
    description = StrictCharField(max_length=200, required=False, allow_blank=True)
    email = StrictCharField(
        max_length=254,
        required=False,
        allow_blank=True,
        validators=[EmailValidator("no mail can be sent there")],
        help_text="Who is told when it is disabled or a delivery is given up.",
    )
    active = StrictBooleanField(
        required=False, help_text="false holds what happens; true is usual."
    )


class RotateIn(StrictSerializer):
    """How long the old secret goes on signing beside the new one."""

    overlap_hours = StrictIntegerField(
        required=False, min_value=0, max_value=168, help_text="24 if not said."
    )


class RecoverIn(StrictSerializer):
    """Which events: those from `since` on, before `until`."""

    since = StrictDateTimeField()
    until = StrictDateTimeField(required=False)


class HealthOut(serializers.Serializer[Endpoint]):
    """How sends to it fare."""

    breaker = serializers.SerializerMethodField()
    open_until = UtcDateTimeField(allow_null=True)
    throttled_until = UtcDateTimeField(allow_null=True)
    failures_in_a_row = serializers.IntegerField(source="fails")
    failing_since = UtcDateTimeField(allow_null=True)
    last_success_at = UtcDateTimeField(allow_null=True)
    held_since = UtcDateTimeField(
        source="unreadable_since",
        allow_null=True,
        help_text="Since then nothing could be signed, so nothing is sent; null when it can be.",
    )
    held_because = serializers.SerializerMethodField()

    def get_breaker(self, row: Endpoint) -> str:
        """`open` delays; it uses up no attempt."""
        return "open" if row.opened_at else "closed"

    def get_held_because(self, row: Endpoint) -> str:
        """'' when nothing is held for want of a signature. What is held is sent by itself."""
        return holding.BECAUSE if row.unreadable_since else ""


class WebhookOut(serializers.Serializer[Endpoint]):
    """An endpoint. Its secret is never shown again."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    types = serializers.ListField(child=serializers.CharField())
    provinces = serializers.ListField(child=serializers.CharField(), source="asked.provinces")
    sectors = serializers.ListField(child=serializers.CharField(), source="asked.sectors")
    active = serializers.SerializerMethodField()
    disabled_because = serializers.CharField(allow_blank=True)
    created_at = UtcDateTimeField()
    health = HealthOut(source="*")

    def get_active(self, row: Endpoint) -> bool:
        return row.state == Endpoint.State.ACTIVE


class WebhookCreatedOut(WebhookOut):
    """A new endpoint, with its secret: shown this once."""

    secret = serializers.CharField(source="shown_secret")


class SecretOut(serializers.Serializer[Any]):
    """A new secret: shown this once."""

    secret = serializers.CharField()
    old_until = UtcDateTimeField(help_text="Until then the old one signs, too.")


class RecoveredOut(serializers.Serializer[Any]):
    """How many deliveries are pending again."""

    recovered = serializers.IntegerField(min_value=0)


class AttemptOut(serializers.Serializer[Attempt]):
    """One send as it ended."""

    number = serializers.IntegerField(min_value=1)
    started_at = UtcDateTimeField()
    outcome = serializers.ChoiceField(choices=Attempt.Outcome.values)
    status = serializers.IntegerField(allow_null=True, help_text="null: there was no answer.")
    ms = serializers.IntegerField(allow_null=True, help_text="The whole send.")
    error = serializers.CharField(allow_blank=True, help_text="The class of fault.")
    body = serializers.CharField(allow_blank=True, help_text="The answer's first kilobyte.")


class EventSummary(serializers.Serializer[Any]):
    """The event in short; /v1/events/{id} tells all."""

    id = serializers.CharField(source="webhook_id")
    number = serializers.IntegerField()
    type = serializers.CharField()
    timestamp = UtcDateTimeField(source="occurred_at")


class DeliveryOut(serializers.Serializer[Delivery]):
    """One event for one endpoint, with every attempt."""

    id = serializers.IntegerField()
    event = EventSummary()
    state = serializers.ChoiceField(choices=Delivery.State.values)
    created_at = UtcDateTimeField()
    next_attempt_at = UtcDateTimeField(allow_null=True, help_text="null when none is planned.")
    finished_at = UtcDateTimeField(allow_null=True)
    attempts = AttemptOut(many=True, source="tries.all")

    def to_representation(self, instance: Delivery) -> dict[str, Any]:
        shown = super().to_representation(instance)
        if instance.state != Delivery.State.PENDING:
            shown["next_attempt_at"] = None
        return shown


def parse_webhook_body(request: Request, shape: type[StrictSerializer]) -> dict[str, Any]:
    """The body in this shape; an absent one is an empty object. Raises `InvalidWebhookBody`."""
    found = shape(data=request.data if request.data is not None else {})
    if not found.is_valid():
        raise InvalidWebhookBody(found.errors)
    return dict(found.validated_data)
