"""Sourced doubts about money and capacity."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from priorities.editions.rows import source_links
from priorities.models import Doubt


class DoubtOut(serializers.Serializer[Any]):
    """A doubt whether a promise can be paid for or carried out; it has no effect on a score."""

    key = serializers.CharField()
    place = Name(allow_null=True, help_text="Null: no particular province is named.")
    kind = serializers.CharField(help_text="money or capacity")
    speaker = serializers.CharField(help_text="government, statistic, company, press or scholar")
    said_by = serializers.CharField(source="author", help_text="Name of the speaker.")
    summary = serializers.CharField(help_text="Our own short summary of the statement.")
    source = serializers.CharField()  # type: ignore[assignment]  # a word of DRF too
    links = serializers.SerializerMethodField(help_text="Web addresses in the source.")
    confidence = serializers.CharField()

    def get_links(self, doubt: Doubt) -> list[str]:
        return source_links(doubt.source)
