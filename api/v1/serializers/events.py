"""Events as they are pulled, and the types they are of."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.webhooks import UtcDateTimeField
from webhooks.models import Event


class EventOut(serializers.Serializer[Event]):
    """What happened; `data` as its type's schema says."""

    id = serializers.CharField(source="webhook_id", help_text="The same as in `webhook-id`.")
    number = serializers.IntegerField(help_text="Their order; use it as `after`.")
    type = serializers.CharField()
    timestamp = UtcDateTimeField(source="occurred_at")
    topics = serializers.ListField(child=serializers.CharField())
    data = serializers.DictField()  # type: ignore[assignment]


class FeedOut(serializers.Serializer[Any]):
    """The next events, oldest first."""

    results = EventOut(many=True)
    after = serializers.IntegerField(help_text="Say this as `after` the next time.")
    more = serializers.BooleanField(help_text="There are more already.")


class EventTypeOut(serializers.Serializer[Any]):
    """A kind of event. The same name has the same schema for ever."""

    name = serializers.CharField()
    tells = serializers.CharField()
    schema = serializers.DictField(help_text="JSON Schema of `data`.")
    example = serializers.DictField(help_text="A `data` that fits it.")


class EventTypesOut(serializers.Serializer[Any]):
    """All of them, by name."""

    results = EventTypeOut(many=True)
