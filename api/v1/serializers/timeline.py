"""Changes of priorities over time."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from api.v1.serializers.priorities import DocumentOut
from priorities.editions.rows import source_links
from priorities.models import PriorityChange


class TimelineRowOut(serializers.Serializer[Any]):
    """A change of a priority: it entered a list, moved to another stage, or left the list."""

    happened = serializers.CharField(
        source="kind",
        help_text=(
            "published; moved: to another stage; removed: by the next edition; withdrawn: with "
            "the whole list"
        ),
    )
    on = serializers.DateField(help_text="For a month or a year: its first day.")
    precision = serializers.CharField(help_text="Precision of `on`: day, month or year.")
    province = Name(source="edition.province")
    places = Name(
        source="priority.places.all",
        many=True,
        help_text="Cities that the priority applies to; empty for the whole province.",
    )
    key = serializers.CharField()
    title_en = serializers.CharField(source="priority.title_en")
    title_zh = serializers.CharField(source="priority.title_zh")
    speaker = serializers.CharField(source="priority.speaker")
    signal = serializers.CharField(source="priority.signal")
    stage = serializers.CharField(
        source="priority.stage",
        help_text="Stage after the change; for a priority that left, its last stage.",
    )
    stage_before = serializers.CharField(
        allow_null=True, help_text="Stage before a move; null for other changes."
    )
    targets = Name(source="priority.targets.all", many=True)
    edition = serializers.IntegerField(
        source="priority.edition_id", help_text="Id of the edition that contains the row shown."
    )
    policy = serializers.IntegerField(
        help_text="Policy number of the publication that caused the change."
    )
    document = DocumentOut(source="priority.document")
    effective_from = serializers.DateField(source="priority.effective_from")
    effective_to = serializers.DateField(source="priority.effective_to", allow_null=True)
    summary_en = serializers.CharField(
        source="priority.summary_en", help_text="Our own words, no quotation."
    )
    summary_zh = serializers.CharField(
        source="priority.summary_zh",
        allow_blank=True,
        help_text="The same in Chinese, or empty.",
    )
    paragraph = serializers.IntegerField(
        source="priority.paragraph",
        allow_null=True,
        help_text="Paragraph of the document, from 1; null if the document itself was not read.",
    )
    section = serializers.CharField(source="priority.section", allow_blank=True)
    anchor = serializers.CharField(source="priority.anchor", allow_blank=True)
    emphasis = serializers.CharField(
        source="priority.emphasis", allow_blank=True, help_text="headline, list, mention, or empty"
    )
    reviewed = serializers.BooleanField(
        source="priority.reviewed", help_text="False if no curator has read the priority."
    )
    source = serializers.CharField(source="priority.source")  # type: ignore[assignment]
    links = serializers.SerializerMethodField(help_text="Web addresses in the source.")
    confidence = serializers.CharField(source="priority.confidence")
    reason = serializers.CharField(
        source="edition.reason", allow_blank=True, help_text="Reason of a withdrawal."
    )

    def get_links(self, change: PriorityChange) -> list[str]:
        return source_links(change.priority.source)
