"""Priorities of a sector across the provinces."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from api.v1.serializers.priorities import DocumentOut
from priorities.editions.rows import source_links
from priorities.queries.sector_priorities import SectorPriority

STRENGTH = (
    "0 to 255: the stage (pledged 2/5, launched 3/5, under way 4/5, delivered 5/5) times the"
    " emphasis (headline 5/5, list 3/5, mention 1/5; unknown counts as list), and the rank where"
    " the document ranks. 0 for context and for what lapsed."
)


class SectorPriorityOut(serializers.Serializer[Any]):
    """A priority of a province that names the sector."""

    province = Name()
    relation = serializers.CharField(
        help_text="exact: a target is the sector; broader: one above it; narrower: a part of it.",
    )
    strength = serializers.IntegerField(help_text=STRENGTH)
    key = serializers.CharField(source="priority.key")
    title_en = serializers.CharField(source="priority.title_en")
    title_zh = serializers.CharField(source="priority.title_zh")
    emphasis = serializers.CharField(
        source="priority.emphasis",
        allow_blank=True,
        help_text="headline, list, mention, or empty if the document itself was not read",
    )
    signal = serializers.CharField(
        source="priority.signal", help_text="support, strength, shortage or context"
    )
    stage = serializers.CharField(
        source="priority.stage", help_text="pledged, launched, under way, delivered or lapsed"
    )
    since = serializers.DateField(source="priority.effective_from")
    until = serializers.DateField(source="priority.effective_to", allow_null=True)
    precision = serializers.CharField(
        source="priority.precision", help_text="Precision of the dates: day, month or year."
    )
    document = DocumentOut(source="priority.document")
    paragraph = serializers.IntegerField(
        source="priority.paragraph",
        allow_null=True,
        help_text="Paragraph of the document, from 1; null if the document itself was not read.",
    )
    section = serializers.CharField(
        source="priority.section", allow_blank=True, help_text="review, plan, tasks, or empty"
    )
    anchor = serializers.CharField(
        source="priority.anchor",
        allow_blank=True,
        help_text="A few characters of the paragraph, by which to find the place.",
    )
    targets = Name(source="priority.targets.all", many=True)
    places = Name(
        source="priority.places.all",
        many=True,
        help_text="Cities that the priority applies to; empty for the whole province.",
    )
    summary_en = serializers.CharField(source="priority.summary_en")
    summary_zh = serializers.CharField(source="priority.summary_zh", allow_blank=True)
    source = serializers.CharField(source="priority.source")  # type: ignore[assignment]
    links = serializers.SerializerMethodField(help_text="Web addresses in the source.")

    def get_links(self, row: SectorPriority) -> list[str]:
        return source_links(row.priority.source)


class SectorTotalsOut(serializers.Serializer[Any]):
    """Numbers of provinces, whatever the filters."""

    lists = serializers.IntegerField(help_text="Provinces with a list in force.")
    named_by = serializers.IntegerField(
        help_text=(
            "Of these, the provinces with a priority that may count in a score and names the "
            "sector or one above it."
        )
    )
    part_named_by = serializers.IntegerField(
        help_text="Of the others, the provinces that name only a part of the sector."
    )


class SectorPrioritiesOut(serializers.Serializer[Any]):
    """A page of the priorities of a sector, the strongest first."""

    sector = Name()
    as_of = serializers.DateTimeField()
    totals = SectorTotalsOut()
    results = SectorPriorityOut(many=True)
    next = serializers.CharField(
        allow_null=True, help_text="Address of the next page; null on the last page."
    )
