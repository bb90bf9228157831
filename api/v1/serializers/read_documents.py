"""Documents that are read: the text that is sent, and the proposals that are found in it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.v1.serializers.names import Name
from api.v1.serializers.strict_fields import (
    StrictCharField,
    StrictChoiceField,
    StrictDateField,
    StrictSerializer,
)
from priorities.models import Document, ReadProposal
from priorities.reading.files.text_of_file import MOST_TEXT

DOCUMENT_KINDS = Document.Kind.values


class ReadDocumentIn(StrictSerializer):
    """A document of a province, as text."""

    text = StrictCharField(
        max_length=MOST_TEXT,
        trim_whitespace=False,
        help_text="The whole text, a line for each paragraph; empty lines are passed over.",
    )
    province = StrictCharField(help_text="The province, in any spelling.")
    kind = StrictChoiceField(choices=DOCUMENT_KINDS)
    published_on = StrictDateField()
    source = StrictCharField(  # type: ignore[assignment]
        max_length=400, help_text="The address of the page where it was read."
    )
    title = StrictCharField(max_length=240)
    title_zh = StrictCharField(
        max_length=240,
        required=False,
        allow_blank=True,
        default="",
        help_text="Its title in Chinese.",
    )


class ReadProposalOut(serializers.Serializer[Any]):
    """A priority that a document may state, at its place in the text."""

    number = serializers.IntegerField(help_text="Its number in the document, from 1.")
    paragraph = serializers.IntegerField(help_text="Number of the paragraph, from 1.")
    section = serializers.CharField(help_text="review, plan or tasks")
    start = serializers.IntegerField(help_text="First character of the anchor, from 0.")
    end = serializers.IntegerField(help_text="The character after the anchor.")
    anchor = serializers.CharField(help_text="Characters `start` to `end` of the paragraph.")
    targets = serializers.ListField(
        child=serializers.CharField(), help_text="Codes of sectors, in the order of the text."
    )
    signal = serializers.CharField(help_text="support, strength, shortage or context")
    stage = serializers.CharField(help_text="pledged, launched, under way or delivered")
    places = serializers.ListField(
        child=serializers.CharField(), help_text="Codes of cities; empty for the whole province."
    )
    emphasis = serializers.CharField(help_text="headline, list or mention")
    because = serializers.CharField(
        source="told_because", help_text="The words that decided, and why."
    )
    decision = serializers.ChoiceField(
        choices=ReadProposal.Decision.values, help_text="What a curator made of it."
    )
    mended = serializers.DictField(
        child=serializers.JSONField(),
        help_text="The fields that a curator changed, with their new values.",
    )


class ReadAgainstOut(serializers.Serializer[Any]):
    """The document of the year before."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    title_zh = serializers.CharField(allow_blank=True)
    published_on = serializers.DateField()


class ReadStatementOut(serializers.Serializer[Any]):
    """The strongest statement of a document about a sector."""

    paragraph = serializers.IntegerField()
    anchor = serializers.CharField(allow_blank=True)
    signal = serializers.CharField()
    stage = serializers.CharField()
    emphasis = serializers.CharField(allow_blank=True)


class SectorChangeOut(serializers.Serializer[Any]):
    """What became of a sector since the document of the year before."""

    sector = serializers.CharField(source="target", help_text="Code of the sector.")
    change = serializers.CharField(help_text="new, strengthened, kept or dropped")
    before = ReadStatementOut(allow_null=True)
    after = ReadStatementOut(allow_null=True)


class YearComparisonOut(serializers.Serializer[Any]):
    """A document compared with the newest earlier one of its province and kind."""

    against = ReadAgainstOut(allow_null=True, help_text="Null if none is held.")
    changes = SectorChangeOut(many=True)


class ReadDocumentOut(serializers.Serializer[Any]):
    """A document that was read. Its text is not shown: only paragraph numbers and anchors are."""

    # The context holds `comparison`: that with the document of the year before.

    id = serializers.IntegerField(source="document_id")
    province = Name(source="document.province")
    kind = serializers.CharField(source="document.kind")
    title = serializers.CharField(source="document.title")
    title_zh = serializers.CharField(source="document.title_zh", allow_blank=True)
    published_on = serializers.DateField(source="document.published_on")
    source = serializers.CharField()  # type: ignore[assignment]
    digest = serializers.CharField(
        source="document.digest",
        help_text="SHA-256 of the paragraphs, joined by line feeds, in UTF-8.",
    )
    paragraphs = serializers.SerializerMethodField(help_text="Number of its paragraphs.")
    read_at = serializers.DateTimeField()
    draft = serializers.IntegerField(
        source="edition_id",
        allow_null=True,
        help_text="Id of the draft edition that its proposals went into last.",
    )
    proposals = ReadProposalOut(many=True)
    comparison = serializers.SerializerMethodField()
    location = serializers.SerializerMethodField()

    def get_paragraphs(self, reading: Any) -> int:
        return len(reading.paragraphs)

    @extend_schema_field(YearComparisonOut)
    def get_comparison(self, reading: Any) -> Any:
        return YearComparisonOut(self.context["comparison"]).data

    def get_location(self, reading: Any) -> str:
        return f"/v1/documents/{reading.document_id}"
