"""Editions: their rows as codes, for reading, revising and comparing."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from api.v1.serializers.priorities import COVERAGE
from api.v1.serializers.request_bodies import body_parser
from api.v1.serializers.strict_fields import (
    FIRST_YEAR,
    LAST_YEAR,
    StrictBooleanField,
    StrictCharField,
    StrictChoiceField,
    StrictDateField,
    StrictDateTimeField,
    StrictIntegerField,
    StrictListField,
    StrictSerializer,
)
from partners.models.place import Confidence
from priorities.editions.rows import PriorityRow
from priorities.models import Edition, Priority
from priorities.models.published_document import Precision

_PRECISION = "day, month or year; the date of a month or year is its first day."


# The same class validates rows and renders them, so that a row which was read can be sent back.
class EditionPriority(StrictSerializer):
    """A priority as codes, not names. A row that is read may be sent back unchanged."""

    key = StrictCharField(
        max_length=20,
        required=False,
        allow_blank=True,
        default="",
        help_text=(
            "Stable across editions and renames. Omit it for a new row: the service assigns a key."
        ),
    )
    title_en = StrictCharField(max_length=240)
    title_zh = StrictCharField(max_length=240)
    category = StrictCharField(max_length=40)
    signal = StrictChoiceField(choices=Priority.Signal.values)
    speaker = StrictChoiceField(choices=Priority.Speaker.values)
    stage = StrictChoiceField(choices=Priority.Stage.values)
    document = StrictCharField(max_length=240, help_text="Title of the document.")
    document_zh = StrictCharField(
        max_length=240,
        required=False,
        allow_blank=True,
        default="",
        help_text="Its title in Chinese.",
    )
    document_year = StrictIntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR)
    published_on = StrictDateField(allow_null=True)
    document_precision = StrictChoiceField(choices=Precision.values, help_text=_PRECISION)
    effective_from = StrictDateField()
    effective_to = StrictDateField(allow_null=True, required=False, default=None)
    precision = StrictChoiceField(choices=Precision.values, help_text=_PRECISION)
    confidence = StrictChoiceField(choices=Confidence.values)
    summary_en = StrictCharField(
        max_length=4000,
        allow_blank=True,
        help_text=(
            "Our own summary of what the source states. Only a mention that is not reviewed may "
            "have none."
        ),
    )
    summary_zh = StrictCharField(
        max_length=4000,
        required=False,
        allow_blank=True,
        default="",
        help_text="The same in Chinese.",
    )
    source = StrictCharField(max_length=4000, help_text="The source, with a web address.")  # type: ignore[assignment]
    targets = StrictListField(
        child=StrictCharField(max_length=16),
        required=False,
        default=(),
        help_text="Codes of sectors; empty if the sources name no sector.",
    )
    places = StrictListField(
        child=StrictCharField(max_length=6),
        required=False,
        default=(),
        help_text="Codes of cities; empty for the whole province.",
    )
    rank = StrictIntegerField(
        min_value=1,
        max_value=999,
        allow_null=True,
        required=False,
        default=None,
        help_text="Rank, only if the document ranks its priorities.",
    )

    paragraph = StrictIntegerField(
        min_value=1,
        max_value=9_999,
        allow_null=True,
        required=False,
        default=None,
        help_text="Paragraph of the document that states it, from 1.",
    )
    section = StrictChoiceField(
        choices=Priority.Section.values, required=False, allow_blank=True, default=""
    )
    anchor = StrictCharField(
        max_length=20,
        required=False,
        allow_blank=True,
        default="",
        help_text="A few characters of the paragraph, by which to find the place.",
    )
    emphasis = StrictChoiceField(
        choices=Priority.Emphasis.values, required=False, allow_blank=True, default=""
    )
    reviewed = StrictBooleanField(
        required=False, default=True, help_text="False: found by a program, read by no curator."
    )


class ReviseDraftIn(StrictSerializer):
    """All rows of the draft: a row that is not sent is removed."""

    # An empty list is accepted here and refused on submission: a draft may be emptied in between.
    priorities = StrictListField(child=EditionPriority(), max_length=500, allow_empty=True)
    coverage = StrictChoiceField(
        choices=Edition.Coverage.values, required=False, help_text="Unchanged if omitted."
    )


class ScheduleIn(StrictSerializer):
    """The instant at which an approved draft is to be published."""

    publish_at = StrictDateTimeField()


class WithdrawIn(StrictSerializer):
    """The reason for the withdrawal of a list."""

    reason = StrictCharField(max_length=2000)


class SendBackIn(StrictSerializer):
    """The reason for sending a draft back."""

    note = StrictCharField(max_length=2000)


class EmptyBody(StrictSerializer):
    """The body of an action without parameters: empty, or {}."""


class EditionHeadOut(serializers.Serializer[Any]):
    """An edition without its rows."""

    id = serializers.IntegerField()
    province = Name()
    kind = serializers.CharField(
        help_text="list, or withdrawal (which leaves the province without a list in force)"
    )
    state = serializers.CharField(help_text="draft, submitted, approved, published or discarded")
    number = serializers.IntegerField(
        allow_null=True, help_text="Null until the edition is published as a list."
    )
    version = serializers.IntegerField(help_text="Raised by each action; the value of the ETag.")
    coverage = serializers.CharField(help_text=COVERAGE)
    base = serializers.IntegerField(
        source="base_id",
        allow_null=True,
        help_text="Id of the edition that this one copies or, for a withdrawal, ends.",
    )
    in_force_from = serializers.DateTimeField(source="in_force.lower", allow_null=True)
    in_force_to = serializers.DateTimeField(source="in_force.upper", allow_null=True)
    publish_at = serializers.DateTimeField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    policy = serializers.IntegerField(
        allow_null=True, help_text="The policy number of its publication."
    )
    reason = serializers.CharField(allow_blank=True, help_text="Reason of a withdrawal.")
    location = serializers.SerializerMethodField()

    def get_location(self, edition: Edition) -> str:
        return f"/v1/editions/{edition.pk}"


class AuditEntryOut(serializers.Serializer[Any]):
    """An action of a curator."""

    verb = serializers.CharField()
    by = serializers.CharField(source="by.username", allow_null=True)
    at = serializers.DateTimeField()
    version = serializers.IntegerField()
    note = serializers.CharField(allow_blank=True, help_text="Reason for sending a draft back.")


class EditionDetailOut(EditionHeadOut):
    """An edition with its rows."""

    # The context holds `curating`: actions name curators, so only curators may read them.

    priorities = EditionPriority(many=True)
    acts = AuditEntryOut(
        many=True,
        allow_null=True,
        help_text="Actions of curators; null unless the key has the scope `curate`.",
    )

    def to_representation(self, instance: tuple[Edition, Any]) -> dict[str, Any]:
        edition, rows = instance
        acts = edition.acts.select_related("by") if self.context["curating"] else None
        return {
            **EditionHeadOut(edition).data,
            "priorities": EditionPriority(rows, many=True).data,
            "acts": None if acts is None else AuditEntryOut(acts, many=True).data,
        }


class FieldChangeOut(serializers.Serializer[Any]):
    """A changed field of a priority that both editions contain."""

    key = serializers.CharField()
    field = serializers.CharField()
    before = serializers.JSONField(help_text="Text, number, list or null.")
    after = serializers.JSONField(help_text="Text, number, list or null.")


class DiffOut(serializers.Serializer[Any]):
    """The difference of two editions. Applied to `against` it gives `edition`."""

    edition = EditionHeadOut()
    against = EditionHeadOut(allow_null=True, help_text="Null if compared with an empty list.")
    added = EditionPriority(many=True)
    removed = EditionPriority(many=True)
    changed = FieldChangeOut(many=True)
    reranked = FieldChangeOut(many=True)


parse_edition_body = body_parser("edition-refused")


def to_drafts(rows: list[dict[str, Any]]) -> list[PriorityRow]:
    """Return the rows of a `ReviseDraftIn` in the form that `lifecycle` takes."""
    return [PriorityRow(**row) for row in rows]
