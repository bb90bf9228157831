"""One thing that happened to a priority."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from api.v1.serializers.priorities import DocumentOut
from priorities.editions.rows import source_links
from priorities.models import PriorityChange


class TimelineRowOut(serializers.Serializer[Any]):
    """A priority that entered a list, moved to another stage, or left it."""

    happened = serializers.CharField(
        source="kind",
        help_text="published; moved: to another stage; removed: by the next edition; withdrawn: "
        "with the whole list",
    )
    on = serializers.DateField(help_text="Of a month or year: its first day.")
    precision = serializers.CharField(help_text="How exactly `on` is known: day, month or year.")
    province = Name(source="edition.province")
    places = Name(
        source="priority.places.all",
        many=True,
        help_text="Cities it holds in; empty: the whole province.",
    )
    key = serializers.CharField()
    title = serializers.CharField(source="priority.title")
    speaker = serializers.CharField(source="priority.speaker")
    signal = serializers.CharField(source="priority.signal")
    stage = serializers.CharField(
        source="priority.stage", help_text="Its stage then; of what left, its last."
    )
    stage_before = serializers.CharField(allow_null=True, help_text="Of what moved.")
    targets = Name(source="priority.targets.all", many=True)
    edition = serializers.IntegerField(
        source="priority.edition_id", help_text="Id of the edition that holds the row shown."
    )
    policy = serializers.IntegerField(help_text="Policy number of what made it happen.")
    document = DocumentOut(source="priority.document")
    effective_from = serializers.DateField(source="priority.effective_from")
    effective_to = serializers.DateField(source="priority.effective_to", allow_null=True)
    quote = serializers.CharField(source="priority.summary")
    source = serializers.CharField(source="priority.source")  # type: ignore[assignment]
    links = serializers.SerializerMethodField(help_text="The addresses in the source.")
    confidence = serializers.CharField(source="priority.confidence")
    reason = serializers.CharField(
        source="edition.reason", allow_blank=True, help_text="Why a list was withdrawn."
    )

    def get_links(self, change: PriorityChange) -> list[str]:
        return source_links(change.priority.source)
