"""What a province put first."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from priorities.editions.rows import source_links
from priorities.models import Priority
from priorities.queries.priority_queries import Counting


class DocumentOut(serializers.Serializer[Any]):
    """What was published."""

    title = serializers.CharField()
    year = serializers.IntegerField()
    published_on = serializers.DateField(allow_null=True, help_text="First day of the period.")
    precision = serializers.CharField(help_text="day, month or year")


class PriorityOut(serializers.Serializer[Any]):
    """One thing put first, with who said it and where it is read."""

    # The context's `counting` tells what counts on the day shown.

    key = serializers.CharField(help_text="Stable across editions.")
    title = serializers.CharField()
    category = serializers.CharField()
    speaker = serializers.CharField(help_text="government, statistic, company, press or scholar")
    signal = serializers.CharField(help_text="support, strength, shortage or context")
    stage = serializers.CharField(help_text="pledged, launched, under way, delivered or lapsed")
    targets = Name(many=True, help_text="Sectors; empty where the sources name no field.")
    places = Name(many=True, help_text="Cities it holds in; empty: the whole province.")
    rank = serializers.IntegerField(allow_null=True, help_text="Only where the document ranks.")
    document = DocumentOut()
    effective_from = serializers.DateField()
    effective_to = serializers.DateField(allow_null=True)
    precision = serializers.CharField(help_text="How exactly the dates are known.")
    quote = serializers.CharField(source="summary")
    source = serializers.CharField()  # type: ignore[assignment]
    links = serializers.SerializerMethodField(help_text="The addresses in the source.")
    confidence = serializers.CharField()
    in_effect = serializers.SerializerMethodField(
        help_text="On the day shown: begun, not ended and not lapsed?"
    )
    scores = serializers.SerializerMethodField(help_text="May it count in a score on that day?")

    def get_links(self, priority: Priority) -> list[str]:
        return source_links(priority.source)

    def get_in_effect(self, priority: Priority) -> bool:
        counting: Counting = self.context["counting"]
        return priority.key in counting.in_effect

    def get_scores(self, priority: Priority) -> bool:
        counting: Counting = self.context["counting"]
        return priority.key in counting.scores


class EditionOut(serializers.Serializer[Any]):
    """A numbered, immutable list."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    coverage = serializers.CharField(help_text="complete, or excerpt: not all that was published")
    in_force_from = serializers.DateTimeField(source="in_force.lower")
    in_force_to = serializers.DateTimeField(source="in_force.upper", allow_null=True)
