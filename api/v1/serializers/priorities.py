"""Priorities of a province and the edition that contains them."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from priorities.editions.rows import source_links
from priorities.models import Priority
from priorities.queries.priority_queries import Counting


class DocumentOut(serializers.Serializer[Any]):
    """The document that a priority comes from."""

    title = serializers.CharField()
    year = serializers.IntegerField()
    published_on = serializers.DateField(
        allow_null=True, help_text="First day of the period that `precision` states."
    )
    precision = serializers.CharField(help_text="day, month or year")


class PriorityOut(serializers.Serializer[Any]):
    """A priority with its speaker and source."""

    # The context holds `counting`: the keys of the priorities that count on the day shown. It is
    # computed once for the edition, not for each row.

    key = serializers.CharField(help_text="The same key identifies the priority in every edition.")
    title = serializers.CharField()
    category = serializers.CharField()
    speaker = serializers.CharField(help_text="government, statistic, company, press or scholar")
    signal = serializers.CharField(help_text="support, strength, shortage or context")
    stage = serializers.CharField(help_text="pledged, launched, under way, delivered or lapsed")
    targets = Name(many=True, help_text="Target sectors; empty if the sources name no sector.")
    places = Name(
        many=True, help_text="Cities that the priority applies to; empty for the whole province."
    )
    rank = serializers.IntegerField(
        allow_null=True, help_text="Rank, only if the document ranks its priorities."
    )
    document = DocumentOut()
    effective_from = serializers.DateField()
    effective_to = serializers.DateField(allow_null=True)
    precision = serializers.CharField(help_text="Precision of the dates: day, month or year.")
    quote = serializers.CharField(source="summary")
    source = serializers.CharField()  # type: ignore[assignment]
    links = serializers.SerializerMethodField(help_text="Web addresses in the source.")
    confidence = serializers.CharField()
    in_effect = serializers.SerializerMethodField(
        help_text=(
            "True if, on the day shown, the priority has begun and has neither ended nor lapsed."
        )
    )
    scores = serializers.SerializerMethodField(
        help_text="True if the priority may count in a score on that day."
    )

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
    coverage = serializers.CharField(
        help_text="complete, or excerpt (the list does not contain everything that was published)"
    )
    in_force_from = serializers.DateTimeField(source="in_force.lower")
    in_force_to = serializers.DateTimeField(source="in_force.upper", allow_null=True)
