"""Sourced figures for context."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from api.v1.serializers.strict_fields import StrictNumberField
from priorities.editions.rows import source_links
from priorities.models import ContextFigure


class FigureOut(serializers.Serializer[Any]):
    """A figure of a province or of the whole country; it has no effect on a score."""

    place = Name(allow_null=True, help_text="Null: the whole country.")
    indicator = serializers.CharField()
    period = serializers.CharField(help_text="2025, 2025-H1, 2025-01..2025-11 …")
    value = StrictNumberField()
    qualifier = serializers.CharField(
        allow_blank=True, help_text="Qualifier that the source gives: about, at least, range …"
    )
    unit = serializers.CharField()
    note = serializers.CharField(
        allow_blank=True, help_text="Caveat for comparisons with other figures."
    )
    source = serializers.CharField()  # type: ignore[assignment]
    links = serializers.SerializerMethodField(help_text="Web addresses in the source.")
    confidence = serializers.CharField()

    def get_links(self, figure: ContextFigure) -> list[str]:
        return source_links(figure.source)
