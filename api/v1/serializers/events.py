"""Events of the feed, and the event types."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.chosen_fields import WithChosenFields
from api.v1.serializers.webhooks import UtcDateTimeField
from core.languages.translation import translated
from webhooks.event_types import EventType
from webhooks.models import Event


class EventOut(serializers.Serializer[Event]):
    """An event; `data` follows the schema of its type."""

    id = serializers.CharField(
        source="webhook_id", help_text="The value of the header `webhook-id`."
    )
    number = serializers.IntegerField(help_text="Position in the feed; use it as `after`.")
    type = serializers.CharField()
    timestamp = UtcDateTimeField(source="occurred_at")
    topics = serializers.ListField(child=serializers.CharField())
    data = serializers.DictField()  # type: ignore[assignment]


class ListedEventOut(WithChosenFields, EventOut):
    """An event of the feed: with all fields, or those that `fields` names."""

    always = ("number",)


class FeedOut(serializers.Serializer[Any]):
    """A page of the feed, oldest first."""

    results = ListedEventOut(many=True)
    after = serializers.IntegerField(help_text="Value of `after` for the next request.")
    more = serializers.BooleanField(help_text="True if further events exist already.")


class EventTypeOut(serializers.Serializer[Any]):
    """An event type. Its schema never changes under the same name."""

    name = serializers.CharField()
    tells = serializers.SerializerMethodField(help_text="In the requested language.")
    schema = serializers.DictField(help_text="JSON Schema of `data`.")
    example = serializers.DictField(help_text="An example of `data`.")

    def get_tells(self, declared: EventType) -> str:
        return translated(declared.summary)


class EventTypesOut(serializers.Serializer[Any]):
    """All event types, sorted by name."""

    results = EventTypeOut(many=True)
