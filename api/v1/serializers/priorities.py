"""Priorities of a province and the edition that contains them."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from priorities.editions.rows import source_links
from priorities.models import Priority
from priorities.queries.priority_queries import Counting

COVERAGE = (
    "complete (all that was published), document (the whole of one document), or excerpt; what"
    " only a complete list does not name is known to be not named"
)


class DocumentOut(serializers.Serializer[Any]):
    """The document that a priority comes from."""

    title = serializers.CharField()
    title_zh = serializers.CharField(allow_blank=True, help_text="Empty if it is not known.")
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
    title_en = serializers.CharField()
    title_zh = serializers.CharField()
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
    summary_en = serializers.CharField(
        allow_blank=True,
        help_text="Our own words, no quotation; empty of a mention that is not reviewed.",
    )
    summary_zh = serializers.CharField(allow_blank=True, help_text="The same in Chinese, or empty.")
    paragraph = serializers.IntegerField(
        allow_null=True,
        help_text="Paragraph of the document, from 1; null if the document itself was not read.",
    )
    section = serializers.CharField(allow_blank=True, help_text="review, plan, tasks, or empty")
    anchor = serializers.CharField(
        allow_blank=True, help_text="A few characters of the paragraph, by which to find the place."
    )
    emphasis = serializers.CharField(
        allow_blank=True,
        help_text="headline, list, mention, or empty if the document itself was not read",
    )
    reviewed = serializers.BooleanField(
        help_text="False if a program found it and no curator has read it: it scores nothing."
    )
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
    coverage = serializers.CharField(help_text=COVERAGE)
    in_force_from = serializers.DateTimeField(source="in_force.lower")
    in_force_to = serializers.DateTimeField(source="in_force.upper", allow_null=True)
